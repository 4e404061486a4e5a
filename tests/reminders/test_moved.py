"""However often its day moves, a report is reminded of at most three times before it; the ladder follows the new day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.people.roles import Role
from domain.plans.due import EnteredDate
from domain.reports.ladder import Rung
from tests.reminders.test_property import START, open_year
from tests.reminders.year import Year

COMMUNE, REPORT, UNIT = "nghi-duong", "nghi-duong-6m", "phong-kinh-te"


@pytest.fixture
async def year(tmp_path: Path) -> AsyncIterator[Year]:
    async with open_year(tmp_path, COMMUNE) as year:
        await year.begin([(UNIT, Role.STAFF, None), (UNIT, Role.HEAD, None)], ())
        yield year


async def moves(year: Year, due_before: date) -> None:
    async with year.database.transaction() as memory:
        entered = EnteredDate(REPORT, due_before=due_before, period="2026-6T", since=year.today)
        memory.reports.enter_date(COMMUNE, entered, "", 1, year.now)
        await year.replan(memory)


def told(year: Year, chat: str = "chat-1") -> list[tuple[date, Rung | None]]:
    """The days on which the staff heard of the report, and on which rung."""
    parts = [(said.at.date(), part) for said in year.said if said.chat == chat for part in said.parts]
    return [(day, part.rung) for day, part in parts if part.what == (REPORT, "2026-6T", UNIT)]


async def test_what_is_left_of_three_is_kept_for_the_days_nearest_to_it(year: Year) -> None:
    await year.plays_until(START.replace(month=5, day=22))  # one of 21/05 so far
    await moves(year, date(2026, 7, 1))
    await year.plays_until(START.replace(month=7, day=1, hour=7))
    assert [day for day, _ in told(year)] == [date(2026, 5, 21), date(2026, 6, 25), date(2026, 6, 30)]


async def test_after_three_only_the_ladder_follows(year: Year) -> None:
    await year.plays_until(START.replace(month=6, day=4))
    await moves(year, date(2026, 7, 1))
    await year.plays_until(START.replace(month=7, day=15))
    before = [date(2026, 5, 21), date(2026, 6, 1), date(2026, 6, 4)]
    assert told(year) == [(day, Rung.UNIT) for day in before]
    assert told(year, "chat-2") == [*((day, Rung.UNIT) for day in before), (date(2026, 7, 1), Rung.HEAD)]


async def test_what_is_returned_is_reminded_of_anew(year: Year) -> None:
    await year.plays_until(START.replace(month=6, day=4))
    await year.hands_in_for(REPORT, "2026-6T", UNIT)
    year.now += timedelta(hours=1)
    await year.returns_a_report(0, 20)
    await year.plays_until(START.replace(month=6, day=24, hour=7))
    assert [day for day, _ in told(year)][3:] == [date(2026, 6, 9), date(2026, 6, 18), date(2026, 6, 23)]
