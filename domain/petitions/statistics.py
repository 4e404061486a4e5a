"""What is counted of petitions over a span, and what of it anybody may read."""

from __future__ import annotations

from collections import Counter
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


@dataclass(frozen=True, slots=True)
class PublicTable:
    """What anybody may read of a quarter, or of several. `others` are those of all fields that are not named."""

    received: int
    cells: Cells
    others: int = 0


def public_table(cells: Cells, small: int, fields: int) -> PublicTable | None:
    """Of one quarter: fields of fewer than `small` are added up, with the next smallest where the sum would tell what
    they are. Their names are not told, nor how many of all `fields` there are. None where there are so few that nothing
    can be told."""
    received = sum(cells.values())
    named = dict(sorted(((name, n) for name, n in cells.items() if n >= small), key=lambda one: (-one[1], one[0])))
    pooled = [n for n in cells.values() if 0 < n < small]
    few = len(pooled) == 1 or sum(pooled) < small
    forced = sum(pooled) > (fields - len(named) - 1) * (small - 1)  # none of those not named can be empty
    if pooled and named and (few or forced):
        pooled.append(named.popitem()[1])
    return PublicTable(received, named, sum(pooled)) if received >= small else None


def put_together(quarters: Iterable[PublicTable | None]) -> PublicTable | None:
    """Of several quarters: only what each of them tells by itself, so that no subtraction tells more. None where none of
    them tells anything."""
    told = [one for one in quarters if one]
    cells: Counter[str] = Counter()
    for one in told:
        cells.update(one.cells)
    ordered = dict(sorted(cells.items(), key=lambda cell: (-cell[1], cell[0])))
    return PublicTable(sum(t.received for t in told), ordered, sum(t.others for t in told)) if told else None
