"""The Bot Platform as its documents and its observers describe it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.zalo.conftest import Quarter

NO_NEWS = {"ok": False, "description": "Request timeout", "error_code": 408}


@pytest.mark.parametrize("way", ["query", "form", "json", "nothing"])
async def test_every_way_of_asking(quarter: Quarter, way: str) -> None:
    address = f"/zalo-bot/bot{quarter.token}/getMe"
    asked: dict[str, Any] = {"form": {"data": {"x": "1"}}, "json": {"json": {}}}.get(way, {})
    method = "GET" if way == "query" else "POST"
    answer = await quarter.client.request(
        method, address, headers={"content-type": "application/json"} if way == "nothing" else {}, **asked
    )
    assert answer.json()["result"]["account_name"] == "bot.thu"


async def test_failure_comes_as_success(quarter: Quarter) -> None:
    assert await quarter.bot("getme") == {"ok": False, "description": "Not found", "error_code": 404}
    quarter.token = "1:junk"
    assert await quarter.bot("getMe") == {"ok": False, "description": "Unauthorized", "error_code": 401}
    await quarter.turn(error_statuses=[401])
    assert (await quarter.client.get("/zalo-bot/bot1:junk/getMe")).status_code == 401


async def test_one_update_per_call_and_none_is_an_error(quarter: Quarter) -> None:
    for text in ("một", " "):
        await quarter.act("send", text=text)
    first = await quarter.ask("getUpdates", timeout="1")
    second = await quarter.ask("getUpdates", timeout=1)
    assert first["event_name"] == "message.text.received"
    assert [update["message"]["text"] for update in (first, second)] == ["một", " "]
    assert first["message"]["chat"] == {"id": first["message"]["from"]["id"], "chat_type": "PRIVATE"}
    assert first["message"]["from"]["display_name"] == "Hoa Trần"
    assert await quarter.bot("getUpdates", timeout="0") == NO_NEWS


async def test_a_poll_waits_for_what_is_written_meanwhile(quarter: Quarter) -> None:
    poll = asyncio.create_task(quarter.ask("getUpdates", timeout="20"))
    await asyncio.sleep(0.01)
    await quarter.act("send", text="vừa viết")
    assert (await poll)["message"]["text"] == "vừa viết"


async def test_closing_ends_a_poll_and_the_next_one_waits_again(quarter: Quarter) -> None:
    poll = asyncio.create_task(quarter.bot("getUpdates", timeout="20"))
    await asyncio.sleep(0.01)
    await quarter.world.close()
    assert await poll == NO_NEWS
    await quarter.act("send", text="lại")
    assert (await quarter.ask("getUpdates"))["message"]["text"] == "lại"


@pytest.mark.parametrize(
    ("what", "event", "fields"),
    [
        ({"photo": True, "caption": "ổ gà"}, "image", {"photo", "caption", "message_type"}),
        ({"voice": True}, "voice", {"voice_url", "message_type"}),
        ({"sticker": "bfe4"}, "sticker", {"sticker", "url"}),
        ({"file": "báo cáo.pdf"}, "unsupported", set()),
        ({"location": {"latitude": 20.8, "longitude": 106.7}}, "unsupported", set()),
        ({"link": "https://example.vn"}, "unsupported", set()),
    ],
)
async def test_kinds_of_messages(quarter: Quarter, what: dict[str, Any], event: str, fields: set[str]) -> None:
    await quarter.act("send", **what)
    update = await quarter.ask("getUpdates", timeout="0")
    assert update["event_name"] == f"message.{event}.received"
    assert update["message"].keys() - {"from", "chat", "message_id", "date"} == fields


async def test_pictures_lie_at_addresses_that_expire(quarter: Quarter) -> None:
    await quarter.turn(photo_field="photo_url", duplicate_updates=1)
    await quarter.act("send", photo=True, file_base64="iVBORw0KGgo=")
    update = await quarter.ask("getUpdates", timeout="0")
    assert await quarter.ask("getUpdates", timeout="0") == update
    address = update["message"]["photo_url"]
    assert (await quarter.client.get(address)).content == b"\x89PNG\r\n\x1a\n"
    quarter.world.real.skip(86_401)
    assert (await quarter.client.get(address)).status_code == 404


async def test_what_the_bot_says_is_read_and_counted(quarter: Quarter) -> None:
    await quarter.act("send", text="Chào")
    chat = (await quarter.ask("getUpdates"))["message"]["chat"]["id"]
    bold = [{"start": 0, "len": 2, "st": ["b"]}]
    sent = await quarter.ask("sendMessage", chat_id=chat, text="Đã nhận\n1. Xem", text_styles=bold)
    assert sent["date"] // 10**12 == 1  # milliseconds
    assert await quarter.bot("sendChatAction", chat_id=chat, action="typing") == {"ok": True}
    await quarter.ask("sendPhoto", chat_id=chat, photo="https://xa.example.vn/bien-nhan.png", caption="Biên nhận")
    assert await quarter.look("transcript") == (
        "Hoa Trần: Chào\nBot thử: Đã nhận ⏎ 1. Xem\nBot thử: 📷 bien-nhan.png Biên nhận\n"
    )
    assert quarter.the_bot.plan.used == 2


@pytest.mark.parametrize(
    ("method", "wrong"),
    [
        ("sendMessage", {"text": "x" * 2001}),
        ("sendMessage", {"text": ""}),
        ("sendMessage", {"text": "x", "chat_id": "nobody"}),
        ("sendPhoto", {"photo": "ảnh.jpg"}),
        ("sendPhoto", {"photo": "http://127.0.0.1:9/none.jpg"}),
        ("sendPhoto", {"photo": "http://[none"}),
        ("sendChatAction", {"action": "dance"}),
        ("setWebhook", {"url": "https://xa.example.vn/hook", "secret_token": "short"}),
        ("setWebhook", {"url": "http://xa.example.vn/hook", "secret_token": "long enough"}),
    ],
)
async def test_what_is_refused(quarter: Quarter, method: str, wrong: dict[str, Any]) -> None:
    await quarter.act("send", text="Chào")
    chat = quarter.the_bot.chat_with(quarter.world.people[quarter.person]).id
    assert (await quarter.bot(method, **({"chat_id": chat} | wrong)))["error_code"] == 400


async def test_user_51_and_message_3001(quarter: Quarter) -> None:
    other = quarter.world.add_person("Người thứ hai").id
    await quarter.look("chat", person=other)  # looking makes nobody a user
    chats = []
    for person in (quarter.person, other):
        await quarter.act("send", person=person, text="Chào")
        chats.append((await quarter.ask("getUpdates"))["message"]["chat"]["id"])
    await quarter.act("plan", account="bot.thu", user_limit=1, used=2_999)
    refused = await quarter.bot("sendMessage", chat_id=chats[1], text="quá")
    await quarter.ask("sendMessage", chat_id=chats[0], text="tin thứ 3000")
    assert refused["error_code"] == 429
    assert (await quarter.bot("sendMessage", chat_id=chats[0], text="quá"))["error_code"] == 429


async def test_what_a_person_cannot_do(quarter: Quarter) -> None:
    for what in ({"text": ""}, {"text": "x", "mistyped": 1}):
        body = {"account": "bot.thu", "person": quarter.person} | what
        assert (await quarter.client.post("/_sandbox/zalo/send", json=body)).status_code == 422
    for act in ("follow", "unfollow"):
        body = {"account": "bot.thu", "person": quarter.person}
        assert (await quarter.client.post(f"/_sandbox/zalo/{act}", json=body)).status_code == 409
    assert (await quarter.client.get("/_sandbox/zalo/chat?account=nobody&person=1")).status_code == 404
    wrong = {"name": "signature", "value": "none of them"}
    assert (await quarter.client.post("/_sandbox/zalo/switch", json=wrong)).status_code == 422


async def test_a_picture_is_fetched_from_this_machine(served: Quarter) -> None:
    await served.act("send", photo=True, file_base64="iVBORw0KGgo=")
    update = (await served.ask("getUpdates"))["message"]
    await served.ask("sendPhoto", chat_id=update["chat"]["id"], photo=update["photo"])
    [_, back] = (await served.look("chat"))["messages"]
    assert (await served.client.get(back["photo"]["url"])).content == b"\x89PNG\r\n\x1a\n"
