"""A workbook as the office prints it: landscape A4, frozen and repeated heading, filters, dates that sort as dates.
Imported only where one is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook as Xlsx

from domain.language.text import Text

Cell: TypeAlias = "str | int | float | date | datetime | Text | None"
_A4 = 9
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"valign": "top"},
    "text": {"text_wrap": True, "valign": "top", "border": 1},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "border": 1,
        "bg_color": "#DDEBF7",
    },
    "date": {"num_format": "dd/mm/yyyy", "valign": "top", "align": "center", "border": 1},
    "moment": {"num_format": "hh:mm dd/mm/yyyy", "valign": "top", "align": "center", "border": 1},
    "rate": {"num_format": "0.0%", "valign": "top", "align": "center", "border": 1},
}


class Workbook:
    """`say` finds the words of a `Text`. Somebody's words are never taken for formulas or addresses."""

    def __init__(self, say: Callable[[Text], str], zone: ZoneInfo) -> None:
        self._file = BytesIO()
        self.xlsx = Xlsx(self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.xlsx.set_size(2400, 1600)
        self._say = say
        self._zone = zone
        self._looks = {
            name: self.xlsx.add_format({"font_name": "Times New Roman", **look}) for name, look in _LOOKS.items()
        }

    def fill(self, **look: Any) -> Any:
        """A format for cells that meet a condition."""
        return self.xlsx.add_format(look)

    def sheet(self, name: Text) -> Sheet:
        return Sheet(self, self.xlsx.add_worksheet(self._say(name)))

    def value(self, cell: Cell) -> Any:
        match cell:
            case Text():
                return self._say(cell)
            case datetime():
                return cell.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
            case _:
                return cell

    def look(self, name: str) -> Any:
        return self._looks[name]

    def bytes(self) -> bytes:
        self.xlsx.close()
        return self._file.getvalue()


class Sheet:
    def __init__(self, book: Workbook, page: Any) -> None:
        self.page = page
        self._book = book
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&C&P/&N")

    def put(self, row: int, column: int, cell: Cell, look: str = "") -> None:
        """`look` unless what it is says enough."""
        value = self._book.value(cell)
        look = look or {datetime: "moment", date: "date", float: "rate"}.get(type(cell), "text")
        self.page.write(row, column, value, self._book.look(look))

    def formula(self, row: int, column: int, formula: str, value: float | None, look: str) -> None:
        """`value`: what it comes to, for programs that do not calculate."""
        self.page.write_formula(row, column, formula, self._book.look(look), "" if value is None else value)

    def row(self, row: int, cells: Sequence[Cell], look: str = "") -> None:
        for column, cell in enumerate(cells):
            self.put(row, column, cell, look)

    def table(
        self, head: int, titles: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[float]
    ) -> None:
        """`head`: the row of the titles; it stays in sight, is printed on every page and filters what is below."""
        self.row(head, titles, "head")
        for number, cells in enumerate(rows, head + 1):
            self.row(number, cells)
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        self.page.freeze_panes(head + 1, 1)
        self.page.repeat_rows(head)
        self.page.autofilter(head, 0, head + max(1, len(rows)), len(titles) - 1)
