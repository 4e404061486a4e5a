"""Working days of 2025 to 2030, over Tết and swapped days (law reference, sections 3.2 and 9)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.plan_files import load_national_calendar
from domain.time.calendar import DayKind, DayOverride, WorkingCalendar

NATION = load_national_calendar()
CALENDAR = NATION.calendar()

# start · 5, 7 and 10 working days later · 10 calendar days later, rolled
LAW_VECTORS = """
2025-12-31  2026-01-09  2026-01-12  2026-01-15  2026-01-10
2026-02-10  2026-02-24  2026-02-26  2026-03-03  2026-02-23
2026-04-22  2026-05-04  2026-05-06  2026-05-11  2026-05-04
2026-08-20  2026-08-26  2026-08-28  2026-09-07  2026-09-03
2026-11-13  2026-11-20  2026-11-25  2026-11-30  2026-11-23
"""

# Monday to Friday off, and Saturdays worked
DAYS_OFF = {
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    2027: "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24",
    2028: "01-03 01-24 01-25 01-26 01-27 01-28 04-04 05-01 05-02 09-01 09-04 11-24",
    2029: "01-01 02-12 02-13 02-14 02-15 02-16 04-23 04-30 05-01 09-03 09-04",
    2030: "01-01 01-31 02-01 02-04 02-05 02-06 04-12 04-30 05-01 09-02 09-03",
}
SATURDAYS_WORKED = {2025: "04-26", 2026: "01-10 08-22"}


def table(rows: str) -> list[list[date]]:
    return [[date.fromisoformat(day) for day in row.split()] for row in rows.strip().splitlines()]


@pytest.mark.parametrize(("start", "five", "seven", "ten", "rolled"), table(LAW_VECTORS))
def test_vectors_of_the_law_reference(start: date, five: date, seven: date, ten: date, rolled: date) -> None:
    assert [CALENDAR.add_working_days(start, count) for count in (5, 7, 10)] == [five, seven, ten]
    assert CALENDAR.roll_forward(start + timedelta(days=10)) == rolled


@pytest.mark.parametrize("year", DAYS_OFF)
def test_every_day_of_a_year(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]
    off = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not CALENDAR.is_working_day(day)]
    worked = [f"{day:%m-%d}" for day in days if day.weekday() >= 5 and CALENDAR.is_working_day(day)]
    assert (" ".join(off), " ".join(worked)) == (DAYS_OFF[year], SATURDAYS_WORKED.get(year, ""))
    assert all(CALENDAR.why(day).forecast == (year > 2026) for day in days)


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        ("2026-11-24", DayKind.HOLIDAY, "Ngày Văn hóa Việt Nam"),
        ("2026-04-26", DayKind.HOLIDAY, "Ngày Giỗ Tổ Hùng Vương"),  # a Sunday
        ("2026-08-22", DayKind.MAKE_UP, ""),
        ("2026-01-02", DayKind.OVERRIDE_OFF, "Nghỉ hoán đổi"),
        ("2026-01-10", DayKind.OVERRIDE_WORKS, "Làm bù"),
        ("2026-11-23", DayKind.WORKDAY, ""),  # only proposed
        ("2026-11-22", DayKind.WEEKEND, ""),
    ],
)
def test_why_a_day_is_what_it_is(day: str, kind: DayKind, name: str) -> None:
    reason = CALENDAR.why(date.fromisoformat(day))
    assert reason.kind is kind
    assert reason.name.startswith(name)


def test_the_proposed_swap_is_noted_and_not_applied() -> None:
    assert [proposed.day for proposed in NATION.undecided] == [date(2026, 11, 23)]


def test_a_communes_own_day_wins_over_the_nations_and_the_later_over_the_earlier() -> None:
    day = date(2026, 1, 2)
    own = [DayOverride(day, True, "trực"), DayOverride(date(2026, 11, 23), False, "nghỉ hoán đổi")]
    calendar = NATION.calendar(own)
    assert calendar.is_working_day(day)
    assert not calendar.is_working_day(date(2026, 11, 23))
    assert not NATION.calendar([*own, DayOverride(day, False, "thôi")]).is_working_day(day)


# --- whatever the days and overrides are ---------------------------------------------------------------------

DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
OVERRIDES = st.lists(st.builds(DayOverride, DAYS, st.booleans(), st.just("xã nhập")), max_size=30)
CALENDARS = OVERRIDES.map(lambda own: NATION.calendar(own))


@given(CALENDARS, DAYS, st.integers(-40, 40))
def test_adding_and_counting_undo_each_other(calendar: WorkingCalendar, start: date, count: int) -> None:
    end = calendar.add_working_days(start, count)
    assert calendar.working_days_between(start, end) == count
    assert not count or calendar.is_working_day(end)


@given(CALENDARS, DAYS, st.integers(0, 40))
def test_from_a_working_day_there_and_back(calendar: WorkingCalendar, day: date, count: int) -> None:
    start = calendar.next_working_day(day)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


@given(CALENDARS, DAYS, st.integers(-20, 20))
def test_more_days_lead_further(calendar: WorkingCalendar, start: date, count: int) -> None:
    assert calendar.add_working_days(start, count) < calendar.add_working_days(start, count + 1)


@given(CALENDARS, DAYS)
def test_rolling_lands_on_the_nearest_working_day_and_stays(calendar: WorkingCalendar, day: date) -> None:
    before, after = calendar.previous_working_day(day), calendar.roll_forward(day)
    assert before <= day <= after
    assert calendar.is_working_day(before) and calendar.is_working_day(after)
    assert calendar.roll_forward(after) == after and calendar.previous_working_day(before) == before
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(calendar.is_working_day(one) for one in between)
