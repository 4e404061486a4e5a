"""The same at several sizes: whether its cost grows with the size, or faster."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bench.figures import Line

MOST = 1.25
"""Four times as much may cost five times as much: what is measured on a shared machine varies by a quarter."""


def growth(what: Sequence[str], sizes: Sequence[int], values: Sequence[float], unit: str) -> list[Line]:
    """A line for each size; from the second on against linear growth from the size before it."""
    lines = [Line(what[0], values[0], unit)]
    for name, (small, large), (before, after) in zip(what[1:], pairwise(sizes), pairwise(values), strict=True):
        ratio = (after / before) / (large / small)
        lines.append(Line(name, after, unit, ratio=ratio, beside=f"linear from {small:,}", limit=MOST))
    return lines
