"""At which moments a running clock is warned of. Warnings before the end aim at the last day as counted, or at the
working day before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from math import floor

from domain.clocks.limits import Clock, Unit
from domain.clocks.reckoning import Ends, Pause, Reckoning
from domain.clocks.warning_spans import Rungs, Step

Moment = tuple[Step, datetime]
_ORDER = tuple(Step)


def moments(
    clock: Clock, started_at: datetime, pauses: Sequence[Pause], ends: Ends, by: Reckoning
) -> tuple[Moment, ...]:
    """From the first to the last. Where no working day is left between its start and its end, nobody is warned before
    it is over."""
    local = started_at.astimezone(by.zone)
    if clock.unit is Unit.HOURS:
        return tuple(_of_hours(clock, local, pauses, ends, by))
    return tuple(_of_days(clock, local.date(), ends, by))


def next_after(all_moments: Sequence[Moment], warned: Step | None) -> datetime | None:
    """When the step behind the one that was taken last comes; None behind the last."""
    return next((at for step, at in all_moments if is_after(step, warned)), None)


def to_be_taken(all_moments: Sequence[Moment], warned: Step | None, now: datetime) -> tuple[Step, ...]:
    """The steps whose moment has come since. That it will soon be over is not said when it is."""
    come = tuple(step for step, at in all_moments if at <= now and is_after(step, warned))
    return come[1:] if len(come) > 1 and come[0] is Step.SOON else come


def is_after(step: Step, warned: Step | None) -> bool:
    return warned is None or _ORDER.index(step) > _ORDER.index(warned)


def _of_days(clock: Clock, started: date, ends: Ends, by: Reckoning) -> Iterator[Moment]:
    def on(day: date) -> datetime:
        return datetime.combine(day, by.warning.at, by.zone)

    length = by.length(clock)
    near = by.calendar.previous_working_day(by.add(clock, ends.raw, floor(length * by.warning.used) - length))
    aim = by.calendar.previous_working_day(ends.raw)
    if aim > started:
        yield Step.SOON, on(near if near > started else aim)
    for step, span in _rungs(by.warning.days):
        yield step, on(by.calendar.add_working_days(ends.on, span))


def _of_hours(
    clock: Clock, local: datetime, pauses: Sequence[Pause], ends: Ends, by: Reckoning
) -> Iterator[Moment]:
    used = timedelta(hours=by.length(clock)) * by.warning.used
    yield Step.SOON, by.hours.after(local, used + by.worked_in(pauses))
    over = ends.at.astimezone(by.zone)
    for step, span in _rungs(by.warning.hours):
        yield step, by.hours.after(over, timedelta(hours=span))


def _rungs(rungs: Rungs) -> tuple[tuple[Step, int], ...]:
    return (Step.OFFICER, rungs.officer), (Step.CHIEF, rungs.chief), (Step.LEADER, rungs.leader)
