"""What the units' reports come to together: unit × indicator, totals, who is missing, and where every figure is from.

Nothing is estimated: what nobody reported stays unknown, and units' words are quoted, never joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from domain.language.numbers import is_written
from domain.reports.outline import Indicator, Measure, Outline
from domain.reports.standing import STILL_OWED, Standing


@dataclass(frozen=True, slots=True)
class FiguresIn:
    """The version in which a unit's figures stand: its receipt code, when and by whom, up to which day they count.
    `figures`: indicator → value as `storage/figures.py` keeps it; `counted`: those that we counted ourselves."""

    code: str
    at: datetime
    by: str
    as_of: date | None
    figures: Mapping[str, str]
    counted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitReport:
    """How one unit stands with the report. `code`, `at`, `by` and `document` are of its latest version, if any;
    `reason`: why it was returned, or excused. What was returned has no figures."""

    unit: str
    standing: Standing
    code: str = ""
    at: datetime | None = None
    by: str = ""
    document: str = ""
    on_time: bool = True
    reason: str = ""
    figures: FiguresIn | None = None

    @property
    def is_in(self) -> bool:
        return bool(self.code) and self.standing not in STILL_OWED and not self.is_excused

    @property
    def is_returned(self) -> bool:
        return bool(self.code) and self.standing in STILL_OWED

    @property
    def is_missing(self) -> bool:
        return not self.code and self.standing in STILL_OWED

    @property
    def is_late(self) -> bool:
        return self.is_in and not self.on_time

    @property
    def is_excused(self) -> bool:
        return self.standing is Standing.EXEMPT


@dataclass(frozen=True, slots=True)
class Figure:
    """`source` is the number of the note that names its unit and receipt code."""

    source: int
    unit: str
    value: str


@dataclass(frozen=True)
class Consolidation:
    """`units` in the order of the board; `outline` is None for a report without figures."""

    units: tuple[UnitReport, ...]
    outline: Outline | None = field(default=None)

    @cached_property
    def sources(self) -> tuple[tuple[UnitReport, FiguresIn], ...]:
        """Those whose figures are here. Note number n is the n-th of them, from 1."""
        return tuple((one, one.figures) for one in self.units if one.figures and one.figures.figures)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """In the order of the report."""
        return self.outline.in_order(self.outline.indicators) if self.outline else ()

    @cached_property
    def _by_indicator(self) -> Mapping[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for number, (report, kept) in enumerate(self.sources, 1):
            for indicator, value in kept.figures.items():
                found.setdefault(indicator, []).append(Figure(number, report.unit, value))
        return found

    def figures(self, indicator: Indicator) -> tuple[Figure, ...]:
        """One for every unit that reported it."""
        return tuple(self._by_indicator.get(indicator.id, ()))

    def total(self, indicator: Indicator) -> Decimal | None:
        """None where nobody reported it, and for what is not to be summed."""
        return self._sums.get(indicator.id) if is_summed(indicator) else None

    @cached_property
    def _sums(self) -> Mapping[str, Decimal]:
        """The papers ask for them again on every page of units."""
        found: dict[str, Decimal] = {}
        for indicator, figures in self._by_indicator.items():
            for one in figures:
                if is_written(one.value):
                    found[indicator] = found.get(indicator, Decimal(0)) + Decimal(one.value)
        return found


def is_summed(indicator: Indicator) -> bool:
    """A percentage is not, nor is a number out of so many ("trong 14 nội dung"), nor are words."""
    return indicator.measure in (Measure.COUNT, Measure.MONEY) and indicator.max is None


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the report with what is reported under it. `level` 1 is "I", 2 is "II.1"."""

    id: str
    words: str
    level: int
    indicators: tuple[Indicator, ...]


def headings(outline: Outline) -> Iterator[Heading]:
    """In order. A section above others that the outline does not list itself ("II" over "II.1") has its title."""
    listed = {section.id for section in outline.sections}
    met: set[str] = set()
    for section in outline.sections:
        above = section.id.rpartition(".")[0]
        if above and above not in listed | met:
            met.add(above)
            yield Heading(above, outline.title, 1 + above.count("."), ())
        ours = tuple(one for one in outline.indicators if one.section == section.id)
        yield Heading(section.id, section.heading, 1 + section.id.count("."), ours)


def note_numbers(numbers: list[int]) -> str:
    """[1, 2, 3, 7] → "[1–3], [7]"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"[{run[0]}–{run[-1]}]" if len(run) > 1 else f"[{run[0]}]" for run in runs)
