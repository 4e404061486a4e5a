"""Who owes which report when: the plan's obligations, the dates entered, and the units there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from domain.due import EnteredDate, Occurrence, occurrences
from domain.periods import Period
from domain.plan import Obligation, Plan


class SomeUnit(Protocol):
    """A unit that exists: `belongs_to` names the collective entry of the plan which it is one of, or ''."""

    @property
    def id(self) -> str: ...
    @property
    def belongs_to(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Duty:
    """One report of one period that one unit owes."""

    obligation: Obligation
    occurrence: Occurrence
    unit: str

    @property
    def what(self) -> tuple[str, str, str]:
        """(obligation, period, unit): what a submission answers."""
        return self.obligation.id, self.occurrence.period, self.unit


Extended = Mapping[tuple[str, str, str], date]
"""(obligation, period, unit) → the due date granted."""


def duties(
    plan: Plan,
    units: Iterable[SomeUnit],
    entered: Iterable[EnteredDate],
    extended: Extended,
    *,
    since: date,
    until: date,
) -> list[Duty]:
    """Everything that falls due from `since` to `until`, the earliest first."""
    units, entered = tuple(units), tuple(entered)
    found = [
        _extended(Duty(obligation, occurrence, unit), extended)
        for obligation in plan.obligations
        for occurrence in occurrences(obligation, since=since, until=until, entered=entered)
        for unit in owing(obligation, plan, units)
    ]
    return sorted(found, key=lambda duty: (duty.occurrence.due_before, duty.obligation.id, duty.unit))


def owing(obligation: Obligation, plan: Plan, units: Iterable[SomeUnit]) -> tuple[str, ...]:
    """The units that owe it: for a collective entry of the plan, those that the commune has listed under it."""
    units = tuple(units)
    found: dict[str, None] = {}
    for name in obligation.owed_by:
        if plan.unit(name).collective:
            found.update(dict.fromkeys(unit.id for unit in units if unit.belongs_to == name))
        else:
            found[name] = None
    return tuple(found)


def undated(plan: Plan, entered: Iterable[EnteredDate]) -> tuple[Obligation, ...]:
    """The obligations for which nobody has set a date: *chưa có hạn – cần nhập*. What is owed only when asked for
    is not among them."""
    dated = {one.obligation_id for one in entered}
    return tuple(
        o for o in plan.obligations if o.due is None and o.id not in dated and o.period is not Period.ADHOC
    )


def _extended(duty: Duty, extended: Extended) -> Duty:
    due_before = extended.get(duty.what)
    return replace(duty, occurrence=replace(duty.occurrence, due_before=due_before)) if due_before else duty
