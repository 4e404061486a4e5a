"""The reminders of a plan over a span of days, for machines and for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from rich.table import Table

from bot.words.i18n import Words
from domain.language.text import Text, verbatim
from domain.plans.due import PlannedReminder, occurrences, planned_reminders
from domain.plans.plan import Plan
from domain.time.calendar import WorkingCalendar
from domain.time.periods import period_name

FIELDS = ("obligation", "period", "due_before", "last_safe_day", "step", "remind_on")


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def reminders_between(
    plan: Plan, calendar: WorkingCalendar, since: date, until: date
) -> Iterator[PlannedReminder]:
    """Those that fall on a day from `since` to `until`, earliest first, by the plan alone."""
    found: list[PlannedReminder] = []
    for obligation in plan.obligations:
        steps = plan.steps(obligation)
        for occurrence in occurrences(obligation, since=since, until=_latest_due(calendar, until, steps)):
            found += planned_reminders(occurrence, steps, calendar)
    in_time = (one for one in found if since <= one.remind_on <= until)
    yield from sorted(in_time, key=lambda one: (one.remind_on, one.obligation_id))


def as_json(reminders: Iterable[PlannedReminder]) -> str:
    """A list of objects; days in ISO form."""
    return json.dumps([dict(zip(FIELDS, _row(one), strict=True)) for one in reminders], indent=2)


def as_csv(reminders: Iterable[PlannedReminder]) -> str:
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(FIELDS)
    writer.writerows(map(_row, reminders))
    return page.getvalue()


def as_table(reminders: Iterable[PlannedReminder], plan: Plan, words: Words, language: str) -> Table:
    headings = (
        Text("plan.remind_on"),
        Text("plan.report"),
        Text("plan.period"),
        Text("plan.last_safe_day"),
        Text("plan.how_long_before"),
    )
    table = Table(*(words.plain(heading, language) for heading in headings), show_lines=True)
    for one in reminders:
        cells = (
            Text("plan.date", day=one.remind_on),
            verbatim(plan.obligation(one.obligation_id).title),
            period_name(one.period),
            Text("plan.date", day=one.last_safe_day),
            Text("plan.working_days_before", n=one.step) if one.step else Text("plan.the_last_day"),
        )
        table.add_row(*(words.plain(cell, language) for cell in cells))
    return table


def _latest_due(calendar: WorkingCalendar, until: date, steps: tuple[int, ...]) -> date:
    """The latest `due_before` of which a reminder may fall on `until`: one working day past its last safe day."""
    return calendar.add_working_days(until, max(steps, default=0) + 1)


def _row(one: PlannedReminder) -> tuple[str, str, str, str, int, str]:
    return (
        one.obligation_id,
        one.period,
        one.due_before.isoformat(),
        one.last_safe_day.isoformat(),
        one.step,
        one.remind_on.isoformat(),
    )
