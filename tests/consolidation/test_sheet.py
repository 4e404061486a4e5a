"""The XLSX is read back by another library and compared, cell by cell, with the database."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from handlers.reports.consolidation import SHEET
from tests.consolidation.conftest import OBLIGATION, PERIOD, Commune

_FIRST, _LEFT = 6, 6  # the first unit's row and the first indicator's column, from 1


async def _books(commune: Commune) -> tuple[Any, Any]:
    """(with formulas, with the values kept beside them)"""
    data = await commune.makes(SHEET)
    return openpyxl.load_workbook(io.BytesIO(data)), openpyxl.load_workbook(io.BytesIO(data), data_only=True)


async def test_every_cell_is_the_databases(half_in: Commune) -> None:
    _, book = await _books(half_in)
    table = book["Tổng hợp"]
    outline = half_in.world.national.outline
    ids = [one.id for one in outline.in_order(outline.indicators)]
    async with half_in.database.transaction() as memory:
        names = {unit.name: unit.id for unit in await memory.units.all("nghi-duong")}
        reported = await memory.figures.reported("nghi-duong", OBLIGATION, PERIOD)
    counted = {"van-phong": "AAAA-AAAA-1", "phong-kinh-te": "BBBB-BBBB-1", "tt-dvsnc": "CCCC-CCCC-1"}
    seen = set()
    for row in table.iter_rows(min_row=_FIRST, max_row=table.max_row - 1):
        unit = names[row[1].value]
        seen.add(unit)
        figures = reported[counted[unit]].figures if unit in counted else {}
        for name, cell in zip(ids, row[_LEFT - 1 :], strict=True):
            expected: Any = figures.get(name)
            is_number = next(one for one in outline.indicators if one.id == name).is_number
            assert cell.value == (float(expected) if expected and is_number else expected), (unit, name)
    assert seen >= {*counted, "cong-an", "ban-chqs"}


async def test_totals_are_formulas_with_their_values(half_in: Commune) -> None:
    formulas, values = await _books(half_in)
    outline = half_in.world.national.outline
    ids = [one.id for one in outline.in_order(outline.indicators)]
    last = formulas["Tổng hợp"].max_row
    found = {}
    for column, name in enumerate(ids, _LEFT):
        letter = openpyxl.utils.get_column_letter(column)
        found[name] = values["Tổng hợp"].cell(last, column).value
        if isinstance(found[name], int | float):
            shown = formulas["Tổng hợp"].cell(last, column).value
            assert shown == f"=SUM({letter}{_FIRST}:{letter}{last - 1})"
            assert found[name] == sum(
                values["Tổng hợp"].cell(row, column).value or 0 for row in range(_FIRST, last)
            )
    assert (found["van-ban"], found["luot-nguoi"], found["y-kien-nhan-duoc"]) == (6, 1330, 7)
    assert (found["hai-long"], found["noi-dung-cong-khai"], found["uu-diem"]) == ("–", "–", "–")
    assert found["hoa-giai"] == "chưa có số liệu"


async def test_every_figure_names_its_cell_unit_and_receipt(half_in: Commune) -> None:
    _, book = await _books(half_in)
    table, sources = book["Tổng hợp"], book["Nguồn"]
    rows = list(sources.iter_rows(min_row=2, values_only=True))
    async with half_in.database.transaction() as memory:
        reported = await memory.figures.reported("nghi-duong", OBLIGATION, PERIOD)
    assert len(rows) == sum(len(reported[code].figures) for code in ("AAAA-AAAA-1", "BBBB-BBBB-1", "CCCC-CCCC-1"))
    for cell, unit, label, value, code, at, by, as_of, how in rows:
        assert table[cell].value == value
        assert table.cell(table[cell].row, 2).value == unit
        assert table.cell(4, table[cell].column).value == label
        assert code in reported and by == "Lê Thị Thu" and at and as_of
        assert how == ("hệ thống đếm" if label.startswith("Tổng số phản ánh") else "đơn vị báo cáo")


async def test_who_stands_how(half_in: Commune) -> None:
    _, book = await _books(half_in)
    rows = {row[1]: row for row in book["Tình trạng"].iter_rows(min_row=2, values_only=True)}
    by_code = {row[4]: (row[2], row[7], row[8]) for row in rows.values() if row[4]}
    assert by_code == {
        "AAAA-AAAA-2": ("đã nộp", "không", None),
        "BBBB-BBBB-1": ("đã nộp", "không", None),
        "CCCC-CCCC-1": ("nộp muộn", "có", None),
        "DDDD-DDDD-1": ("trả lại", "không", "thiếu mục II.6"),
    }
    without = [(row[2], row[8]) for row in rows.values() if not row[4]]
    assert without == [("miễn", "mới thành lập")]


async def test_what_people_wrote_is_no_formula(half_in: Commune) -> None:
    formulas, _ = await _books(half_in)
    cells = [cell for row in formulas["Tổng hợp"].iter_rows() for cell in row if cell.value == "=1+1 chưa đủ loa"]
    assert [cell.data_type for cell in cells] == ["s"]
