"""Asking for the calendar in the chat, where the web endpoint is public."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from icalendar import Calendar

from bot.web import create_web
from domain.people.roles import Role
from tests.town import Town, open_town

START = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PUBLIC = "https://bot.example"
ADDRESS = re.compile(rf"{PUBLIC}(/lich/\S+\.ics)")


async def read(town: Town, path: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(create_web(town.app)), base_url=PUBLIC) as http:
        return await http.get(path)


async def test_an_address_is_shown_once_and_changed_by_a_press(tmp_path: Path) -> None:
    async with open_town(tmp_path, START, port=1, public_url=PUBLIC) as town:
        nam = await town.member("Nam", "nghi-duong", Role.STAFF, "phong-kinh-te")
        await nam.says("/lichics")
        first = ADDRESS.search(nam.last)
        assert first, nam.heard
        calendar = Calendar.from_ical((await read(town, first[1])).content)
        assert len(calendar.walk("VEVENT")) >= 3

        await nam.says("/lichics")
        assert not ADDRESS.search(nam.last)
        await nam.presses("Đổi đường dẫn")
        second = ADDRESS.search(nam.last)
        assert second
        assert (await read(town, first[1])).status_code == 404
        assert (await read(town, second[1])).status_code == 200
