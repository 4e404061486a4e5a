"""How much of the board one picture shows, so that it can be read on a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

UNITS = 20
"""Rows of one picture at most; more are spread evenly over several. Messengers make a taller one too small to read."""
REPORTS = 8
"""Columns of one picture."""
AHEAD = 3
"""Of these, so many that are still to come, where there are enough of both."""

T = TypeVar("T")


def pages(units: int) -> int:
    return max(1, -(-units // UNITS))


def page(units: Sequence[T], number: int) -> Sequence[T]:
    """The units of one picture, counted from 1; past the last one, where units have ended meanwhile, the last."""
    count = pages(len(units))
    size = -(-len(units) // count)
    number = min(number, count)
    return units[(number - 1) * size : number * size]


def window(dues: Sequence[date], today: date) -> slice:
    """Which reports, of their due dates in ascending order, are shown: the latest past ones, the next ones."""
    past = sum(due <= today for due in dues)
    start = max(0, min(past - (REPORTS - AHEAD), len(dues) - REPORTS))
    return slice(start, start + REPORTS)
