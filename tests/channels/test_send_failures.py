"""Every way in which sending fails, provoked at the sandbox (telegram.md, 5.4)."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.channels.base import Rendered, SendFailed, Why
from bot.channels.telegram import send as send_module
from bot.channels.telegram.channel import create
from domain.messaging.messages import Address
from sandbox.telegram import people
from sandbox.telegram.model import Standing
from tests.channels.conftest import TOKEN, Stage, failure_of


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ({"code": 429, "description": "Too Many Requests: retry after 3", "retry_after": 3}, Why.PAUSE_ALL),
        ({"code": 429, "description": "Too Many Requests"}, Why.PAUSE_ALL),
        ({"code": 403, "description": "Forbidden: user is deactivated"}, Why.GONE),
        (
            {
                "code": 400,
                "description": "Bad Request: group chat was upgraded to a supergroup chat",
                "migrate_to_chat_id": -1009,
            },
            Why.MOVED,
        ),
        ({"code": 400, "description": "Bad Request: message thread not found"}, Why.SHELF_LOST),
        ({"code": 400, "description": "Bad Request: chat not found"}, Why.REFUSED),
        ({"code": 413, "description": "Request Entity Too Large"}, Why.REFUSED),
        ({"code": 500, "description": "Internal Server Error"}, Why.UNKNOWN),
        ({"code": 502, "description": "Bad Gateway"}, Why.UNKNOWN),
        ({"malformed": True}, Why.UNKNOWN),
        ({"close": "before"}, Why.UNKNOWN),
        ({"close": "after"}, Why.UNKNOWN),
        ({"code": 401, "description": "Unauthorized"}, Why.STOPPED),
    ],
    ids=str,
)
async def test_every_row_of_the_table_arrives_as_it_should(
    stage: Stage, fault: dict[str, object], why: Why
) -> None:
    stage.fault(method="sendMessage", **fault)
    assert (await failure_of(stage, Rendered("lời"))).why is why


async def test_an_answer_that_comes_too_late_leaves_the_outcome_unknown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = stage.channel._requests[1]._client
    monkeypatch.setattr(client, "timeout", 0.1)
    stage.fault(method="sendMessage", delay=0.5)
    assert (await failure_of(stage, Rendered("lời"))).why is Why.UNKNOWN


async def test_whoever_blocked_us_is_gone_and_a_stranger_is_refused(stage: Stage) -> None:
    people.block(stage.world, stage.bot, stage.lan)
    assert (await failure_of(stage, Rendered("lời"))).why is Why.GONE
    stranger = Address("telegram", "xa", "999")
    assert (await failure_of(stage, Rendered("lời"), stranger)).why is Why.REFUSED


async def test_a_group_that_moved_tells_where(stage: Stage) -> None:
    group = stage.world.add_group("Thôn 3")
    people.let_in(stage.world, stage.bot, group, stage.lan, Standing.MEMBER)
    new = people.migrate(stage.world, group)
    failed = await failure_of(stage, Rendered("lời"), Address("telegram", "xa", str(group.id)))
    assert (failed.why, failed.new_chat) == (Why.MOVED, str(new.id))


async def test_nobody_there_means_surely_not_sent(stage: Stage, unused_tcp_port: int) -> None:
    lonely = create(SecretStr(TOKEN), "xa", base_url=f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(SendFailed) as caught:
        await lonely.send(stage.at, Rendered("lời"))
    assert caught.value.why is Why.LATER
    await lonely.close()


async def test_a_complaint_in_the_middle_of_a_long_message_is_waited_out(stage: Stage) -> None:
    text = "\n\n".join("lời " * 900 for _ in range(3))
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 1:
            stage.fault(method="sendMessage", code=429, description="Too Many Requests", retry_after=2)

    await send_module.send(stage.channel._bot, stage.at.chat, Rendered(text), gap=1.05, sleep=sleep)
    assert waits == [1.05, pytest.approx(2.2), 1.05]
    assert len(stage.chat()) == 3


async def test_half_a_message_is_neither_sent_nor_unsent(stage: Stage) -> None:
    async def sleep(_: float) -> None:
        stage.fault(method="sendMessage", code=429, description="Too Many Requests", retry_after=2)

    with pytest.raises(SendFailed) as caught:
        await send_module.send(stage.channel._bot, stage.at.chat, Rendered("lời " * 1500), gap=0, sleep=sleep)
    assert caught.value.why is Why.UNKNOWN
