"""The control API: what people do, and what the page and the tests see."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.app import create_app
from sandbox.control import routes as control
from sandbox.control.switching import COUNTS, FLAGS
from sandbox.faults import Fault
from sandbox.server import serve
from sandbox.world import World
from tests.sandbox.conftest import TOKEN, Town

CARD = {
    "inline_keyboard": [[{"text": "Nhận", "callback_data": "nhan"}, {"text": "Chuyển", "callback_data": "chuyen"}]]
}


async def test_a_transcript_reads_like_a_conversation(met: Town) -> None:
    await met.act("send", text="Đường thôn 3\nhỏng nặng")
    await met.act("send", photo="o-ga.jpg", caption="Ổ gà")
    card = await met.ask("sendMessage", chat_id=met.person, text="Mã: PA-7", reply_markup=CARD)
    press = await met.act("press", message_id=card["message_id"], row=0, column=1)
    await met.ask("answerCallbackQuery", callback_query_id=press["callback_id"], text="Đã chuyển")
    await met.act("send", location={"latitude": 20.7, "longitude": 106.6})
    assert await met.look("transcript", bot="thu_bot", person=met.person, after=1) == (
        "Hoa Trần: Đường thôn 3 ⏎ hỏng nặng\n"
        "Hoa Trần: 📷 o-ga.jpg Ổ gà\n"
        "Bot thử: Mã: PA-7 [Nhận] [Chuyển]\n"
        "Hoa Trần: 📍 20.7, 106.6\n"
        "! Đã chuyển\n"
    )


async def test_a_press_reaches_the_bot_with_its_card(met: Town) -> None:
    card = await met.ask("sendMessage", chat_id=met.person, text="Phiếu", reply_markup=CARD)
    await met.act("press", message_id=card["message_id"], data="nhan")
    (update,) = await met.updates()
    assert update["callback_query"]["data"] == "nhan"
    assert update["callback_query"]["message"]["text"] == "Phiếu"


async def test_a_press_on_a_message_that_is_gone_has_no_content(met: Town) -> None:
    card = await met.ask("sendMessage", chat_id=met.person, text="Phiếu", reply_markup=CARD)
    await met.act("delete", message_id=card["message_id"])
    await met.act("press", message_id=card["message_id"], data="nhan")
    (update,) = await met.updates()
    assert update["callback_query"]["message"]["date"] == 0


async def test_a_press_is_answered_once(met: Town) -> None:
    card = await met.ask("sendMessage", chat_id=met.person, text="Phiếu", reply_markup=CARD)
    press = await met.act("press", message_id=card["message_id"])
    answer = {"callback_query_id": press["callback_id"], "text": "Xong", "show_alert": True}
    await met.ask("answerCallbackQuery", **answer)
    assert "query is too old" in await met.refused("answerCallbackQuery", **answer)
    assert (await met.chat())["alerts"] == [
        {"callback_id": press["callback_id"], "text": "Xong", "show_alert": True}
    ]


async def test_an_edit_by_a_person_is_told(met: Town) -> None:
    sent = await met.act("send", text="Đường hỏng")
    await met.act("edit", message_id=sent["message_id"], text="Đường hỏng ở thôn 3")
    assert await met.kinds() == ["message", "edited_message"]
    shown = (await met.chat())["messages"][-1]
    assert (shown["text"], shown["edited"]) == ("Đường hỏng ở thôn 3", True)


async def test_blocking_and_coming_back(met: Town) -> None:
    await met.act("block")
    assert await met.refused("sendMessage", chat_id=met.person, text="a") == (
        "Forbidden: bot was blocked by the user"
    )
    await met.act("start")
    states = [u["my_chat_member"]["new_chat_member"]["status"] for u in (await met.updates())[:2]]
    assert states == ["kicked", "member"]
    await met.ask("sendMessage", chat_id=met.person, text="a")


IMPOSSIBLE: list[tuple[str, dict[str, Any], int]] = [
    ("send", {}, 422),
    ("send", {"txt": "a"}, 422),
    ("send", {"text": "a", "bot": "khong_co"}, 404),
    ("send", {"text": "a", "person": 1}, 404),
    ("send", {"text": "a", "chat": -1}, 404),
    ("send", {"text": "a" * 4097}, 409),
    ("send", {"document": True, "file_base64": "?"}, 409),
    ("start", {"payload": "có dấu"}, 409),
    ("start", {"payload": "a" * 65}, 409),
    ("press", {"message_id": 1, "data": "nhan"}, 409),
    ("press", {"message_id": 1}, 409),
    ("edit", {"message_id": 99, "text": "a"}, 409),
    ("edit", {"message_id": 1, "text": " "}, 409),
]


@pytest.mark.parametrize(("what", "body", "status"), IMPOSSIBLE)
async def test_what_a_person_cannot_do(met: Town, what: str, body: dict[str, Any], status: int) -> None:
    answer = await met.client.post(f"/_sandbox/{what}", json={"bot": "thu_bot", "person": met.person} | body)
    assert answer.status_code == status
    assert answer.json()["error"]


async def test_the_menu_is_the_narrowest_that_has_any(met: Town) -> None:
    async def put(name: str, **more: Any) -> None:
        await met.ask("setMyCommands", commands=[{"command": name, "description": name}], **more)

    async def menu() -> str:
        return str((await met.chat())["commands"][0]["command"])

    await put("chung")
    assert await menu() == "chung"
    await put("rieng", scope={"type": "all_private_chats"})
    assert await menu() == "rieng"
    await put("tieng_viet", scope={"type": "all_private_chats"}, language_code="vi")
    assert await menu() == "tieng_viet"
    officer = {"type": "chat", "chat_id": met.person}
    await put("can_bo", scope=officer)
    assert await menu() == "can_bo"
    await met.ask("deleteMyCommands", scope=officer)
    assert await menu() == "tieng_viet"


async def test_the_state_shows_no_token(met: Town) -> None:
    state = await met.look("state")
    assert state["bots"] == [{"token_hint": "810:…", "bot_id": 810, "username": "thu_bot", "name": "Bot thử"}]
    assert state["chats"][0]["members"] == [met.person]
    assert TOKEN not in json.dumps(state)
    assert TOKEN not in json.dumps(await met.look("requests"))


async def test_the_clock_moves_by_day_and_to_a_date(met: Town) -> None:
    moved = await met.act("clock", to="2026-06-05T08:00:00")  # a Friday
    assert moved["now"].startswith("2026-06-05T08:00:0")
    assert moved["now"].endswith("+07:00")
    assert (await met.act("clock", step="next_working_day"))["now"].startswith("2026-06-08T08:00:0")
    assert (await met.client.post("/_sandbox/clock", json={"step": "yesterday"})).status_code == 422
    assert (await met.look("clock"))["timezone"] == "Asia/Ho_Chi_Minh"


async def test_every_request_is_written_down(met: Town) -> None:
    await met.ask("sendMessage", chat_id=met.person, text="a")
    await met.refused("sendMessage", chat_id=99, text="b")
    logged = (await met.look("requests", method="sendMessage"))["requests"]
    assert [(r["parameters"]["text"], r["outcome"]["ok"]) for r in logged] == [("a", True), ("b", False)]


async def test_the_page_hears_of_changes(world: World) -> None:
    async with serve(create_app(world)) as address, httpx.AsyncClient(base_url=address, trust_env=False) as client:
        town = Town(world, client)
        async with client.stream("GET", "/_sandbox/events") as stream:
            lines = stream.aiter_lines()
            assert await anext(lines) == ": here"
            await town.act("send", text="a")
            event = await anext(line async for line in lines if line.startswith("data: "))
        assert json.loads(event.removeprefix("data: ")) == {
            "kind": "message",
            "bot": "thu_bot",
            "chat": town.person,
        }
        async with asyncio.timeout(5):
            while world.pulse.listeners:
                await asyncio.sleep(0.01)


async def test_the_server_stops_while_a_page_and_a_poller_are_open(world: World) -> None:
    async with httpx.AsyncClient(trust_env=False) as client, serve(create_app(world)) as address:
        world.add_bot(TOKEN, "thu_bot")
        poll = asyncio.create_task(client.get(f"{address}/bot{TOKEN}/getUpdates?timeout=50", timeout=60))
        page = asyncio.create_task(client.get(f"{address}/_sandbox/events", timeout=60))
        await asyncio.sleep(0.1)
    assert (await poll).json() == {"ok": True, "result": []}
    assert (await page).text == ": here\n\n"


async def test_it_is_healthy_and_has_a_cast(town: Town) -> None:
    assert (await town.client.get("/healthz")).status_code == 200
    assert (await town.client.get("/")).status_code == 200
    assert await town.look("cast") == {"communes": []}


def test_the_guide_names_every_address_switch_and_fault() -> None:
    guide = (Path(__file__).parents[2] / "docs/how-to/sandbox.md").read_text()
    addresses = {route.path for route in control.routes()}
    words = {*addresses, *FLAGS, *COUNTS, *Fault.model_fields}
    assert {word for word in words if word not in guide} == set()
