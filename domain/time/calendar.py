"""Which days are worked. Weekends, the holidays of Việt Nam, and what was decided otherwise.

The public holidays come from the package `holidays`; whatever it lacks or gets wrong, and whatever a commune
enters itself, is an override. Years nobody has announced yet are a forecast, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays
from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass

_DAY = timedelta(days=1)
_SATURDAY = 5


@checked_dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class DayOverride:
    """One day on which somebody decided otherwise. `mark` is how sure we are: V verified, C sources conflict,
    U unverified."""

    day: date
    works: bool
    reason: str
    source: str = ""
    mark: str = ""


class DayKind(StrEnum):
    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"  # a Saturday worked for a day off elsewhere
    OVERRIDE_OFF = "override_off"
    OVERRIDE_WORKS = "override_works"


_WORKED = {DayKind.WORKDAY, DayKind.MAKE_UP, DayKind.OVERRIDE_WORKS}


@dataclass(frozen=True, slots=True)
class DayReason:
    """Why a day is worked or not. `name` is the holiday's, in Vietnamese, or the override's reason; `forecast`
    means that the year has not been announced officially."""

    kind: DayKind
    name: str = ""
    source: str = ""
    forecast: bool = False

    @property
    def works(self) -> bool:
        return self.kind in _WORKED


class WorkingCalendar:
    """The working days of one commune. A later override of the same day wins over an earlier one.

    "Ngày làm việc" is Monday to Friday without holidays, plus the Saturdays made up; no statute defines it in
    general (law reference, section 3.1).
    """

    def __init__(self, overrides: Iterable[DayOverride], approved_until: int) -> None:
        self._overrides = {override.day: override for override in overrides}
        self._approved_until = approved_until

    def why(self, day: date) -> DayReason:
        forecast = day.year > self._approved_until
        if override := self._overrides.get(day):
            kind = DayKind.OVERRIDE_WORKS if override.works else DayKind.OVERRIDE_OFF
            return DayReason(kind, override.reason, override.source, forecast)
        if holiday := _public_holidays().get(day):
            return DayReason(DayKind.HOLIDAY, holiday, forecast=forecast)
        if day in _public_holidays().weekend_workdays:
            return DayReason(DayKind.MAKE_UP, forecast=forecast)
        kind = DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WORKDAY
        return DayReason(kind, forecast=forecast)

    def is_working_day(self, day: date) -> bool:
        return self.why(day).works

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, or before it where `count` is negative. `start` itself is
        not counted (Bộ luật Dân sự, Đ147); nought gives it back as it is."""
        step = _DAY if count > 0 else -_DAY
        day, left = start, abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def previous_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the last worked one before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first worked one after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def roll_forward(self, last_day: date) -> date:
        """Where a period of law ends whose last day is no working day (Bộ luật Dân sự, Đ148.5). A plan's
        "trước ngày …" never rolls forward: it goes back, by `previous_working_day`."""
        return self.next_working_day(last_day)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days `end` is after `start`, which is not counted; negative where it is before.
        `add_working_days(start, n)` undone."""
        step = _DAY if end > start else -_DAY
        days = (start + step * n for n in range(1, abs((end - start).days) + 1))
        return step.days * sum(self.is_working_day(day) for day in days)


@cache
def _public_holidays() -> holidays.HolidayBase:
    # One for all communes: it fills itself year by year, as years are asked for, and is never changed by us.
    return holidays.country_holidays("VN", language="vi")
