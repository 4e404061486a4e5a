"""Who owes which report when: the plan's obligations, the dates entered, and the units there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from domain.plans.due import EnteredDate, Occurrence, occurrences
from domain.plans.plan import Obligation, Plan
from domain.time.periods import Period


class SomeUnit(Protocol):
    """A unit that is or was: `belongs_to` names the collective entry of the plan which it is one of, or ''. It
    exists from `from_day` to the day before `until_day`; one without a `from_day` was there before the plan."""

    @property
    def id(self) -> str: ...
    @property
    def belongs_to(self) -> str: ...
    @property
    def from_day(self) -> date | None: ...
    @property
    def until_day(self) -> date | None: ...


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


Moved = Mapping[tuple[str, str, str], date]
"""(obligation, period, unit) → the due date that counts for that unit: more time granted, or set with a return."""


def duties(
    plan: Plan,
    obligations: Iterable[Obligation],
    units: Iterable[SomeUnit],
    entered: Iterable[EnteredDate],
    moved: Moved,
    *,
    since: date,
    until: date,
    answered: Collection[tuple[str, str, str]] = (),
) -> list[Duty]:
    """Everything that falls due from `since` to `until`, the earliest first. `obligations` are the plan's and those
    asked for out of turn. A unit owes what falls due while it exists; what it `answered` before it ended keeps its
    place."""
    units, entered = tuple(units), tuple(entered)
    found = [
        _moved(Duty(obligation, occurrence, unit.id), moved)
        for obligation in obligations
        for owed_by in (owing(obligation, plan, units),)
        for occurrence in occurrences(obligation, since=since, until=until, entered=entered)
        for unit in owed_by
        if _exists(unit, occurrence.last_safe_day) or (obligation.id, occurrence.period, unit.id) in answered
    ]
    return sorted(found, key=lambda duty: (duty.occurrence.due_before, duty.obligation.id, duty.unit))


def owing(obligation: Obligation, plan: Plan, units: Iterable[SomeUnit]) -> tuple[SomeUnit, ...]:
    """The units that owe it: for a collective entry of the plan, those that the commune has listed under it."""
    collective = {unit.id for unit in plan.units if unit.collective}
    answering: dict[str, list[SomeUnit]] = {}
    for unit in units:
        for name in {unit.id} - collective | {unit.belongs_to} & collective:
            answering.setdefault(name, []).append(unit)
    found = {unit.id: unit for name in obligation.owed_by for unit in answering.get(name, ())}
    return tuple(found.values())


def _exists(unit: SomeUnit, day: date) -> bool:
    begun = unit.from_day is None or unit.from_day <= day
    return begun and (unit.until_day is None or day < unit.until_day)


def undated(obligations: Iterable[Obligation], entered: Iterable[EnteredDate]) -> tuple[Obligation, ...]:
    """Those for which nobody has set a date: *chưa có hạn – cần nhập*. What is owed only when asked for is not
    among them."""
    dated: dict[str, bool] = {}
    for one in entered:
        dated[one.obligation_id] = bool(one.due_before or one.rule)
    return tuple(o for o in obligations if o.due is None and not dated.get(o.id) and o.period is not Period.ADHOC)


def _moved(duty: Duty, moved: Moved) -> Duty:
    due_before = moved.get(duty.what)
    return replace(duty, occurrence=replace(duty.occurrence, due_before=due_before)) if due_before else duty
