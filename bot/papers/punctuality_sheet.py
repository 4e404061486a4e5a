"""The year's punctuality as a workbook (`punctuality-xlsx`): by unit with a chart of its own, by unit and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from bot.papers.standing_look import LOOKS
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from domain.reports.punctuality import Tally
from domain.reports.standing import Standing
from domain.time.periods import period_name
from handlers.reports.punctuality import Year, year_of
from storage.memory import Memory

if TYPE_CHECKING:
    from bot.papers.workbook import Cell, Sheet, Workbook

_HEAD = 3  # the row of the titles; above it the title, the day, and how it is counted
_FIRST = _HEAD + 1
RATES = ("unit", "on_time", "late", "overdue", "counted", "rate_title")
_COLOURS = ((1, Standing.IN), (2, Standing.LATE), (3, Standing.OVERDUE))  # columns of the chart
_BAR = 26  # pixels of the chart's height for a unit


@dataclass(frozen=True, slots=True)
class YearSheet:
    commune: Text
    day: date
    year: Year


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> YearSheet:
    """`ref.args`: the year."""
    today = desk.world.today(desk.clock.now())
    year = await year_of(desk.world, memory, ref.commune, today, int(ref.args[0]))
    return YearSheet(desk.world.commune_name(ref.commune), today, year)


def draw(desk: Desk, sheet: YearSheet) -> bytes:
    from bot.papers.workbook import Workbook

    book = Workbook(lambda text: desk.words.plain(text, desk.language), desk.world.zone)
    _by_unit(book, sheet)
    _by_period(book, sheet)
    return book.bytes()


def _by_unit(book: Workbook, sheet: YearSheet) -> None:
    page = _page(book, sheet, Text("punctuality.sheet_units"))
    units = sheet.year.by_unit
    rows = [_figures(sheet.year.book.unit_name(unit), found) for unit, found in units.items()]
    rows.append(_figures(Text("punctuality.all_units"), sheet.year.whole))
    titles = [Text(f"punctuality.{title}") for title in RATES]
    page.table(_HEAD, titles, rows, [36, 12, 12, 16, 12, 12])
    for number, found in enumerate([*units.values(), sheet.year.whole], _FIRST):
        page.formula(number, 5, f'=IF(E{number + 1}=0,"",B{number + 1}/E{number + 1})', found.rate, "rate")
    if units:
        _chart(book, page, len(units))


def _figures(of: Cell, found: Tally) -> list[Cell]:
    return [of, found.on_time, found.late, found.overdue, found.counted]


def _chart(book: Workbook, page: Sheet, units: int) -> None:
    """A bar for each unit, its parts adding up to all that counts; the reader's program draws it."""
    name, last = page.page.get_name(), _FIRST + units - 1
    chart = book.xlsx.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for column, standing in _COLOURS:
        chart.add_series(
            {
                "name": [name, _HEAD, column],
                "categories": [name, _FIRST, 0, last, 0],
                "values": [name, _FIRST, column, last, column],
                "fill": {"color": LOOKS[standing].fill},
                "gap": 40,
            }
        )
    chart.set_title({"name": book.value(Text("punctuality.chart_title"))})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 160 + _BAR * units})
    drawn = book.sheet(Text("punctuality.sheet_chart"))
    drawn.page.insert_chart(0, 0, chart)


def _by_period(book: Workbook, sheet: YearSheet) -> None:
    page = _page(book, sheet, Text("punctuality.sheet_periods"))
    found = sheet.year.by_unit_and_period
    periods: Sequence[str] = list(sheet.year.by_period)
    rows: list[list[Cell]] = [
        [sheet.year.book.unit_name(unit), *(found.get((unit, period), Tally()).rate for period in periods)]
        for unit in sheet.year.by_unit
    ]
    rows.append([Text("punctuality.all_units"), *(one.rate for one in sheet.year.by_period.values())])
    titles = [Text("punctuality.unit"), *(period_name(period) for period in periods)]
    page.table(_HEAD, titles, rows, [36, *[16] * len(periods)])


def _page(book: Workbook, sheet: YearSheet, name: Text) -> Sheet:
    page = book.sheet(name)
    page.put(0, 0, Text("punctuality.chart", year=str(sheet.year.year)), "title")
    page.put(1, 0, Text("punctuality.chart_of", commune=sheet.commune, day=sheet.day), "plain")
    page.put(2, 0, Text("punctuality.how"), "plain")
    return page
