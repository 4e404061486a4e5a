"""The Zalo Bot channel against a fake over loopback HTTP: sending, polling, delivery, files, every listed error."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import Response

from bot.channels.base import ChannelStopped, Document, Rendered, SendFailed, Why
from bot.channels.receiving import MAX_BODY
from bot.channels.zalo.media import MediaRules
from bot.channels.zalo_bot.channel import BotOptions, ZaloBotChannel
from bot.channels.zalo_bot.poll import poll
from bot.channels.zalo_bot.shelf import Shelf
from domain.messaging.messages import Address, FileRef, Medium
from tests.channels.conftest import Inbox, until
from tests.zalo_channels.fake import BOT_TOKEN, FakeZalo, refusal

LAN = Address("zalo_bot", "main", "lan")
SECRET = "s3cret-of-the-webhook"
LOOPBACK = MediaRules(("127.0.0.1",), 1000)
Make = Callable[..., ZaloBotChannel]


@pytest.fixture
async def make(zalo: FakeZalo) -> AsyncIterator[Make]:
    made: list[ZaloBotChannel] = []

    def one(**options: Any) -> ZaloBotChannel:
        given = BotOptions(base_url=zalo.root, media=LOOPBACK)
        made.append(ZaloBotChannel(SecretStr(BOT_TOKEN), "main", replace(given, **options)))
        return made[-1]

    yield one
    for channel in made:
        await channel.close()


async def failure_of(sending: Awaitable[Any]) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await sending
    assert caught.value.__cause__ is None
    assert BOT_TOKEN not in f"{caught.value}{caught.value.__context__}"
    return caught.value


async def test_a_text_goes_out_plain_as_one_message(zalo: FakeZalo, make: Make) -> None:
    sent = await make().send(LAN, Rendered("Đã nhận {*đơn*}"))
    assert zalo.calls("sendMessage") == [{"chat_id": "lan", "text": "Đã nhận {*đơn*}"}]
    assert sent.message_ids == ("z1",)


async def test_a_long_text_is_cut_at_paragraphs(zalo: FakeZalo, make: Make) -> None:
    paragraphs = ["lời " * 350, "nói " * 350]
    await make().send(LAN, Rendered("\n\n".join(paragraphs)))
    assert zalo.said() == [one.strip() for one in paragraphs]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (refusal(400), Why.REFUSED),
        (refusal(401), Why.STOPPED),
        (refusal(403, "Internal server error"), Why.UNKNOWN),
        (refusal(404), Why.REFUSED),
        (refusal(408), Why.UNKNOWN),
        (refusal(429, "Quota exceeded"), Why.QUOTA),
        ({"ok": False, "errorCode": 429}, Why.QUOTA),
        ({"ok": False}, Why.UNKNOWN),
        (Response("<html>Bad Gateway</html>", 502), Why.UNKNOWN),
        (Response("<html>no</html>", 200), Why.UNKNOWN),
        (Response("[1]", 200), Why.UNKNOWN),
    ],
    ids=str,
)
async def test_every_error_means_what_the_table_says(zalo: FakeZalo, make: Make, answer: Any, why: Why) -> None:
    zalo.will("sendMessage", answer)
    assert (await failure_of(make().send(LAN, Rendered("lời")))).why is why
    assert len(zalo.calls("sendMessage")) == 1  # never again by itself


async def test_nobody_there_means_surely_not_sent(make: Make, unused_tcp_port: int) -> None:
    lonely = make(base_url=f"http://127.0.0.1:{unused_tcp_port}")
    assert (await failure_of(lonely.send(LAN, Rendered("lời")))).why is Why.LATER


async def test_half_a_message_is_neither_sent_nor_unsent(zalo: FakeZalo, make: Make) -> None:
    zalo.will("sendMessage", {"ok": True, "result": {"message_id": "1"}}, refusal(429))
    assert (await failure_of(make().send(LAN, Rendered("lời " * 1000)))).why is Why.UNKNOWN


async def test_without_a_public_address_no_file_is_carried(make: Make) -> None:
    picture, form = Document("qr.png", Medium.PHOTO, b"png"), Document("don.docx", Medium.DOCUMENT, b"docx")
    assert not any(make().caps.carries(one) for one in (picture, form))
    assert make(public_base="https://bot.example.vn").caps.carries(picture)
    assert not make(public_base="https://bot.example.vn").caps.carries(form)


async def test_a_picture_goes_by_an_address_that_is_served_once_it_is_asked_for(
    zalo: FakeZalo, make: Make
) -> None:
    channel = make(public_base="https://bot.example.vn/")
    await channel.send(LAN, Rendered("Ảnh hiện trường", documents=(Document("a.png", Medium.PHOTO, b"png"),)))
    (asked,) = zalo.calls("sendPhoto")
    assert asked["caption"] == "Ảnh hiện trường"
    path = asked["photo"].removeprefix("https://bot.example.vn")
    app = Starlette(routes=channel.routes("/zalo_bot/main"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        given, other = await client.get(path), await client.get(path + "x")
    assert (given.status_code, given.content, given.headers["content-type"]) == (200, b"png", "image/png")
    assert other.status_code == 404


async def test_a_picture_stands_on_the_shelf_for_a_while_only() -> None:
    now = [0.0]
    shelf = Shelf("http://bot/m", lambda: now[0])
    path = shelf.publish(Document("a.jpg", Medium.PHOTO, b"\xff\xd8\xff")).removeprefix("http://bot")
    app = Starlette(routes=[shelf.route("/m")])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        assert (await client.get(path)).headers["content-type"] == "image/jpeg"
        now[0] = 601.0
        assert (await client.get(path)).status_code == 404


# Receiving


async def test_polling_takes_one_object_at_a_time_and_survives_idleness(zalo: FakeZalo, make: Make) -> None:
    inbox = Inbox()
    zalo.will("getUpdates", refusal(408), Response("", 504), refusal(403), Response("<html>", 502))
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    channel = make()
    polling = asyncio.create_task(poll(channel.api, "main", inbox.accept, wait=1, sleep=sleep))
    zalo.says("lan", "chào")
    zalo.says("lan", "đường hỏng")
    await until(lambda: len(inbox.arrivals) == 2)
    polling.cancel()
    assert [one.conversation for one in inbox.arrivals] == ["lan", "lan"]
    assert waits == [2.0, 4.0]  # idleness is no failure


async def test_what_was_taken_is_held_until_it_is_kept(zalo: FakeZalo, make: Make) -> None:
    inbox = Inbox(failures=2)

    async def sleep(seconds: float) -> None: ...

    polling = asyncio.create_task(poll(make().api, "main", inbox.accept, wait=1, sleep=sleep))
    zalo.says("lan", "chỉ nói một lần")
    await until(lambda: inbox.arrivals)
    polling.cancel()
    assert len(inbox.batches) == 3


async def test_a_wrong_token_stops_the_account(zalo: FakeZalo, make: Make) -> None:
    zalo.will("getMe", refusal(401, "Unauthorized"))
    with pytest.raises(ChannelStopped) as caught:
        await make().listen(Inbox().accept)
    assert BOT_TOKEN not in str(caught.value)


def test_what_cannot_be_a_token_is_refused_at_once() -> None:
    with pytest.raises(ChannelStopped):
        ZaloBotChannel(SecretStr("abc"), "main", BotOptions())


GOOD = json.dumps({"event_name": "message.text.received", "message": {"message_id": "1", "chat": {"id": "lan"}}})


@pytest.mark.parametrize(
    ("body", "secret", "status", "kept"),
    [
        (GOOD, SECRET, 200, 1),
        (GOOD, "wrong", 403, 0),
        (GOOD, None, 403, 0),
        ("", None, 200, 0),  # a probe
        ("", SECRET, 200, 0),
        ("x" * (MAX_BODY + 1), "wrong", 403, 0),
        ("x" * (MAX_BODY + 1), SECRET, 413, 0),
        ("{", SECRET, 400, 0),
        ("[" * 20_000, SECRET, 400, 0),
        ("[1]", SECRET, 400, 0),
        ('{"event_name": "of.the.future"}', SECRET, 200, 1),
    ],
)
async def test_the_webhooks_answers(make: Make, body: str, secret: str | None, status: int, kept: int) -> None:
    inbox = Inbox()
    response = await delivered(make(webhook=SecretStr(SECRET)), body, secret, inbox)
    assert (response.status_code, len(inbox.arrivals)) == (status, kept)


@pytest.mark.parametrize("inbox", [Inbox(failures=1), None], ids=["cannot be written", "nobody listens yet"])
async def test_an_inbox_that_is_not_there_asks_zalo_to_come_again(make: Make, inbox: Inbox | None) -> None:
    response = await delivered(make(webhook=SecretStr(SECRET)), GOOD, SECRET, inbox)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")


async def delivered(channel: ZaloBotChannel, body: str, secret: str | None, inbox: Inbox | None) -> httpx.Response:
    app = Starlette(routes=channel.routes("/in"))
    listening = asyncio.create_task(channel.listen(inbox.accept)) if inbox else None
    await until(lambda: inbox is None or (channel._receiver and channel._receiver._accept))
    headers = {"X-Bot-Api-Secret-Token": secret} if secret else {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        response = await client.post("/in", content=body.encode(), headers=headers)
    if listening:
        listening.cancel()
    return response


# Files


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Response(b"jpg" * 10, headers={"Content-Type": "image/jpeg"}), None),
        (Response(b"x" * 1001, headers={"Content-Type": "image/jpeg"}), Why.REFUSED),
        (Response(b"<html>", headers={"Content-Type": "text/html"}), Why.REFUSED),
        (Response(status_code=404), Why.REFUSED),
        (Response(status_code=302, headers={"Location": "http://169.254.169.254/"}), Why.REFUSED),
        (Response(status_code=503), Why.LATER),
    ],
    ids=str,
)
async def test_a_file_is_fetched_or_refused(zalo: FakeZalo, make: Make, answer: Response, why: Why | None) -> None:
    zalo.will("a.jpg", answer)
    file = FileRef(f"{zalo.root}/a.jpg", "u", Medium.PHOTO)
    if why is None:
        assert b"".join([chunk async for chunk in make().download(file)]) == b"jpg" * 10
    else:
        with pytest.raises(SendFailed) as caught:
            [chunk async for chunk in make().download(file)]
        assert caught.value.why is why


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://photo-stal-1.zdn.vn/a.jpg", True),
        ("http://photo-stal-1.zdn.vn/a.jpg", False),
        ("https://zdn.vn.evil.example/a.jpg", False),
        ("https://evilzdn.vn/a.jpg", False),
        ("https://user:pass@a.zdn.vn/a.jpg", False),
        ("http://127.0.0.1/admin", False),
        ("https://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_files_come_only_from_zalos_hosts(address: str, allowed: bool) -> None:
    assert MediaRules(("*.zdn.vn",), 1).allow(address) is allowed
