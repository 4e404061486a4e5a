"""The Official Account against a fake over loopback HTTP: sending by v3 and v2, renewing, uploads, signed events."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import Response

from bot.channels.base import Button, Document, Rendered, SendFailed, Why
from bot.channels.zalo_oa.channel import OaOptions, ZaloOaChannel
from bot.channels.zalo_oa.webhook import signed_at
from bot.vault import StoredVault
from domain.messaging.messages import Address, Medium
from storage.database import Database
from storage.messaging.tokens import TokenPair
from tests.channels.conftest import Inbox, until
from tests.zalo_channels.conftest import KEYS, START, StillClock
from tests.zalo_channels.fake import FakeZalo, error

LAN = Address("zalo_oa", "main", "5510185758261927916")
APP, KEY = "50554360515256678", "OA-SECRET"
PAIR = TokenPair("access-0", "refresh-0", START, START + timedelta(hours=25))
WORDS = Rendered("lời")
V3, V2 = "/v3.0/oa/message/cs", "/v2.0/oa/message"


class Stage:
    def __init__(self, zalo: FakeZalo, database: Database, clock: StillClock) -> None:
        self.zalo = zalo
        self.clock = clock
        self.vault = StoredVault(database, KEYS, "zalo_oa", "main")
        self.opened: list[ZaloOaChannel] = []

    def channel(self, **options: Any) -> ZaloOaChannel:
        given = OaOptions(APP, SecretStr("app-secret"), SecretStr(KEY), self.zalo.root, self.zalo.root)
        channel = ZaloOaChannel("main", replace(given, **options))
        channel.use(self.vault, self.clock)
        self.opened.append(channel)
        return channel

    def paths(self) -> list[str]:
        return [one.path for one in self.zalo.asked]

    async def failure(self, message: Rendered = WORDS, **options: Any) -> SendFailed:
        with pytest.raises(SendFailed) as caught:
            await self.channel(**options).send(LAN, message)
        return caught.value


@pytest.fixture
async def stage(zalo: FakeZalo, database: Database, clock: StillClock) -> AsyncIterator[Stage]:
    stage = Stage(zalo, database, clock)
    await stage.vault.keep(PAIR)
    yield stage
    for channel in stage.opened:
        await channel.close()


async def test_a_text_goes_to_v3_with_the_token_in_its_own_header(stage: Stage) -> None:
    sent = await stage.channel().send(LAN, Rendered("Xin chào"))
    (asked,) = stage.zalo.asked
    assert (asked.path, asked.headers["access_token"]) == (V3, "access-0")
    assert asked.body == {"recipient": {"user_id": LAN.chat}, "message": {"text": "Xin chào"}}
    assert sent.message_ids == ("z1",)


async def test_a_state_agency_is_served_by_v2_and_that_is_remembered(stage: Stage) -> None:
    stage.zalo.will("cs", error(-235, "This API does not support this type of OA"))
    await stage.channel().send(LAN, Rendered("một"))
    await stage.channel().send(LAN, Rendered("hai"))
    assert stage.paths() == [V3, V2, V2]


@pytest.mark.parametrize("code", [-200, -201, -230, -240, -32])
async def test_any_other_error_is_never_tried_the_other_way(stage: Stage, code: int) -> None:
    stage.zalo.will("cs", error(code))
    await stage.failure()
    assert stage.paths() == [V3]


@pytest.mark.parametrize(("pinned", "path"), [("v3", V3), ("v2", V2)])
async def test_a_pinned_way_is_the_only_way(stage: Stage, pinned: str, path: str) -> None:
    stage.zalo.will(path.rpartition("/")[2], error(-235))
    assert (await stage.failure(send_api=pinned)).why is Why.REFUSED
    assert stage.paths() == [path]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (error(-210, "too long"), Why.REFUSED),
        (error(-211), Why.QUOTA),
        (error(-32), Why.PAUSE_ALL),
        (error(-213), Why.GONE),
        (error(-230), Why.CLOSED),
        (error(-234), Why.LATER),
        (error(-209), Why.LOCKED_OUT),
        (error(-248), Why.REFUSED),
        (error(-9999, "nobody knows"), Why.UNKNOWN),
        (Response("<html>", 502), Why.UNKNOWN),
        (Response("<html>", 200), Why.UNKNOWN),
        ({"data": {}}, Why.UNKNOWN),
    ],
    ids=str,
)
async def test_every_error_means_what_the_table_says(stage: Stage, answer: Any, why: Why) -> None:
    stage.zalo.will("cs", answer)
    assert (await stage.failure()).why is why


async def test_nobody_there_means_surely_not_sent(stage: Stage, unused_tcp_port: int) -> None:
    assert (await stage.failure(base_url=f"http://127.0.0.1:{unused_tcp_port}")).why is Why.LATER


@pytest.mark.parametrize("refused", [error(-216), error(-220), Response("{}", 401)], ids=str)
async def test_a_refused_token_is_renewed_once_and_the_message_said_once_more(stage: Stage, refused: Any) -> None:
    stage.zalo.will("cs", refused)
    await stage.channel().send(LAN, Rendered("lời"))
    assert stage.paths() == [V3, "/v4/oa/access_token", V3]
    kept = await stage.vault.pair()
    assert kept
    assert stage.zalo.asked[-1].headers["access_token"] == kept.access != "access-0"


@pytest.mark.parametrize("again", [-216, -220])
async def test_refused_again_locks_the_account_out_and_spends_no_further_token(stage: Stage, again: int) -> None:
    channel = stage.channel()
    stage.zalo.will("cs", error(-216), error(again), error(again))
    for _ in range(2):
        with pytest.raises(SendFailed) as caught:
            await channel.send(LAN, Rendered("lời"))
        assert caught.value.why is Why.LOCKED_OUT
    assert stage.paths() == [V3, "/v4/oa/access_token", V3, V3]
    await channel.send(LAN, Rendered("lời"))  # Zalo has come round


async def test_a_lost_pair_locks_the_account_out_until_somebody_consents(stage: Stage) -> None:
    stage.zalo.will("cs", error(-216))
    stage.zalo.will("access_token", error(-14020))
    assert (await stage.failure()).why is Why.LOCKED_OUT


async def test_a_renewal_that_nobody_answers_leaves_the_message_surely_unsent(stage: Stage) -> None:
    stage.zalo.will("cs", error(-216))
    stage.zalo.will("access_token", Response("<html>", 502))
    assert (await stage.failure()).why is Why.LOCKED_OUT


async def test_locked_out_after_the_first_part_is_not_said_twice(stage: Stage) -> None:
    stage.zalo.will("cs", {"error": 0, "data": {"message_id": "z1"}}, error(-209))
    failed = await stage.failure(Rendered("lời " * 700))
    assert failed.why is Why.UNKNOWN


async def test_files_are_uploaded_first_and_sent_after_the_words(stage: Stage) -> None:
    picture = Document("qr.png", Medium.PHOTO, b"png")
    form = Document("don.docx", Medium.DOCUMENT, b"docx")
    await stage.channel().send(LAN, Rendered("Mẫu đơn", documents=(picture, form)))
    assert stage.paths() == ["/v2.0/oa/upload/image", "/v2.0/oa/upload/file", V3, V3, V3]
    said, image, file = (body["message"] for body in stage.zalo.calls("cs"))
    assert said == {"text": "Mẫu đơn"}
    element = {"media_type": "image", "attachment_id": "a1"}
    assert image["attachment"]["payload"] == {"template_type": "media", "elements": [element]}
    assert file == {"attachment": {"type": "file", "payload": {"token": "t2"}}}


async def test_a_failed_upload_said_nothing_and_may_be_repeated(stage: Stage) -> None:
    stage.zalo.will("file", Response("<html>", 502))
    form = Document("don.docx", Medium.DOCUMENT, b"docx")
    assert (await stage.failure(Rendered("Mẫu đơn", documents=(form,)))).why is Why.LATER
    assert V3 not in stage.paths()


@pytest.mark.parametrize(
    ("document", "carried"),
    [
        (Document("a.png", Medium.PHOTO, b"x"), True),
        (Document("a.png", Medium.PHOTO, b"x" * (1024 * 1024 + 1)), False),
        (Document("a.webp", Medium.PHOTO, b"x"), False),
        (Document("a.PDF", Medium.DOCUMENT, b"x"), True),
        (Document("a.xlsx", Medium.DOCUMENT, b"x"), False),
        (Document("a.pdf", Medium.DOCUMENT, b"x" * (5 * 1024 * 1024 + 1)), False),
        (Document("a.pdf", Medium.DOCUMENT, known_id="https://zdn.vn/a.pdf"), False),
        (Document("a.ogg", Medium.VOICE, b"x"), False),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
async def test_what_can_be_carried(stage: Stage, document: Document, carried: bool) -> None:
    assert stage.channel().caps.carries(document) is carried


async def test_buttons_stand_under_the_last_part(stage: Stage) -> None:
    buttons = ((Button("Phản ánh", "#1.7"),), (Button("Kiến nghị", "#2.7"),))
    await stage.channel(button_template_type="button").send(LAN, Rendered("lời " * 600, buttons=buttons))
    first, last = (body["message"] for body in stage.zalo.calls("cs"))
    assert "attachment" not in first
    payload = last["attachment"]["payload"]
    assert payload["template_type"] == "button"
    assert payload["buttons"][1] == {"title": "Kiến nghị", "type": "oa.query.show", "payload": "#2.7"}


async def test_the_page_is_known_after_it_was_asked_once(stage: Stage) -> None:
    assert await stage.channel().link("i_token") == "https://zalo.me/777#i_token"
    await stage.channel().link("c_xa")
    assert stage.paths() == ["/v2.0/oa/getoa"]


async def test_a_name_is_asked_for_and_may_be_refused(stage: Stage) -> None:
    stage.zalo.will("detail", {"error": 0, "data": {"display_name": "Lan"}}, error(-213))
    assert [await stage.channel().name_of("5") for _ in range(2)] == ["Lan", ""]
    assert json.loads(stage.zalo.calls("detail")[0]["data"]) == {"user_id": "5"}


# Receiving

BODY = (
    b'{"event_name":"user_send_text","app_id":"50554360515256678","sender":{"id":"5510185758261927916"},'
    b'"recipient":{"id":"1646843870823903717"},"message":{"text":"Helo","msg_id":"e2a641af6661713b2874"},'
    b'"timestamp":"1717061839659","user_id_by_app":"3611371994410983884"}'
)
SIGNATURE = "3ffd723cf76d6fdf3fcc47fdd117c34af0edf19d7fc2188cbdd2dd57fd648921"
THEN = datetime.fromtimestamp(1717061839, UTC)


def test_the_test_vector() -> None:
    assert len(BODY) == 264
    assert signed_at(BODY, f"mac={SIGNATURE}", APP, KEY, ["1717061839659"]) == "1717061839659"


def signature(body: bytes, stamp: str) -> str:
    return hashlib.sha256(APP.encode() + body + stamp.encode() + KEY.encode()).hexdigest()


UNKNOWN = b'{"event_name":"user_telepathy","timestamp":"1717061839659"}'
NONSENSE = b'{"timestamp":"1717061839659"'
HEADER_ONLY = b'{"event_name":"follow","follower":{"id":"5"}}'


@pytest.mark.parametrize(
    ("body", "headers", "later", "status", "kept"),
    [
        (BODY, {"X-ZEvent-Signature": f"mac={SIGNATURE}"}, timedelta(), 200, 1),
        (BODY, {"X-ZEvent-Signature": SIGNATURE}, timedelta(), 200, 1),
        (BODY, {"X-ZEvent-Signature": SIGNATURE.upper(), "num_retry": "3"}, timedelta(minutes=51), 200, 1),
        (BODY, {"X-ZEvent-Signature": SIGNATURE}, timedelta(hours=3), 403, 0),
        (BODY, {"X-ZEvent-Signature": SIGNATURE}, -timedelta(hours=3), 403, 0),
        (BODY, {"X-ZEvent-Signature": "mac=" + "0" * 64}, timedelta(), 403, 0),
        (BODY, {"X-ZEvent-Signature": "mac=\u00e9"}, timedelta(), 403, 0),
        (BODY, {}, timedelta(), 403, 0),
        (BODY + b" ", {"X-ZEvent-Signature": SIGNATURE}, timedelta(), 403, 0),
        (UNKNOWN, {"X-ZEvent-Signature": signature(UNKNOWN, "1717061839659")}, timedelta(), 200, 1),
        (NONSENSE, {"X-ZEvent-Signature": signature(NONSENSE, "1717061839659")}, timedelta(), 200, 0),
        (
            HEADER_ONLY,
            {
                "X-ZEvent-Signature": signature(HEADER_ONLY, "1717061839000"),
                "X-ZEvent-Timestamp": "1717061839000",
            },
            timedelta(),
            200,
            1,
        ),
        (b"", {}, timedelta(), 403, 0),
    ],
)
async def test_the_webhooks_answers(
    stage: Stage, body: bytes, headers: dict[str, str], later: timedelta, status: int, kept: int
) -> None:
    stage.clock.moment = THEN + later
    inbox = Inbox()
    response = await delivered(stage.channel(), body, headers, inbox)
    assert (response.status_code, len(inbox.arrivals)) == (status, kept)


async def test_an_event_delivered_again_is_the_same_event(stage: Stage) -> None:
    stage.clock.moment = THEN
    inbox, channel = Inbox(), stage.channel()
    for _ in range(2):
        await delivered(channel, BODY, {"X-ZEvent-Signature": SIGNATURE}, inbox)
    assert len({one.update_id for one in inbox.arrivals}) == 1
    assert inbox.arrivals[0].conversation == LAN.chat


async def test_an_inbox_that_cannot_be_written_asks_zalo_to_come_again(stage: Stage) -> None:
    stage.clock.moment = THEN
    response = await delivered(stage.channel(), BODY, {"X-ZEvent-Signature": SIGNATURE}, Inbox(failures=1))
    assert response.status_code == 503


async def test_people_are_heard_even_without_tokens(zalo: FakeZalo, database: Database, clock: StillClock) -> None:
    clock.moment = THEN
    stage, inbox = Stage(zalo, database, clock), Inbox()
    channel = stage.channel()
    await delivered(channel, BODY, {"X-ZEvent-Signature": SIGNATURE}, inbox)
    assert inbox.arrivals
    await channel.close()


async def delivered(channel: ZaloOaChannel, body: bytes, headers: dict[str, str], inbox: Inbox) -> httpx.Response:
    app = Starlette(routes=channel.routes("/in"))
    listening = asyncio.create_task(channel.listen(inbox.accept))
    await until(lambda: channel.receiver._accept)
    raw = {name.encode(): value.encode() for name, value in headers.items()}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        response = await client.post("/in", content=body, headers=raw)
    listening.cancel()
    return response
