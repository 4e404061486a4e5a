"""Reminders as rows: planned twice they are one; dates that change supersede; a report that is in stops them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from storage.database import Database
from storage.memory import Memory
from storage.reports.reminders import Reminder
from tests.storage.conftest import NOW

TEN = Reminder("xa", "r-6m", "2026-6T", "kt", "1.0", date(2026, 6, 5), date(2026, 6, 4), 10, NOW)
THREE = replace(TEN, step=3, remind_at=NOW + timedelta(days=11))
LATER = NOW + timedelta(days=30)


async def states(memory: Memory) -> dict[tuple[str, int], str]:
    rows = await memory._session.rows("SELECT version, step, state FROM reminders")
    return {(row[0], row[1]): row[2] for row in rows}


async def test_planned_twice_is_one_row(database: Database) -> None:
    async with database.transaction() as memory:
        for reminder in (TEN, TEN, THREE):
            memory.reminders.plan([reminder])
        assert await memory.reminders.due("xa", LATER) == [TEN, THREE]
        assert await memory.reminders.due("xa", NOW) == [TEN]
        assert await memory.reminders.next_at() == NOW


async def test_what_was_said_is_not_planned_again_by_a_new_version(database: Database) -> None:
    async with database.transaction() as memory:
        memory.reminders.plan([TEN])
        memory.reminders.plan([THREE])
        memory.reminders.close(TEN, "said", NOW)
        memory.reminders.supersede_other("xa", "1.1", NOW)
        for reminder in (TEN, THREE):
            memory.reminders.plan([replace(reminder, version="1.1")])
        assert await states(memory) == {
            ("1.0", 10): "said",
            ("1.0", 3): "superseded",
            ("1.1", 3): "planned",
        }


async def test_another_date_is_reminded_of_from_its_first_step(database: Database) -> None:
    async with database.transaction() as memory:
        memory.reminders.plan([TEN])
        memory.reminders.close(TEN, "said", NOW)
        moved = replace(TEN, version="1.1", due_before=date(2026, 6, 12), last_day=date(2026, 6, 11))
        memory.reminders.plan([moved])
        assert await memory.reminders.due("xa", NOW) == [moved]


async def test_a_report_that_is_in_stops_its_own_reminders_only(database: Database) -> None:
    others = [replace(TEN, unit="ca"), replace(TEN, period="2027-6T"), replace(TEN, commune="khac")]
    async with database.transaction() as memory:
        for reminder in (TEN, THREE, *others):
            memory.reminders.plan([reminder])
        memory.reminders.stop("xa", "r-6m", "2026-6T", "kt", NOW)
        left = [one for commune in ("xa", "khac") for one in await memory.reminders.due(commune, LATER)]
        assert sorted(one.key for one in left) == sorted(one.key for one in others)


async def test_another_communes_dates_are_its_own(database: Database) -> None:
    elsewhere = replace(TEN, commune="khac")
    async with database.transaction() as memory:
        memory.reminders.plan([TEN])
        memory.reminders.plan([elsewhere])
        memory.reminders.supersede_other("xa", "1.1", NOW)
        assert await memory.reminders.due("xa", NOW) == []
        assert await memory.reminders.due("khac", NOW) == [elsewhere]


async def test_what_is_closed_stays_closed(database: Database) -> None:
    async with database.transaction() as memory:
        memory.reminders.plan([TEN])
        memory.reminders.close(TEN, "folded", NOW)
        memory.reminders.close(TEN, "said", NOW)
        memory.reminders.stop("xa", "r-6m", "2026-6T", "kt", NOW)
        assert await states(memory) == {("1.0", 10): "folded"}
        assert await memory.reminders.next_at() is None
