"""The XLSX of a consolidated report: unit × indicator with totals, the source of every figure, and who stands how."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.papers.consolidating import Gathered, Say
from bot.papers.press import Desk
from domain.language.numbers import is_written
from domain.reports.consolidation import FiguresIn, UnitReport, is_summed
from domain.reports.outline import Indicator

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD = 3  # rows above the first unit's: section, label, unit of measure, below the title's
_FIRST = 2 + _HEAD  # row of the first unit, from 0
_LEFT = 5  # columns before the first indicator's
_WIDE, _NARROW = 32, 14  # characters


def draw(desk: Desk, gathered: Gathered) -> bytes:
    import xlsxwriter  # heavy: only where a sheet is made

    out = io.BytesIO()
    # What people wrote stays what it is: never a formula, never a link.
    kept = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {**kept, "in_memory": True}) as book:
        book.set_properties({"created": gathered.at.replace(tzinfo=None)})
        drawing = _Drawing(gathered, Say(desk), _Looks(book))
        drawing.table(book.add_worksheet(drawing.say("sheet_table")))
        drawing.sources(book.add_worksheet(drawing.say("sheet_sources")))
        drawing.standings(book.add_worksheet(drawing.say("sheet_standings")))
    return out.getvalue()


class _Looks:
    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        boxed = {**base, "border": 1, "text_wrap": True}
        self.title: Format = book.add_format({**base, "bold": True, "font_size": 14})
        self.plain: Format = book.add_format(base)
        self.head: Format = book.add_format({**boxed, "bold": True, "align": "center", "bg_color": "#E7EEF7"})
        self.cell: Format = book.add_format(boxed)
        self.number: Format = book.add_format({**boxed, "num_format": "#,##0.##########"})
        self.whole: Format = book.add_format({**boxed, "num_format": "#,##0"})
        self.total: Format = book.add_format({**boxed, "bold": True, "num_format": "#,##0.##########"})
        self.day: Format = book.add_format({**boxed, "num_format": "dd/mm/yyyy"})
        self.moment: Format = book.add_format({**boxed, "num_format": "hh:mm dd/mm/yyyy"})


@dataclass
class _Drawing:
    gathered: Gathered
    say: Say
    looks: _Looks

    def table(self, sheet: Worksheet) -> None:
        whole = self.gathered.whole
        sheet.write_string(0, 0, self.say("title", title=self.gathered.obligation.title), self.looks.title)
        sheet.write_string(1, 0, self._subtitle(), self.looks.plain)
        self._heads(sheet)
        for number, unit in enumerate(whole.units):
            self._unit(sheet, _FIRST + number, number + 1, unit)
        self._totals(sheet, _FIRST + len(whole.units))
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, _WIDE)
        sheet.set_column(2, _LEFT - 1 + max(1, len(whole.indicators)), _NARROW)
        sheet.freeze_panes(_FIRST, 2)

    def _subtitle(self) -> str:
        return self.say("sheet_of", period=self.say.period(self.gathered.period), at=self.gathered.at)

    def _heads(self, sheet: Worksheet) -> None:
        own = [self.say(key) for key in ("number", "unit", "standing", "code", "as_of")]
        for row in range(2, _FIRST):
            for column, words in enumerate(own):
                sheet.write_string(row, column, words if row == _FIRST - _HEAD + 1 else "", self.looks.head)
        for column, indicator in enumerate(self.gathered.whole.indicators, _LEFT):
            sheet.write_string(2, column, indicator.section, self.looks.head)
            sheet.write_string(3, column, indicator.label, self.looks.head)
            sheet.write_string(4, column, indicator.unit, self.looks.head)

    def _unit(self, sheet: Worksheet, row: int, number: int, unit: UnitReport) -> None:
        kept = unit.figures
        sheet.write_number(row, 0, number, self.looks.whole)
        sheet.write_string(row, 1, unit.unit, self.looks.cell)
        sheet.write_string(row, 2, self.say.standing(unit), self.looks.cell)
        sheet.write_string(row, 3, kept.code if kept else unit.code, self.looks.cell)
        self._value(sheet, row, 4, kept.as_of if kept else None)
        for column, indicator in enumerate(self.gathered.whole.indicators, _LEFT):
            self._figure(sheet, row, column, indicator, kept.figures.get(indicator.id, "") if kept else "")

    def _figure(self, sheet: Worksheet, row: int, column: int, indicator: Indicator | None, value: str) -> None:
        if (indicator is None or indicator.is_number) and is_written(value):
            sheet.write_number(row, column, float(value), self.looks.number if "." in value else self.looks.whole)
        else:
            self._value(sheet, row, column, value)

    def _totals(self, sheet: Worksheet, row: int) -> None:
        for column in range(_LEFT):
            sheet.write_string(row, column, self.say("total") if column == 1 else "", self.looks.head)
        for column, indicator in enumerate(self.gathered.whole.indicators, _LEFT):
            self._total(sheet, row, column, indicator)

    def _total(self, sheet: Worksheet, row: int, column: int, indicator: Indicator) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell as named

        total = self.gathered.whole.total(indicator)
        if total is not None:
            formula = f"=SUM({named(_FIRST, column)}:{named(row - 1, column)})"
            sheet.write_formula(row, column, formula, self.looks.total, float(total))
        elif is_summed(indicator):
            sheet.write_string(row, column, self.say("no_figures"), self.looks.cell)
        else:
            sheet.write_string(row, column, "–", self.looks.cell)

    def sources(self, sheet: Worksheet) -> None:
        heads = ("cell", "unit", "indicator", "value", "code", "at", "by", "as_of", "how")
        self._list(sheet, heads, self._source_rows())

    def _source_rows(self) -> Iterator[Sequence[Any]]:
        whole = self.gathered.whole
        for row, unit in enumerate(whole.units, _FIRST):
            if unit.figures:
                yield from self._sources_of(row, unit, unit.figures)

    def _sources_of(self, row: int, unit: UnitReport, kept: FiguresIn) -> Iterator[Sequence[Any]]:
        """In the order of the columns; what the outline knows no more stands last, under its id."""
        from xlsxwriter.utility import xl_rowcol_to_cell as named

        columns = {one.id: (column, one) for column, one in enumerate(self.gathered.whole.indicators, _LEFT)}
        for name in sorted(kept.figures, key=lambda name: columns.get(name, (1 << 30, None))[0]):
            column, indicator = columns.get(name, (None, None))
            value = kept.figures[name]
            shown: Any = float(value) if (indicator and indicator.is_number and is_written(value)) else value
            how = self.say("how_counted" if name in kept.counted else "how_reported")
            yield (
                named(row, column) if column is not None else "",
                unit.unit,
                indicator.label if indicator else name,
                shown,
                kept.code,
                self._there(kept.at),
                kept.by,
                kept.as_of,
                how,
            )

    def standings(self, sheet: Worksheet) -> None:
        heads = ("number", "unit", "standing", "at", "code", "document", "by", "late", "reason")
        self._list(sheet, heads, self._standing_rows())

    def _standing_rows(self) -> Iterator[Sequence[Any]]:
        for number, unit in enumerate(self.gathered.whole.units, 1):
            late = self.say("yes" if not unit.on_time else "no") if unit.code else ""
            at = self._there(unit.at) if unit.at else None
            yield (
                number,
                unit.unit,
                self.say.standing(unit),
                at,
                unit.code,
                unit.document,
                unit.by,
                late,
                unit.reason,
            )

    def _list(self, sheet: Worksheet, heads: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
        for column, key in enumerate(heads):
            sheet.write_string(0, column, self.say(key), self.looks.head)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                self._value(sheet, row, column, value)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 2, _WIDE)
        sheet.set_column(3, len(heads) - 1, 18)
        sheet.freeze_panes(1, 0)

    def _value(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        match value:
            case None | "":
                sheet.write_blank(row, column, None, self.looks.cell)
            case str():
                sheet.write_string(row, column, value, self.looks.cell)
            case int() | float():
                whole = float(value).is_integer()
                sheet.write_number(row, column, value, self.looks.whole if whole else self.looks.number)
            case datetime():
                sheet.write_datetime(row, column, value, self.looks.moment)
            case _:
                sheet.write_datetime(row, column, value, self.looks.day)

    def _there(self, moment: datetime) -> datetime:
        """As the clock on the wall says: sheets know no zones."""
        return moment.astimezone(self.gathered.at.tzinfo).replace(tzinfo=None)
