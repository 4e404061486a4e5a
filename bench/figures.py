"""What a benchmark tells: one line each, with what it is compared with and what it must keep to."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Progress = Callable[[str], None]
"""Is told what comes next."""


@dataclass(frozen=True, slots=True)
class Line:
    """`value` in `unit`. `ratio` is the usual cost against that of `beside`: 2.0 costs twice as much. `limit` is the
    most that may be, of the ratio where there is one, else of the value."""

    what: str
    value: float
    unit: str
    p50: float | None = None  # milliseconds
    p99: float | None = None
    ratio: float | None = None
    beside: str = ""
    limit: float | None = None

    @property
    def judged(self) -> float:
        return self.value if self.ratio is None else self.ratio

    @property
    def holds(self) -> bool:
        return self.limit is None or self.judged <= self.limit


@dataclass(frozen=True, slots=True)
class Pace:
    """How long each of many like things took, in seconds; `together` of them at a time."""

    seconds: Sequence[float] = ()
    together: int = 1

    @property
    def each(self) -> float:
        return sum(self.seconds) / (len(self.seconds) * self.together)

    @property
    def usual(self) -> float:
        """Each, without the slowest twentieth, in which the disk or another process was waited for."""
        counted = sorted(self.seconds)[: -(len(self.seconds) // 20) or None]
        return sum(counted) / (len(counted) * self.together)

    def quantile(self, part: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000

    def __add__(self, other: Pace) -> Pace:
        return Pace([*self.seconds, *other.seconds], self.together)

    def line(self, what: str, *, beside: tuple[str, Pace] | None = None, limit: float | None = None) -> Line:
        ratio = self.usual / beside[1].usual if beside else None
        name = beside[0] if beside else ""
        return Line(what, 1 / self.each, "per second", self.quantile(0.5), self.quantile(0.99), ratio, name, limit)


class Stopwatch:
    """`with watch: …` notes one more duration."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._since = 0.0

    def __enter__(self) -> None:
        self._since = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds.append(time.perf_counter() - self._since)
