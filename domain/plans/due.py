"""What falls due when, and on which days to remind of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.plans.plan import Obligation
from domain.plans.rules import DueRule
from domain.time.calendar import WorkingCalendar
from domain.time.periods import Period, period_label

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One report of one period. `due_before` is the first day that is too late: "trước ngày 05/6" is 05/6."""

    obligation_id: str
    period: str
    due_before: date

    @property
    def last_safe_day(self) -> date:
        """The last day on which it may arrive: the calendar day before, worked or not."""
        return self.due_before - _DAY

    def days_left(self, today: date) -> int:
        """Calendar days until the last safe day; 0 on it, negative when overdue."""
        return (self.last_safe_day - today).days


@dataclass(frozen=True, slots=True)
class EnteredDate:
    """What a commune set in the chat. A `rule` replaces the plan's for what falls due after `since`, so that nothing
    is overdue by a rule that nobody had made yet, and what was due by the earlier one stays what it was; a
    `due_before` sets or moves the date of one period (of its own period where none is named). Neither of them: the
    plan's own rule counts again. The later of two about the same thing wins."""

    obligation_id: str
    due_before: date | None = None
    rule: DueRule | None = None
    period: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """`step` is how many working days before the last safe day, `remind_on` the working day it comes to."""

    obligation_id: str
    period: str
    due_before: date
    last_safe_day: date
    step: int
    remind_on: date


def occurrences(
    obligation: Obligation, *, since: date, until: date, entered: Iterable[EnteredDate] = ()
) -> Iterator[Occurrence]:
    """Every time the report is due before a day from `since` to `until`, ascending. None where neither the plan
    nor the commune has set a date."""
    ours = [one for one in entered if one.obligation_id == obligation.id]
    dates: dict[str, date] = {}
    for rule, first, last in _reigns(obligation.due, ours, since, until):
        period = rule.rhythm(obligation.period)
        dates.update({_label(period, day): day for day in rule.due_before(first, last)})
    for one in ours:
        if one.due_before:
            dates[period_of(obligation, one, ours)] = one.due_before
    for label, due_before in sorted(dates.items(), key=lambda item: item[1]):
        if since <= due_before <= until:
            yield Occurrence(obligation.id, label, due_before)


def planned_reminders(
    occurrence: Occurrence, steps: Iterable[int], calendar: WorkingCalendar
) -> list[PlannedReminder]:
    """The days to remind on, earliest first, no two the same. Where the last safe day is a day off, steps count
    from the working day before it, so a reminder comes before a long break and not after it."""
    last_working = calendar.previous_working_day(occurrence.last_safe_day)
    return [
        PlannedReminder(
            obligation_id=occurrence.obligation_id,
            period=occurrence.period,
            due_before=occurrence.due_before,
            last_safe_day=occurrence.last_safe_day,
            step=step,
            remind_on=calendar.add_working_days(last_working, -step),
        )
        for step in sorted(set(steps), reverse=True)
    ]


def period_of(obligation: Obligation, dated: EnteredDate, entered: Iterable[EnteredDate]) -> str:
    """The period that a single date is for: the one it names, or else the one in which its last safe day lies."""
    rule = next((one.rule for one in reversed([*entered]) if one.rule), obligation.due)
    period = rule.rhythm(obligation.period) if rule else obligation.period
    assert dated.due_before is not None
    return dated.period or _label(period, dated.due_before)


def _reigns(
    plans: DueRule | None, entered: Iterable[EnteredDate], since: date, until: date
) -> Iterator[tuple[DueRule, date, date]]:
    """The rules that held one after the other, each with the first and the last day it decides."""
    changes = [one for one in entered if one.due_before is None]
    rules = [plans, *(one.rule or plans for one in changes)]
    begins = [since, *(max(since, one.since + _DAY) if one.since else since for one in changes)]
    ends = [*(begin - _DAY for begin in begins[1:]), until]
    for rule, first, last in zip(rules, begins, ends, strict=True):
        if rule and first <= last:
            yield rule, first, last


def _label(period: Period, due_before: date) -> str:
    return period_label(period, due_before - _DAY)
