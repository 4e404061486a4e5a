"""When a report falls due: the rule as data, and the dates that follow from it."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from calendar import monthrange
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.time.periods import Period

_DAY = timedelta(days=1)

Month: TypeAlias = Annotated[int, Field(ge=1, le=12)]
Day: TypeAlias = Annotated[int, Field(ge=1, le=31)]
LastWorkingDay: TypeAlias = Literal["last_working_day"]


class Rule(BaseModel, ABC):
    """One way of falling due.

    `before` keeps the plans' own words apart: "trước ngày 05/6" (true) must be in by 04/6, whereas "ngày 05/6"
    (false) may come on that day. A day that a month does not have means the end of that month.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: bool = True

    @abstractmethod
    def day_in(self, month: dt.date) -> int | LastWorkingDay | None:
        """The day named in the month that begins on `month`, if it names one there."""

    def rhythm(self, own: Period) -> Period:
        """The period that one date of this rule stands for, where a report's own period is `own`."""
        return own

    def due_before(self, since: dt.date, until: dt.date) -> Iterator[dt.date]:
        """The first days that are too late, ascending, `since` and `until` included."""
        for month in _months(since - _DAY, until):
            if day := self.day_in(month):
                due = self._too_late(month, day)
                if since <= due <= until:
                    yield due

    def _too_late(self, month: dt.date, day: int | LastWorkingDay) -> dt.date:
        # The last working day is taken as the month's last day: reminders go back to a working day anyway.
        next_month = month + timedelta(days=monthrange(month.year, month.month)[1])
        if day == "last_working_day":
            return next_month
        return min(month + timedelta(days=day - self.before), next_month)


class Yearly(Rule):
    rule: Literal["yearly"] = "yearly"
    month: Month
    day: Day

    @model_validator(mode="after")
    def _exists_in_every_year(self) -> Yearly:
        dt.date(2001, self.month, self.day)  # no leap year; the ValueError becomes the plan's problem
        return self

    def day_in(self, month: dt.date) -> int | None:
        return self.day if month.month == self.month else None


class Quarterly(Rule):
    """`month_in_quarter` is 1, 2 or 3."""

    rule: Literal["quarterly"] = "quarterly"
    month_in_quarter: Annotated[int, Field(ge=1, le=3)] = 3
    day: Day | LastWorkingDay

    def day_in(self, month: dt.date) -> int | LastWorkingDay | None:
        return self.day if (month.month - 1) % 3 + 1 == self.month_in_quarter else None

    def rhythm(self, own: Period) -> Period:
        return Period.QUARTER


class Monthly(Rule):
    rule: Literal["monthly"] = "monthly"
    day: Day | LastWorkingDay

    def day_in(self, month: dt.date) -> int | LastWorkingDay:
        return self.day

    def rhythm(self, own: Period) -> Period:
        return Period.MONTH


class Every(Rule):
    """Every so many months from a first day, which is the first one named."""

    rule: Literal["every"] = "every"
    months: Annotated[int, Field(ge=1)]
    start: dt.date

    def day_in(self, month: dt.date) -> int | None:
        since_start = (month.year - self.start.year) * 12 + month.month - self.start.month
        return self.start.day if since_start >= 0 and since_start % self.months == 0 else None

    def rhythm(self, own: Period) -> Period:
        return Period.PERIODIC


class Once(Rule):
    rule: Literal["once"] = "once"
    date: dt.date

    def day_in(self, month: dt.date) -> int | None:
        return self.date.day if (month.year, month.month) == (self.date.year, self.date.month) else None


DueRule: TypeAlias = Annotated[Yearly | Quarterly | Monthly | Every | Once, Field(discriminator="rule")]


def _months(since: dt.date, until: dt.date) -> Iterator[dt.date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
