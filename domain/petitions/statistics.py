"""What is counted of petitions over a span, and what of it anybody may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Cells = Mapping[str, int]
"""What it is counted by → how many."""


@dataclass(frozen=True, slots=True)
class Oldest:
    code: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Row:
    """Petitions alike in all these ways, received in the span."""

    kind: str
    field: str
    hamlet: str
    month: str  # as 2026-05
    received: int
    closed: int
    overdue: int

    @property
    def open_in_time(self) -> int:
        return self.received - self.closed - self.overdue


@dataclass(frozen=True, slots=True)
class Statistics:
    """`rows` are those received in the span. `answered`, `closed` and `on_time` count what was done in the span,
    whenever it was received; of what was closed, `confirmed`, `disputed` and `silent` what citizens say of it. `open`
    and `overdue` are how it stands at the end of it. Tố cáo and whatever is not for groups is in none of them;
    `denunciations` counts them where the span is long enough."""

    rows: Sequence[Row]
    answered: int
    closed: int
    on_time: int
    open: int
    overdue: int
    confirmed: int = 0
    disputed: int = 0
    silent: int = 0
    oldest: Oldest | None = None
    denunciations: int | None = None
    hot_spots: Sequence[str] = field(default_factory=tuple)

    @property
    def received(self) -> int:
        return sum(row.received for row in self.rows)

    @property
    def punctuality(self) -> int | None:
        """Per cent: closed in time ÷ (closed + open and overdue). None where there is nothing to judge by."""
        judged = self.closed + self.overdue
        return round(100 * self.on_time / judged) if judged else None

    def by(self, *ways: str) -> dict[tuple[str, ...], Row]:
        """Added up by 'kind', 'field', 'hamlet', 'month', the most first."""
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in self.rows:
            groups.setdefault(tuple(getattr(row, way) for way in ways), []).append(row)
        added = {group: _added(rows) for group, rows in groups.items()}
        return dict(sorted(added.items(), key=lambda item: (-item[1].received, item[0])))


def _added(rows: Iterable[Row]) -> Row:
    found = list(rows)
    received, closed, overdue = (
        sum(getattr(row, one) for row in found) for one in ("received", "closed", "overdue")
    )
    first = found[0]
    return Row(first.kind, first.field, first.hamlet, first.month, received, closed, overdue)


def suppressed(cells: Cells, small: int) -> dict[str, int | None]:
    """What anybody may read: cells under `small`, but for empty ones, are None. Where one alone would be worked out from
    the total, the next smallest is None as well."""
    shown: dict[str, int | None] = {name: None if 0 < n < small else n for name, n in cells.items()}
    hidden = [name for name, n in shown.items() if n is None]
    others = sorted((n, name) for name, n in shown.items() if n)
    if len(hidden) == 1 and others:
        shown[others[0][1]] = None
    return shown
