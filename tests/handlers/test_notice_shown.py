"""The notice on personal data: said in full once in a draft, again when another version came, and agreed to by its
version."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import bot.world
from bot.settings import Settings
from domain.habits import Habits
from tests.town import Town, open_town

FULL, SHORT = "đồng ý để UBND lưu tên hiển thị", "đã gửi ông/bà ở trên"
NEWER = "9999-01"
MORNING = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


async def consents(town: Town) -> list[str]:
    async with town.app.database.transaction() as memory:
        return [row[0] for row in await memory._session.rows("SELECT policy FROM consents ORDER BY at")]


async def reopened_with(town: Town, policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    habits_of = bot.world.habits_of

    def newer(settings: Settings) -> Habits:
        habits = habits_of(settings)
        return habits.model_copy(update={"consent": habits.consent.model_copy(update={"policy": policy})})

    await town.closes()
    monkeypatch.setattr(bot.world, "habits_of", newer)
    await town.opens()


async def test_nobody_agrees_to_a_newer_notice_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_town(tmp_path, MORNING) as town:
        lan = await town.citizen("Bà Lan", "nghi-duong")
        await lan.says("Đèn đường đầu thôn hỏng cả tuần nay")
        assert FULL in lan.last
        await lan.says("Tối các cháu đi học về rất nguy hiểm")
        assert SHORT in lan.last and FULL not in lan.last
        await reopened_with(town, NEWER, monkeypatch)
        await lan.presses("Đồng ý và gửi")
        assert FULL in lan.last and not await consents(town)
        await lan.presses("Đồng ý và gửi")
        assert await consents(town) == [NEWER]
