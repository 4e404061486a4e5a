"""The same at several sizes: whether what it takes grows with the size, or faster."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from bench.figures import Line

MOST = 1.25
"""Four times as much may take five times as long: it varies by a quarter from one run to the next."""


@dataclass(slots=True)
class Spent:
    """Seconds on the wall, and of the processor: other processes take the former, not the latter."""

    wall: float = 0
    processor: float = 0

    @contextmanager
    def counted(self) -> Iterator[None]:
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.processor += time.process_time() - processor


def slower(names: Sequence[str], sizes: Sequence[int], spent: Sequence[Spent]) -> list[Line]:
    """A line for each size, with its seconds; the processor's are compared."""
    return _growth(names, sizes, [one.wall for one in spent], [one.processor for one in spent], "s")


def bigger(names: Sequence[str], sizes: Sequence[int], megabytes: Sequence[float]) -> list[Line]:
    """A line for each size, with its megabytes."""
    return _growth(names, sizes, megabytes, megabytes, "MB")


def _growth(
    names: Sequence[str], sizes: Sequence[int], shown: Sequence[float], judged: Sequence[float], unit: str
) -> list[Line]:
    """From the second on against linear growth from the one before it."""
    lines = [Line(names[0], shown[0], unit)]
    steps = zip(names[1:], shown[1:], pairwise(sizes), pairwise(judged), strict=True)
    for name, value, (small, large), (before, after) in steps:
        ratio = (after / before) / (large / small)
        lines.append(Line(name, value, unit, ratio=ratio, beside=f"linear from {small:,}", limit=MOST))
    return lines
