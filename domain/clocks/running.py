"""One clock of one petition as it runs: started, standing still, lengthened, met. Nothing here reads the time.

Kept are the moments: when it started, when it stood still, to which day it was moved. Where it ends, and when somebody
is warned, is worked out from them anew whenever anything changes, so that the order of the changes does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from domain.clocks.limits import Clock, Nature
from domain.clocks.reckoning import Extension, Pause, Reckoning
from domain.clocks.warning_moments import Moment, moments, next_after, to_be_taken
from domain.clocks.warning_spans import Step

NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
NO_DAY = NEVER.date()
"""When a petition falls due on which no clock runs."""


@dataclass(frozen=True, slots=True)
class Running:
    """`due_raw` is the last day as counted, `due_on` that day moved to a working one, `due_at` the moment it ends.
    `pauses` is when it stood still before, `paused_at` since when it does now. `extension` is where the commune moved
    its own promise. `warn_at` is when somebody is to be warned next, `warned` the last step taken of this deadline."""

    clock: str
    started_at: datetime
    due_raw: date
    due_on: date
    due_at: datetime
    pauses: tuple[Pause, ...] = ()
    paused_at: datetime | None = None
    extension: Extension | None = None
    met_at: datetime | None = None
    warn_at: datetime | None = None
    warned: Step | None = None
    id: int = 0

    @property
    def runs(self) -> bool:
        return self.met_at is None and self.paused_at is None


def started(clock: Clock, now: datetime, by: Reckoning) -> Running:
    begun = Running(clock.id, now, date.min, date.min, now)
    return reckoned(begun, clock, by)


def reckoned(one: Running, clock: Clock, by: Reckoning) -> Running:
    """The same, its ends counted anew: after it stood still, was lengthened, or the calendar changed. Of another
    deadline nobody has been warned yet. What is met stays as it was."""
    if one.met_at is not None:
        return one
    clock = by.as_decided(clock)
    ends = by.ends(clock, one.started_at, one.pauses, one.extension)
    warned = one.warned if ends.at == one.due_at else None
    again = replace(one, due_raw=ends.raw, due_on=ends.on, due_at=ends.at, warned=warned)
    warn_at = next_after(moments(clock, one.started_at, one.pauses, ends, by), warned) if again.runs else None
    return replace(again, warn_at=warn_at)


def moments_of(one: Running, clock: Clock, by: Reckoning) -> tuple[Moment, ...]:
    """When somebody is warned of it, from the first to the last."""
    clock = by.as_decided(clock)
    ends = by.ends(clock, one.started_at, one.pauses, one.extension)
    return moments(clock, one.started_at, one.pauses, ends, by)


def warned_by(one: Running, clock: Clock, by: Reckoning, now: datetime) -> tuple[tuple[Step, ...], Running]:
    """The steps of its warnings whose moment has come, and the clock as it waits for the next."""
    all_moments = moments_of(one, clock, by)
    steps = to_be_taken(all_moments, one.warned, now)
    warned = steps[-1] if steps else one.warned
    return steps, replace(one, warned=warned, warn_at=next_after(all_moments, warned))


def paused(one: Running, now: datetime) -> Running:
    """From now on it stands still; one that does already, or is met, stays as it is."""
    return replace(one, paused_at=now, warn_at=None) if one.runs else one


def resumed(one: Running, clock: Clock, now: datetime, by: Reckoning) -> Running:
    """It runs again, later by what it stood still."""
    if one.paused_at is None:
        return one
    pause = (one.paused_at, max(now, one.paused_at))
    return reckoned(replace(one, pauses=(*one.pauses, pause), paused_at=None), clock, by)


def met(one: Running, at: datetime) -> Running:
    """What was done on a day before it began ended it as it began."""
    if one.met_at is not None:
        return one
    return replace(one, met_at=max(at, one.started_at), paused_at=None, warn_at=None)


def nearest_of(clocks: Iterable[Running], natures: dict[str, Nature]) -> Running | None:
    """Hạn gần nhất among those that run: a law's deadline before a commitment of the same moment."""
    return min(
        (one for one in clocks if one.runs),
        key=lambda one: (one.due_at, one.due_raw, natures.get(one.clock) is not Nature.LAW),
        default=None,
    )
