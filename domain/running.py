"""One clock of one petition as it runs: started, standing still, lengthened, met. Nothing here reads the time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.clocks import Case, Clock, Due, Nature, Unit, WorkingDays, due
from domain.office_hours import OfficeHours

_HOUR = 60  # minutes
_LAST_MOMENT = time(23, 59, 59)
NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
NO_DAY = NEVER.date()
"""When a petition falls due on which no clock runs."""


@dataclass(frozen=True, slots=True)
class Running:
    """`due_raw` is the last day as counted, `due_on` that day moved to a working one, `due_at` the moment it ends.
    `lost` is for how long it stood still before, in days of its unit, or minutes for a clock of hours; `paused_at`
    since when it stands still now. `extended_to` is the day to which the commune moved its own promise."""

    clock: str
    started_at: datetime
    due_raw: date
    due_on: date
    due_at: datetime
    lost: int = 0
    paused_at: datetime | None = None
    extended_to: date | None = None
    met_at: datetime | None = None
    id: int = 0

    @property
    def runs(self) -> bool:
        return self.met_at is None and self.paused_at is None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How the commune reckons time, and what officers decided about the case."""

    calendar: WorkingDays
    hours: OfficeHours
    zone: tzinfo
    case: Case = Case.ORDINARY
    remote: bool = False


def started(clock: Clock, now: datetime, by: Reckoning) -> Running:
    begun = Running(clock.id, now, date.min, date.min, now)
    return reckoned(begun, clock, by)


def reckoned(one: Running, clock: Clock, by: Reckoning) -> Running:
    """The same, its ends counted anew: after it stood still, was lengthened, or the calendar changed."""
    local = one.started_at.astimezone(by.zone).replace(microsecond=0)
    if clock.unit is Unit.HOURS:
        at = by.hours.after(local, clock.length(case=by.case, remote=by.remote) * _HOUR + one.lost)
        return replace(one, due_raw=at.date(), due_on=at.date(), due_at=at.astimezone(UTC))
    ends = due(clock, local.date(), by.calendar, case=by.case, remote=by.remote, lost=one.lost)
    if one.extended_to and one.extended_to > ends.raw:
        ends = Due(one.extended_to, by.calendar.roll_forward(one.extended_to), clock)
    at = datetime.combine(ends.rolled, _LAST_MOMENT, by.zone)
    return replace(one, due_raw=ends.raw, due_on=ends.rolled, due_at=at.astimezone(UTC))


def paused(one: Running, now: datetime) -> Running:
    """From now on it stands still; one that does already, or is met, stays as it is."""
    return replace(one, paused_at=now) if one.runs else one


def resumed(one: Running, clock: Clock, now: datetime, by: Reckoning) -> Running:
    """It runs again, later by what it stood still."""
    if one.paused_at is None:
        return one
    lost = one.lost + _between(one.paused_at, now, clock, by)
    return reckoned(replace(one, lost=lost, paused_at=None), clock, by)


def met(one: Running, now: datetime) -> Running:
    return replace(one, met_at=now, paused_at=None) if one.met_at is None else one


def _between(start: datetime, end: datetime, clock: Clock, by: Reckoning) -> int:
    """In days of the clock's unit, or minutes: the day on which it stopped still counts as run, the day on which it
    goes on does not."""
    one, other = start.astimezone(by.zone), end.astimezone(by.zone)
    match clock.unit:
        case Unit.HOURS:
            return by.hours.minutes_between(one, other)
        case Unit.WORKING:
            return by.calendar.working_days_between(one.date(), other.date())
        case Unit.CALENDAR:
            return (other.date() - one.date()).days


def nearest_of(clocks: Iterable[Running], natures: dict[str, Nature]) -> Running | None:
    """Hạn gần nhất among those that run: a law's deadline before a commitment of the same day."""
    return min(
        (one for one in clocks if one.runs),
        key=lambda one: (one.due_at, one.due_raw, natures.get(one.clock) is not Nature.LAW),
        default=None,
    )


def used_up(one: Running, now: datetime) -> float:
    """How much of its time has passed, 1.0 at its end."""
    whole = (one.due_at - one.started_at) / timedelta(seconds=1)
    return ((now - one.started_at) / timedelta(seconds=1)) / whole if whole > 0 else 1.0
