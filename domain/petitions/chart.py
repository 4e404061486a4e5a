"""The figures a chart draws, as a letter carries them: counted once, with those its words state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.petitions.statistics import Row, Statistics

_PARTS, _NUMBERS = ";", ":"  # in no field's id, and no slash, which parts a paper's name


@dataclass(frozen=True, slots=True)
class ChartFigures:
    """`bars`: one for each field, the most first; only their field and numbers say something."""

    received: int
    open: int
    overdue: int
    bars: Sequence[Row]

    @staticmethod
    def of(found: Statistics) -> ChartFigures:
        bars = [
            Row("", field, "", "", row.received, row.closed, row.overdue)
            for (field,), row in found.by("field").items()
        ]
        return ChartFigures(found.received, found.open, found.overdue, bars)

    @property
    def written(self) -> str:
        """As `read` reads it."""
        head = (self.received, self.open, self.overdue)
        bars = ((bar.field, bar.received, bar.closed, bar.overdue) for bar in self.bars)
        return _PARTS.join(_NUMBERS.join(map(str, part)) for part in (head, *bars))

    @staticmethod
    def read(written: str) -> ChartFigures:
        """Raises `ValueError` for what `written` did not write."""
        head, *bars = (part.split(_NUMBERS) for part in written.split(_PARTS))
        received, open_, overdue = map(int, head)
        return ChartFigures(received, open_, overdue, [_bar(*bar) for bar in bars])


def _bar(field: str, *numbers: str) -> Row:
    received, closed, overdue = map(int, numbers)
    return Row("", field, "", "", received, closed, overdue)
