"""A sandbox with two people, a group and a scripted bot, and Debian's Chromium looking at it."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.timekeeper import PlainTimekeeper
from sandbox.world import World

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
TOKEN = "1001:TEST"
WEDNESDAY = datetime(2026, 5, 20, 8, 0, tzinfo=timezone(timedelta(hours=7)))
CITIZEN, OFFICER = 101, 104
ZALO_BOT, ZALO_OA = "bot.nhac_lai", "oa"

Json = dict[str, Any]

fixture = partial(pytest_asyncio.fixture, loop_scope="module")  # all in one loop, so that one browser serves them


@dataclass
class EchoBot:
    """Repeats what it hears, in bold and with buttons; keeps every update."""

    http: httpx.AsyncClient
    heard: list[Json] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def call(self, method: str, **parameters: Any) -> Any:
        answer = (await self.http.post(method, json=parameters)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=50):
                offset = update["update_id"] + 1
                self.heard.append(update)
                self.news.set()
                await self.answer(update)

    async def answer(self, update: Json) -> None:
        if press := update.get("callback_query"):
            await self.call("answerCallbackQuery", callback_query_id=press["id"], text=f"Đã bấm {press['data']}")
        elif "text" in update.get("message", {}):
            await self.echo(update["message"])

    async def echo(self, message: Json) -> None:
        words = f"Nghe: {message['text']}"
        keys = [
            [{"text": "Nhận", "callback_data": "take", "style": "primary"}],
            [{"text": "Mở lời mời", "url": "https://t.me/echo_bot?start=invitation-1"}],
        ]
        bold = [{"type": "bold", "offset": 0, "length": 5}]
        markup = {"inline_keyboard": keys}
        await self.call(
            "sendMessage", chat_id=message["chat"]["id"], text=words, entities=bold, reply_markup=markup
        )

    async def hears(self, count: int) -> list[Json]:
        """What people sent, as soon as it is so many messages."""
        async with asyncio.timeout(8):
            while len(found := self.messages()) < count:
                self.news.clear()
                await self.news.wait()
        return found

    def messages(self) -> list[Json]:
        found = [update["message"] for update in self.heard if "message" in update]
        return [message for message in found if "new_chat_members" not in message]


def cast_with(group: int) -> Json:
    def seat(person: int, role: str, name: str, text: str, **more: Any) -> Json:
        tries = [{"label": "Thử", "text": text}]
        title = {"vi": f"Vai {role}", "en": f"As {role}"}
        entry = {"person": person, "bot": "echo_bot", "role": role, "title": title, "name": name}
        return entry | {"suggestions": {"vi": tries, "en": tries}} | more

    people = [
        seat(CITIZEN, "citizen", "Nguyễn Thị Lan", "Đèn đường hỏng"),
        seat(OFFICER, "officer", "Phạm Quốc Bảo", "/hangdoi"),
        seat(OFFICER, "group", "Tổ tiếp công dân", "/hangdoi@echo_bot", chat=group),
    ]
    zalo = [
        people[0],
        seat(CITIZEN, "citizen", "Nguyễn Thị Lan", "Đèn đường hỏng", bot=ZALO_BOT, messenger="zalo-bot"),
        seat(OFFICER, "officer", "Phạm Quốc Bảo", "Hàng đợi", bot=ZALO_OA, messenger="zalo-oa"),
    ]
    names = [("mot", "Xã Một", people), ("hai", "Xã Hai", people[:1]), ("ba", "Xã Ba", zalo)]
    return {
        "communes": [
            {"id": id_, "name": {"vi": name, "en": name}, "about": {"vi": "", "en": ""}, "people": whom}
            for id_, name, whom in names
        ]
    }


@pytest.fixture
def world() -> World:
    made = World(timekeeper=PlainTimekeeper(start=WEDNESDAY))
    made.add_bot(TOKEN, "echo_bot", "Bot nhắc lại")
    made.add_person("Nguyễn Thị Lan", id_=CITIZEN)
    made.add_person("Phạm Quốc Bảo", id_=OFFICER)
    return made


@fixture()
async def address(world: World) -> AsyncIterator[str]:
    async def cast() -> Json:
        return cast_with(next(iter(world.groups)))

    async with serve(create_app(world, cast=cast)) as base, httpx.AsyncClient(base_url=base) as client:
        group = {"title": "Tổ tiếp công dân", "admins": [OFFICER], "bot": "echo_bot", "bot_admin": True}
        (await client.post("/_sandbox/groups", json=group)).raise_for_status()
        yield base


@fixture()
async def bot(address: str) -> AsyncIterator[EchoBot]:
    async with httpx.AsyncClient(base_url=f"{address}/bot{TOKEN}/", timeout=60) as client:
        echo = EchoBot(client)
        await echo.call(
            "setMyCommands", commands=[{"command": c, "description": f"Lệnh {c}"} for c in ("hangdoi", "han")]
        )
        running = asyncio.create_task(echo.run())
        yield echo
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest.fixture(scope="module")
def chromium() -> Path:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing: .ci/run must install it")
        pytest.skip(f"{CHROMIUM} is missing: apt-get install chromium")
    return CHROMIUM


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@fixture()
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """A wide page that has not been sent anywhere; the test fails if its console complained. Closed before the
    sandbox is."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(8000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    yield page
    await context.close()
    assert complaints == []
