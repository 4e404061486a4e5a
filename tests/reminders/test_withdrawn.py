"""What is written and not sent yet is taken back when the report is in, or its day has moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.people.roles import Role
from domain.plans.due import EnteredDate
from handlers.reports.nudges import withdraw
from handlers.reports.reminders import fire_due
from storage.memory import Memory
from storage.messaging.outbox import Letter
from tests.reminders.test_property import START, open_year
from tests.reminders.year import ACCOUNT, Year

COMMUNE = "nghi-duong"
UNITS = ("ban-chqs", "cong-an", "phong-kinh-te", "tt-dvsnc", "van-phong")
MORNING = START.replace(month=5, day=21, hour=8)


@pytest.fixture
async def year(tmp_path: Path) -> AsyncIterator[Year]:
    """One person is staff of five units: two reminders of their own, and three in one message."""
    async with open_year(tmp_path, COMMUNE) as year:
        await year.begin([("phong-vhxh", Role.COLLECTOR, None)], UNITS)
        yield year


async def fires(year: Year, now: datetime) -> int:
    year.now = now
    return await fire_due(year.world, year.database.transaction, now)


async def waiting(memory: Memory) -> list[str]:
    """The bodies of what is still to be sent."""
    rows = await memory._session.rows("SELECT body FROM outbox WHERE state IN ('due', 'parked') ORDER BY id")
    return [row[0] for row in rows]


async def comes_in(year: Year, unit: str) -> None:
    async with year.database.transaction() as memory:
        await withdraw(year.world, memory, COMMUNE, ("nghi-duong-6m", "2026-6T", unit), year.now)


async def test_a_reminder_of_its_own_is_not_sent(year: Year) -> None:
    assert await fires(year, MORNING) == 3
    await comes_in(year, "ban-chqs")
    async with year.database.transaction() as memory:
        left = await waiting(memory)
    assert len(left) == 2
    assert not any("Ban Chỉ huy quân sự" in body for body in left)


async def test_a_line_goes_out_of_a_message_and_the_last_one_takes_it_along(year: Year) -> None:
    await fires(year, MORNING)
    for number, unit in enumerate(("tt-dvsnc", "van-phong")):
        async with year.database.transaction() as memory:
            together = (await waiting(memory))[-1]
        assert together.count('"n:nghi-duong-6m') == 3 - number
        await comes_in(year, unit)
    await comes_in(year, "phong-kinh-te")
    async with year.database.transaction() as memory:
        assert len(await waiting(memory)) == 2


async def test_what_goes_elsewhere_instead_is_taken_back_too(year: Year) -> None:
    await fires(year, MORNING)
    async with year.database.transaction() as memory:
        row = await memory.outbox.lease_next(*ACCOUNT, year.now, ())
        assert row
        memory.waiting.hold(row.id)
        copy = await memory.waiting.notice(row.id, replace(row.at, chat="elsewhere"), year.now)
        assert isinstance(copy, Letter)
        memory.outbox.post(copy, year.now)
        memory.waiting.replaced(row.id, copy.key)
        assert len(await waiting(memory)) == 3
    await comes_in(year, "ban-chqs")
    async with year.database.transaction() as memory:
        assert len(await waiting(memory)) == 2


async def test_another_day_takes_back_what_spoke_of_the_old_one(year: Year) -> None:
    await fires(year, MORNING)
    async with year.database.transaction() as memory:
        moved = EnteredDate("nghi-duong-6m", due_before=MORNING.date() + timedelta(days=40), period="2026-6T")
        memory.reports.enter_date(COMMUNE, moved, "", 1, year.now)
        await year.replan(memory)
        assert await waiting(memory) == []


async def test_words_that_waited_over_a_day_are_renewed(year: Year) -> None:
    """The bot was down between a reminder's day and its minute."""
    assert await fires(year, MORNING.replace(hour=7)) == 0
    assert await fires(year, MORNING.replace(hour=7) + timedelta(days=1)) == 0
    assert await fires(year, MORNING + timedelta(days=1)) == 3
    async with year.database.transaction() as memory:
        own = [body for body in await waiting(memory) if "remind.due" in body]
    assert len(own) == 2
    assert all('"n":13' in body for body in own)
