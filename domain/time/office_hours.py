"""Counting working hours: only within the office's hours, on days that are worked. To the second: nothing is rounded
away when a clock stands still several times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

_DAY = timedelta(days=1)


class WorkedDays(Protocol):
    def is_working_day(self, day: date, /) -> bool: ...


class OfficeHours:
    """`spans` are the hours of a working day, in order and apart from each other, as ((07:30, 11:30), …). Moments are
    local ones, with their time zone. Raises `ValueError` where they are not so, for then no hour would ever end."""

    def __init__(self, spans: Sequence[tuple[time, time]], days: WorkedDays) -> None:
        marks = [mark for span in spans for mark in span]
        if not marks or any(one >= other for one, other in pairwise(marks)):
            raise ValueError("office hours must be in order, as 07:30-11:30, 13:30-17:00")
        self._spans = tuple(spans)
        self._days = days

    def after(self, start: datetime, work: timedelta) -> datetime:
        """When so much has been worked since; `start` itself where that is nothing."""
        if not work:
            return start
        for opens, closes in self._worked_from(start):
            if work <= closes - opens:
                return opens + work
            work -= closes - opens
        raise AssertionError("worked days never end")

    def worked_between(self, start: datetime, end: datetime) -> timedelta:
        """How much is worked in between; nothing where `end` is not after `start`."""
        worked = timedelta()
        for opens, closes in self._worked_from(start):
            if opens >= end:
                break
            worked += min(closes, end) - opens
        return worked

    def _worked_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = start.date()
        while True:
            if self._days.is_working_day(day):
                for opens, closes in self._spans:
                    begin, end = (datetime.combine(day, at, start.tzinfo) for at in (opens, closes))
                    if end > start:
                        yield max(begin, start), end
            day += _DAY
