"""How punctual units are: of all that came or should have come by now, the part that came in its time.

Rate = closed on time ÷ (closed + open overdue). What is excused, what was returned and may still come, and what is not
due yet count on neither side.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from domain.reports.standing import Standing

_CLOSED = frozenset({Standing.IN, Standing.LATE, Standing.APPROVED})

Cell = TypeVar("Cell")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """Reports counted: closed in their time, closed late, and overdue without being in."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.on_time + other.on_time, self.late + other.late, self.overdue + other.overdue)

    @property
    def counted(self) -> int:
        return self.on_time + self.late + self.overdue

    @property
    def rate(self) -> float | None:
        """0 to 1; None where nothing counts yet."""
        return self.on_time / self.counted if self.counted else None

    @property
    def percent(self) -> int:
        """Rounded down: only what was always on time is 100. Of something counted."""
        return 100 * self.on_time // self.counted


def tally(standing: Standing, *, on_time: bool) -> Tally:
    """One report of one unit. `on_time` as `domain.reports.standing.in_time` tells it: an approval does not make up for
    being late."""
    if standing is Standing.OVERDUE:
        return Tally(overdue=1)
    if standing not in _CLOSED:
        return Tally()
    return Tally(on_time=1) if on_time else Tally(late=1)


def tallies(
    cells: Iterable[Cell], key: Callable[[Cell], Key], counted: Callable[[Cell], Tally]
) -> dict[Key, Tally]:
    """The sums by unit, by period, or by whatever `key` tells, in the order of their first coming."""
    found: dict[Key, Tally] = {}
    for cell in cells:
        found[key(cell)] = found.get(key(cell), Tally()) + counted(cell)
    return found
