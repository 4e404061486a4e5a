"""The poller against the sandbox: only what was accepted is confirmed; only a bad token stops it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from pydantic import SecretStr

from bot.channels.base import Accept, ChannelStopped
from bot.channels.telegram import channel as channel_module
from bot.channels.telegram import poll as poll_module
from bot.channels.telegram.channel import TelegramChannel, create
from domain.messaging.messages import Kind
from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.channels.conftest import TOKEN, Inbox, Stage, until


@asynccontextmanager
async def listening(channel: TelegramChannel, accept: Accept) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(channel.listen(accept))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, ChannelStopped):
            await task


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Back-off of hundredths of seconds; the sandbox's own half-second rule still holds."""
    for module in (poll_module, channel_module):
        monkeypatch.setattr(module, "backoff", lambda attempts: 0.02)


async def test_what_a_citizen_says_arrives_raw_and_can_be_decoded(stage: Stage) -> None:
    inbox = Inbox()
    async with listening(stage.channel, inbox.accept):
        stage.says("Đèn đường hỏng")
        await until(lambda: len(inbox.arrivals) == 2)
    start, words = (stage.channel.decode(arrival.raw) for arrival in inbox.arrivals)
    assert (start.kind, words.kind, words.text) == (Kind.START, Kind.WORDS, "Đèn đường hỏng")
    assert inbox.arrivals[1].conversation == words.at.chat == str(stage.lan.id)
    assert words.key == f"telegram:xa:{inbox.arrivals[1].update_id}"


async def test_nothing_is_confirmed_before_accept_returned(stage: Stage) -> None:
    entered, release = asyncio.Event(), asyncio.Event()

    async def slowly(_: object) -> None:
        entered.set()
        await release.wait()

    async with listening(stage.channel, slowly):
        await entered.wait()
        assert [call["offset"] for call in stage.calls("getUpdates")] == ["0"]
        assert stage.bot.queue.waiting()
        release.set()
        await until(lambda: len(stage.calls("getUpdates")) > 1)
        assert not stage.bot.queue.waiting()
    assert int(stage.calls("getUpdates")[1]["offset"]) > 0


async def test_an_inbox_that_cannot_be_written_gets_the_same_update_again(stage: Stage) -> None:
    inbox = Inbox(failures=2)
    async with listening(stage.channel, inbox.accept):
        await until(lambda: inbox.arrivals)
    assert len(inbox.batches) == 3
    assert inbox.batches[0] == inbox.batches[1] == inbox.batches[2]


async def test_an_inbox_that_fails_in_a_way_nobody_foresaw_does_not_end_the_poller(stage: Stage) -> None:
    calls = 0

    async def accept(_: object) -> None:
        nonlocal calls
        calls += 1
        raise KeyError("lời riêng")

    async with listening(stage.channel, accept):
        await until(lambda: calls > 2)
    assert stage.bot.queue.waiting()


async def test_a_death_while_accepting_loses_nothing(stage: Stage) -> None:
    entered = asyncio.Event()

    async def never(_: object) -> None:
        entered.set()
        await asyncio.Event().wait()

    async with listening(stage.channel, never):
        await entered.wait()
    inbox = Inbox()
    async with listening(stage.channel, inbox.accept):
        await until(lambda: inbox.arrivals)


async def test_an_undecodable_update_does_not_stop_the_others(stage: Stage) -> None:
    stage.world.switches.undecodable_updates = 1
    stage.says("một")
    stage.says("hai")
    inbox = Inbox()
    async with listening(stage.channel, inbox.accept):
        await until(lambda: len(inbox.arrivals) == 3)
    assert json.loads(inbox.arrivals[2].raw)["message"]["text"] == "hai"
    stage.world.complaints.clear()  # the oracle notices the broken one, and rightly


async def test_a_second_poller_is_waited_out(stage: Stage) -> None:
    stage.fault(
        method="getUpdates", code=409, description="Conflict: terminated by other getUpdates request", times=2
    )
    inbox = Inbox()
    async with listening(stage.channel, inbox.accept):
        await until(lambda: inbox.arrivals)
    assert len(stage.calls("getUpdates")) >= 1


@pytest.mark.parametrize(
    "fault",
    [
        {"code": 429, "description": "Too Many Requests: retry after 1", "retry_after": 1},
        {"code": 502, "description": "Bad Gateway"},
        {"malformed": True},
        {"close": "after"},
    ],
)
async def test_whatever_goes_wrong_on_the_way_it_goes_on(stage: Stage, fault: dict[str, object]) -> None:
    stage.fault(method="getUpdates", **fault)
    inbox = Inbox()
    async with listening(stage.channel, inbox.accept):
        await until(lambda: inbox.arrivals)


async def test_a_wrong_token_stops_the_channel_with_one_clear_line(stage: Stage) -> None:
    wrong = create(SecretStr("987654321:AAWrongTokenForTestsOnly_0123456789abcd"), "xa", base_url=stage.root)
    with pytest.raises(ChannelStopped, match=r"^Telegram refuses the token of account 'xa': .*\.$") as caught:
        await wrong.listen(Inbox().accept)
    assert "AAWrong" not in str(caught.value)
    assert caught.value.__suppress_context__
    await wrong.close()


async def test_a_token_revoked_while_running_stops_it_too(stage: Stage) -> None:
    inbox = Inbox()
    async with listening(stage.channel, inbox.accept) as task:
        await until(lambda: inbox.arrivals)
        stage.fault(method="getUpdates", code=401, description="Unauthorized", times=-1)
        with pytest.raises(ChannelStopped):
            await task


@pytest.mark.parametrize("token", ["", "không", "123456", "123 456:abc", "123456:abc\n"])
def test_what_cannot_be_a_token_is_refused_at_once(token: str) -> None:
    with pytest.raises(ChannelStopped, match="does not look like one"):
        create(SecretStr(token), "xa")


async def test_without_network_at_start_it_keeps_trying(unused_tcp_port: int) -> None:
    channel = create(SecretStr(TOKEN), "xa", base_url=f"http://127.0.0.1:{unused_tcp_port}")
    channel.wait = 1
    inbox = Inbox()
    async with listening(channel, inbox.accept) as task:
        await asyncio.sleep(0.1)
        assert not task.done()
        world = World()
        bot = world.add_bot(TOKEN, "nhipdan_bot")
        async with serve(create_app(world), unused_tcp_port):
            world_lan = world.add_person("Lan")
            stage = Stage(world, "", bot, world_lan, channel)
            stage.says("có mạng rồi")
            await until(lambda: inbox.arrivals)
    await channel.close()
