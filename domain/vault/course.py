"""The way of a tố cáo in the vault from its signed form to its conclusion, and the law's clocks on it (Luật Tố cáo Đ24,
Đ29, Đ30, Đ34, Đ35). States, actions and clocks are those of any petition; which of them are done here is told below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from pydantic import TypeAdapter

from domain.clocks.clockwork import Move, clocks_after, first_clocks, recounted
from domain.clocks.limits import Case, Clock, Nature
from domain.clocks.reckoning import Reckoning
from domain.clocks.running import Running
from domain.petitions.lifecycle import Action, PetitionKind, Status, after, allowed, is_open

KIND = PetitionKind.DENUNCIATION
DEEDS = (
    Action.ACCEPT,
    Action.DECLINE,
    Action.REFER,
    Action.EXTEND,
    Action.SUSPEND,
    Action.RESUME,
    Action.DECIDE,
    Action.ANSWER,
    Action.WITHDRAW,
    Action.CLOSE,
)
"""What a reader may record, in the order of their buttons; each rests on a signed document."""
_NOT_NOW = {
    Status.TAKEN: frozenset({Action.ANSWER, Action.CLOSE}),  # before it is accepted or refused
    Status.SUSPENDED: frozenset({Action.EXTEND}),
}


STATUSES = (
    Status.TAKEN,
    Status.ACCEPTED,
    Status.SUSPENDED,
    Status.REFERRED,
    Status.DECLINED,
    Status.WITHDRAWN,
    Status.CLOSED,
)
"""Where a course can stand."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, by which document. `on` is the document's day; `words` the reason, '' where none is asked."""

    action: Action
    document: str
    on: date
    words: str = ""
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """`keeper` is the person who registered the form and is warned first; `since` the form's day."""

    keeper: int
    since: date
    status: Status = Status.TAKEN
    case: Case = Case.ORDINARY
    clocks: tuple[Running, ...] = ()
    deeds: tuple[Deed, ...] = ()

    @property
    def is_over(self) -> bool:
        return not is_open(self.status) or self.status is Status.REFERRED

    @property
    def warn_at(self) -> datetime | None:
        return min((one.warn_at for one in self.clocks if one.warn_at), default=None)


def begun(keeper: int, since: date, nation: Sequence[Clock], by: Reckoning) -> Course:
    at = datetime.combine(since, time(), by.zone)
    return Course(keeper, since, clocks=tuple(first_clocks(KIND, at, nation, by, signed=True)))


def after_deed(course: Course, deed: Deed, now: datetime, nation: Sequence[Clock], by: Reckoning) -> Course:
    """How hard the case is for the settling is decided anew once it is accepted. Raises `NotAllowed`."""
    case = Case.ORDINARY if deed.action is Action.ACCEPT else deed.case or course.case
    changed = replace(course, status=after(course.status, deed.action), case=case)
    move = Move(
        action=deed.action,
        status=changed.status,
        kind=KIND,
        now=now,
        since=datetime.combine(deed.on, time(), by.zone),
        received_at=datetime.combine(course.since, time(), by.zone),
    )
    clocks = clocks_after(course.clocks, move, nation, replace(by, case=changed.case))
    return replace(changed, clocks=tuple(clocks), deeds=(*course.deeds, deed))


def counted_anew(course: Course, nation: Sequence[Clock], by: Reckoning) -> Course:
    """After the calendar or a length has changed."""
    return replace(course, clocks=tuple(recounted(course.clocks, nation, replace(by, case=course.case))))


def offered(course: Course, nation: Sequence[Clock]) -> tuple[Action, ...]:
    """What can be recorded now."""
    if course.is_over:
        return ()
    possible = set(allowed(course.status, KIND)) - _NOT_NOW.get(course.status, frozenset())
    if not harder_cases(course, nation):
        possible.discard(Action.EXTEND)
    return tuple(action for action in DEEDS if action in possible)


def harder_cases(course: Course, nation: Sequence[Clock]) -> tuple[Case, ...]:
    """For which harder cases a clock that is not met knows more time (Luật Tố cáo Đ30)."""
    going = {one.clock for one in course.clocks if one.met_at is None}
    lengths = [clock.lengths for clock in nation if clock.id in going and clock.nature is Nature.LAW]
    cases = list(Case)
    harder = cases[cases.index(course.case) + 1 :]
    return tuple(case for case in harder if any(case in known for known in lengths))


def course_from_json(written: Mapping[str, Any] | None) -> Course | None:
    """Raises `ValueError` (pydantic's) where it is none."""
    return _COURSE.validate_python(written) if written else None


_COURSE: TypeAdapter[Course] = TypeAdapter(Course)
