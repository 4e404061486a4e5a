"""A due rule as people say it: "trước ngày 05/6 hằng năm"."""

from __future__ import annotations

from typing import assert_never

from domain.language.text import Text
from domain.plans.rules import DueRule, Every, LastWorkingDay, Monthly, Once, Quarterly, Yearly


def rule_name(rule: DueRule) -> Text:
    """What the rule asks, for people. The words are in `plan.po`."""
    match rule:
        case Yearly(day=day, month=month):
            return Text("plan.due_yearly", limit=_limit(rule), day=f"{day:02}/{month}")
        case Quarterly(day=day, month_in_quarter=month):
            return Text("plan.due_quarterly", limit=_limit(rule, day), day=_day(day), month=month)
        case Monthly(day=day):
            return Text("plan.due_monthly", limit=_limit(rule, day), day=_day(day))
        case Every(months=months, start=start):
            return Text("plan.due_every", limit=_limit(rule), n=months, day=f"{start.day:02}", start=start)
        case Once(date=date):
            return Text("plan.due_once", limit=_limit(rule), day=date)
        case _:
            assert_never(rule)


def _limit(rule: DueRule, day: int | LastWorkingDay = 1) -> Text:
    before = rule.before and day != "last_working_day"
    return Text("plan.limit_before") if before else Text("plan.limit_by")


def _day(day: int | LastWorkingDay) -> Text:
    return Text("plan.last_working_day") if day == "last_working_day" else Text("plan.day", day=f"{day:02}")
