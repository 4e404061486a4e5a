"""When reports are due and when to remind of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.reading.plan_files import load_national_calendar, load_plans
from domain.plans.due import EnteredDate, Occurrence, occurrences, planned_reminders
from domain.plans.plan import Obligation
from domain.plans.rules import DueRule, Every, Monthly, Once, Quarterly, Yearly
from domain.time.periods import Period, period_label

PLANS = load_plans()
CALENDAR = load_national_calendar().calendar()
RULE: TypeAdapter[DueRule] = TypeAdapter(DueRule)


def day(written: str) -> date:
    return date.fromisoformat(written)


def report(due: DueRule | None = None, period: Period = Period.HALF_YEAR) -> Obligation:
    return Obligation(id="r", title="Báo cáo", period=period, owed_by=("a",), quote="…", due=due)


def due_dates(rule: DueRule, since: str = "2026-01-01", until: str = "2026-12-31") -> str:
    return " ".join(f"{one:%m-%d}" for one in rule.due_before(day(since), day(until)))


# plan's report · year · last safe day · its weekday (0 is Monday): law reference, section 10, note 1
LAST_SAFE_DAYS = [
    ("binh-lu", "binh-lu-6m", 2026, "2026-05-04", 0),
    ("nghi-duong", "nghi-duong-6m", 2026, "2026-06-04", 3),
    ("gia-vien-ttpvhcc", "gia-vien-9m", 2026, "2026-09-09", 2),
    ("binh-lu", "binh-lu-12m", 2026, "2026-11-04", 2),
    ("nghi-duong", "nghi-duong-12m", 2026, "2026-11-09", 0),
    ("binh-lu", "binh-lu-6m", 2027, "2027-05-04", 1),
    ("gia-vien-ttpvhcc", "gia-vien-6m", 2027, "2027-06-04", 4),
    ("nghi-duong", "nghi-duong-9m", 2027, "2027-09-09", 3),
    ("binh-lu", "binh-lu-12m", 2027, "2027-11-04", 3),
    ("gia-vien-ttpvhcc", "gia-vien-12m", 2027, "2027-11-09", 1),
]


@pytest.mark.parametrize(("plan", "name", "year", "last_safe_day", "weekday"), LAST_SAFE_DAYS)
def test_before_the_fifth_means_by_the_fourth(
    plan: str, name: str, year: int, last_safe_day: str, weekday: int
) -> None:
    obligation = PLANS[plan].obligation(name)
    (found,) = occurrences(obligation, since=date(year, 1, 1), until=date(year, 12, 31))
    assert found.last_safe_day == day(last_safe_day)
    assert found.last_safe_day.weekday() == weekday


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Yearly(month=6, day=5), "06-05"),
        (Yearly(month=6, day=5, before=False), "06-06"),
        (Quarterly(month_in_quarter=3, day=25), "03-25 06-25 09-25 12-25"),
        (Quarterly(month_in_quarter=1, day=5), "01-05 04-05 07-05 10-05"),
        (Quarterly(day="last_working_day"), "01-01 04-01 07-01 10-01"),
        (Monthly(day=1), "01-01 02-01 03-01 04-01 05-01 06-01 07-01 08-01 09-01 10-01 11-01 12-01"),
        (Every(months=4, start=day("2026-02-10")), "02-10 06-10 10-10"),
        (Once(date=day("2026-07-15")), "07-15"),
        (Once(date=day("2025-12-31"), before=False), "01-01"),
    ],
)
def test_rules(rule: DueRule, expected: str) -> None:
    assert due_dates(rule) == expected
    assert RULE.validate_json(rule.model_dump_json()) == rule


def test_a_day_that_the_month_lacks_is_its_end() -> None:
    assert due_dates(Monthly(day=31, before=False), "2026-02-01", "2026-05-15") == "02-01 03-01 04-01 05-01"
    assert due_dates(Monthly(day=30), "2026-02-02", "2026-04-30") == "03-01 03-30 04-30"


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "yearly", "month": 2, "day": 29},
        {"rule": "yearly", "month": 6, "day": 31},
        {"rule": "yearly", "month": 13, "day": 1},
        {"rule": "quarterly", "month_in_quarter": 4, "day": 1},
        {"rule": "weekly", "day": 1},
        {"rule": "monthly", "day": "last"},
    ],
)
def test_dates_that_do_not_exist(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RULE.validate_python(wrong)


@pytest.mark.parametrize(
    ("period", "last_safe_day", "label"),
    [
        (Period.HALF_YEAR, "2026-06-04", "2026-6T"),
        (Period.NINE_MONTHS, "2026-09-09", "2026-9T"),
        (Period.YEAR, "2026-11-09", "2026-N"),
        (Period.QUARTER, "2026-03-31", "2026-Q1"),
        (Period.QUARTER, "2026-10-01", "2026-Q4"),
        (Period.MONTH, "2026-05-31", "2026-05"),
        (Period.ADHOC, "2026-05-31", "2026-05-31"),
    ],
)
def test_period_labels(period: Period, last_safe_day: str, label: str) -> None:
    assert period_label(period, day(last_safe_day)) == label


def found(obligation: Obligation, *entered: EnteredDate, year: int = 2026) -> list[tuple[str, str]]:
    within = {"since": date(year, 1, 1), "until": date(year, 12, 31)}
    return [(one.period, one.due_before.isoformat()) for one in occurrences(obligation, **within, entered=entered)]


def test_a_report_without_a_date_waits_for_one() -> None:
    assert found(report()) == []
    assert found(report(), EnteredDate("r", day("2026-06-20"))) == [("2026-6T", "2026-06-20")]


def test_an_entered_date_moves_one_period_only() -> None:
    yearly = report(Yearly(month=6, day=5))
    moved = EnteredDate("r", day("2026-06-20"))
    assert found(yearly, moved) == [("2026-6T", "2026-06-20")]
    assert found(yearly, moved, year=2027) == [("2027-6T", "2027-06-05")]
    assert found(yearly, EnteredDate("r", day("2027-01-05"), period="2026-6T")) == []


def test_an_entered_rule_replaces_the_plans_and_the_last_one_wins() -> None:
    yearly = report(Yearly(month=6, day=5))
    rules = [EnteredDate("r", rule=Yearly(month=7, day=1)), EnteredDate("r", rule=Yearly(month=7, day=2))]
    assert found(yearly, *rules) == [("2026-6T", "2026-07-02")]


def test_a_quarterly_rule_makes_quarters_of_a_report_without_rhythm() -> None:
    rule = EnteredDate("r", rule=Quarterly(day="last_working_day"))
    assert found(report(period=Period.PERIODIC), rule) == [
        ("2025-Q4", "2026-01-01"),
        ("2026-Q1", "2026-04-01"),
        ("2026-Q2", "2026-07-01"),
        ("2026-Q3", "2026-10-01"),
    ]


def test_dates_entered_for_another_report_are_none_of_ours() -> None:
    assert found(report(), EnteredDate("other", day("2026-06-20"))) == []


def remind_on(due_before: str, *steps: int) -> list[tuple[int, str]]:
    planned = planned_reminders(Occurrence("r", "2026-6T", day(due_before)), steps, CALENDAR)
    return [(one.step, one.remind_on.isoformat()) for one in planned]


def test_reminders_before_a_working_last_day() -> None:
    assert remind_on("2026-06-05", 10, 3, 0) == [(10, "2026-05-21"), (3, "2026-06-01"), (0, "2026-06-04")]


def test_reminders_after_the_long_break_of_30_april_start_before_it() -> None:
    # Mon 04/5 is the first working day after the break; Mon 27/4 is off for Giỗ Tổ
    assert remind_on("2026-05-05", 10, 3, 0) == [(10, "2026-04-15"), (3, "2026-04-24"), (0, "2026-05-04")]


def test_a_last_day_off_is_reminded_of_on_the_working_day_before() -> None:
    assert remind_on("2026-02-23", 3, 0) == [(3, "2026-02-10"), (0, "2026-02-13")]  # Sunday after Tết
    assert remind_on("2026-08-23", 1, 0) == [(1, "2026-08-21"), (0, "2026-08-22")]  # a Saturday made up


def test_a_step_given_twice_is_one_reminder() -> None:
    assert remind_on("2026-06-05", 3, 3) == [(3, "2026-06-01")]


def test_days_left_until_the_last_safe_day() -> None:
    due = Occurrence("r", "2026-6T", day("2026-06-05"))
    assert [due.days_left(day(today)) for today in ("2026-06-01", "2026-06-04", "2026-06-05")] == [3, 0, -1]


@given(st.dates(date(2025, 2, 1), date(2030, 12, 31)), st.lists(st.integers(0, 40), max_size=6))
def test_reminders_fall_on_different_working_days_none_too_late(due_before: date, steps: list[int]) -> None:
    planned = planned_reminders(Occurrence("r", "", due_before), steps, CALENDAR)
    days = [one.remind_on for one in planned]
    assert days == sorted(set(days))
    assert all(CALENDAR.is_working_day(one) and one < due_before for one in days)
    assert {one.step for one in planned} == set(steps)
