"""How a commune reckons time: where the days or hours of a clock end.

A clock runs from the day after the event that starts it (Bộ luật Dân sự Đ147). Where its last day is no working day, it
ends on the next one (Đ148.5): both days are kept, and warnings aim at the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol

from domain.clocks.clock_book import Decision, decided
from domain.clocks.limits import Case, Clock, Unit
from domain.clocks.warning_spans import WarningSpans
from domain.time.office_hours import OfficeHours

LAST_MOMENT = time(23, 59, 59)
Pause = tuple[datetime, datetime]
"""From when until when a clock stood still."""


class WorkingDays(Protocol):
    """What a calendar must know: see `domain.time.calendar.WorkingCalendar`."""

    def add_working_days(self, start: date, count: int, /) -> date: ...
    def roll_forward(self, last_day: date, /) -> date: ...
    def previous_working_day(self, day: date, /) -> date: ...
    def working_days_between(self, start: date, end: date, /) -> int: ...
    def is_working_day(self, day: date, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Ends:
    """`raw` is the last day as counted, `on` that day moved to a working one, `at` the moment it is over."""

    raw: date
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """A promise was moved `to` a day; decided `at`. It moves on by what the clock stands still after that."""

    to: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The commune's calendar, hours and zone, what it decided about its `clocks` (by id), when it warns, and what
    officers found about the case: how hard it is, and whether it is in a remote place."""

    calendar: WorkingDays
    hours: OfficeHours
    zone: tzinfo
    warning: WarningSpans
    case: Case = Case.ORDINARY
    remote: bool = False
    clocks: Mapping[str, Decision] = field(default_factory=dict)

    def as_decided(self, clock: Clock) -> Clock:
        decision = self.clocks.get(clock.id)
        return decided(clock, decision) if decision else clock

    def length(self, clock: Clock) -> int:
        """In the clock's unit, of this case."""
        return clock.length(case=self.case, remote=self.remote)

    def ends(
        self,
        clock: Clock,
        started_at: datetime,
        pauses: Iterable[Pause] = (),
        extension: Extension | None = None,
    ) -> Ends:
        """The day on which it started is not counted, nor what it stood still."""
        local = started_at.astimezone(self.zone)
        pauses = tuple(pauses)
        if clock.unit is Unit.HOURS:
            return self._hours_end(clock, local, pauses, extension)
        raw = self.add(clock, local.date(), self.length(clock) + self.days_lost(clock, pauses))
        if extension:
            since = [(max(start, extension.at), end) for start, end in pauses if end > extension.at]
            raw = max(raw, self.add(clock, extension.to, self.days_lost(clock, since)))
        on = self.calendar.roll_forward(raw)
        return Ends(raw, on, self._end_of(on))

    def _hours_end(
        self, clock: Clock, local: datetime, pauses: tuple[Pause, ...], extension: Extension | None
    ) -> Ends:
        at = self.hours.after(local, timedelta(hours=self.length(clock)) + self.worked_in(pauses)).astimezone(UTC)
        if extension:
            at = max(at, self._end_of(self.calendar.roll_forward(extension.to)))
        on = at.astimezone(self.zone).date()
        return Ends(on, on, at)

    def add(self, clock: Clock, start: date, days: int) -> date:
        """So many days of the clock's unit after, or before where they are negative."""
        if clock.unit is Unit.WORKING:
            return self.calendar.add_working_days(start, days)
        return start + timedelta(days=days)

    def days_lost(self, clock: Clock, pauses: Iterable[Pause]) -> int:
        """In days of the clock's unit: the day on which it stopped still counts as run, the day on which it goes on
        does not."""
        spans = [(self._day(start), self._day(end)) for start, end in pauses]
        if clock.unit is Unit.WORKING:
            return sum(self.calendar.working_days_between(start, end) for start, end in spans)
        return sum((end - start).days for start, end in spans)

    def worked_in(self, pauses: Iterable[Pause]) -> timedelta:
        """How much of the office's hours lay in them."""
        local = ((start.astimezone(self.zone), end.astimezone(self.zone)) for start, end in pauses)
        return sum((self.hours.worked_between(start, end) for start, end in local), timedelta())

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _end_of(self, day: date) -> datetime:
        return datetime.combine(day, LAST_MOMENT, self.zone).astimezone(UTC)
