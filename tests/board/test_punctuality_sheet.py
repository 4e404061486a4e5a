"""The workbook of punctuality, read back by another library: its figures, its formulas, its chart."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from domain.reports.punctuality import Tally, tally
from domain.reports.standing import Standing
from storage.database import Database
from tests.board import office
from tests.board.office import COMMUNE, PAST

UNITS, REPORTS, FIRST = 9, 4, 5


async def read(tmp_path: Path, database: Database, *, values: bool) -> Any:
    made = await office.press(tmp_path, database).make(f"punctuality-xlsx/{COMMUNE}/2026", "vi")
    return load_workbook(BytesIO(made), data_only=values)


def expected(place: int) -> Tally:
    """Of what `office.fill` makes the unit at that place do with the reports that were due."""
    states = [PAST[(place + number) % len(PAST)] for number in range(REPORTS // 2)]
    return sum((tally(one, on_time=one is not Standing.LATE) for one in states), Tally())


async def test_the_figures_of_every_unit_and_of_all(tmp_path: Path, database: Database) -> None:
    async with database.transaction() as memory:
        await office.fill(memory, UNITS, REPORTS)
        names = {unit.name: unit.id for unit in await memory.units.all(COMMUNE)}
    sheet = (await read(tmp_path, database, values=True)).worksheets[0]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=FIRST, values_only=True)}
    whole = rows.pop("Tất cả đơn vị")
    assert len(rows) == UNITS
    for name, figures in rows.items():
        found = expected(int(names[name].rpartition("-")[2]) - 1)
        assert figures[:4] == (found.on_time, found.late, found.overdue, found.counted)
        assert figures[4] == found.rate
    assert whole[:4] == tuple(sum(figures[n] for figures in rows.values()) for n in range(4))


async def test_rates_are_formulas_and_the_chart_is_native(tmp_path: Path, database: Database) -> None:
    async with database.transaction() as memory:
        await office.fill(memory, UNITS, REPORTS)
    units, drawn, periods = (await read(tmp_path, database, values=False)).worksheets
    assert units.cell(FIRST, 6).value == f'=IF(E{FIRST}=0,"",B{FIRST}/E{FIRST})'
    assert len(drawn._charts) == 1
    assert len(drawn._charts[0].series) == 3
    assert periods.max_row == FIRST + UNITS
    rates = [
        v for row in periods.iter_rows(min_row=FIRST, min_col=2, values_only=True) for v in row if v is not None
    ]
    assert rates and all(0 <= rate <= 1 for rate in rates)
