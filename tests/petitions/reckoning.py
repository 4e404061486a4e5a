"""Reckoning as a commune does, for tests of clocks: the nation's calendar and the usual office hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import plans
from bot.reading.national import load_national
from bot.reading.plan_files import NATIONAL, load_facts
from domain.clocks.limits import Case, Clock
from domain.clocks.reckoning import Ends, Reckoning
from domain.habits import Habits
from domain.time.calendar import DayOverride
from domain.time.office_hours import OfficeHours

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NATION = load_national()
HABITS = load_facts(Path(plans.FOLDER) / NATIONAL / "habits.toml", Habits.model_validate)


def reckoning(
    overrides: Iterable[DayOverride] = (), case: Case = Case.ORDINARY, *, remote: bool = False
) -> Reckoning:
    calendar = NATION.calendar.calendar(tuple(overrides))
    hours = OfficeHours(HABITS.petitions.office_hours, calendar)
    return Reckoning(calendar, hours, ZONE, HABITS.clocks, case, remote)


BY = reckoning()


def local(words: str) -> datetime:
    """ "2026-05-05" is nine in the morning of that day; "2026-05-05 14:30" as it says."""
    day, _, hour = words.partition(" ")
    return datetime.fromisoformat(f"{day}T{hour or '09:00'}").replace(tzinfo=ZONE)


def ended(clock: Clock, start: str, by: Reckoning = BY) -> Ends:
    return by.ends(clock, local(start))
