"""The workbook of the board, read back by another library and compared with the tables it was made of."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from domain.language.text import Text
from domain.reports.standing import Standing
from storage.database import Database
from tests.board import office
from tests.board.office import COMMUNE, DAY, PAST, TODAY
from tests.running_bot import words

UNITS, REPORTS, HEAD = 9, 4, 3  # HEAD: the row of the titles, as the sheet counts
Rows = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture
async def book(tmp_path: Path, database: Database) -> Any:
    async with database.transaction() as memory:
        person = await office.fill(memory, UNITS, REPORTS)
        due = TODAY + (14 * -2 + 3) * DAY
        office.lock(memory, "dx-1", (due - DAY).isoformat(), person)
        memory.units.rename(COMMUNE, "don-vi-1", "=1+1", TODAY, "viết sai", person)
    return load_workbook(BytesIO(await office.press(tmp_path, database).make(f"board-xlsx/{COMMUNE}", "vi")))


def details(book: Any) -> Rows:
    """By unit and report, what stands under each title."""
    sheet = book.worksheets[1]
    titles = [cell.value for cell in sheet[HEAD]]
    rows = (
        dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=HEAD + 1)
    )
    return {(row["Đơn vị"], row["Báo cáo"]): row for row in rows}


def on_record(folder: Path, sql: str) -> list[sqlite3.Row]:
    with sqlite3.connect(folder / "nhipdan.sqlite3") as db:
        db.row_factory = sqlite3.Row
        found = db.execute(sql).fetchall()
    db.close()
    return found


def moment(stored: str) -> datetime:
    at = datetime.fromisoformat(stored).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    return at.replace(tzinfo=None, microsecond=0)


def state(how: Standing) -> str:
    return words().plain(Text(f"standing.{how}"))


async def test_every_cell_is_what_the_tables_say(book: Any, tmp_path: Path) -> None:
    rows = details(book)
    asked = on_record(tmp_path, "SELECT 'dx-' || id AS id, title, due_before FROM requests")
    units = on_record(tmp_path, "SELECT id, name FROM units WHERE id LIKE 'don-vi-%'")
    said = {(r["obligation"], r["unit"]): r for r in on_record(tmp_path, "SELECT * FROM submissions")}
    excused = {(r["obligation"], r["unit"]): r for r in on_record(tmp_path, "SELECT * FROM exemptions")}
    extended = {(r["obligation"], r["unit"]): r for r in on_record(tmp_path, "SELECT * FROM extensions")}
    reviews = {r["submission"]: r for r in on_record(tmp_path, "SELECT * FROM reviews")}
    for report in asked:
        for unit in units:
            key = (report["id"], unit["id"])
            row, came = rows.pop((unit["name"], report["title"])), said.get(key)
            due = date.fromisoformat(report["due_before"])
            review = reviews.get(came["code"]) if came else None
            moved = (review and review["due_before"]) or (key in extended and extended[key]["due_before"])
            assert row["Hạn chung (trước ngày)"].date() == due
            assert row["Hạn của đơn vị (trước ngày)"].date() == (date.fromisoformat(moved) if moved else due)
            assert row["Ngày cuối còn kịp"] == row["Hạn của đơn vị (trước ngày)"] - DAY
            assert row["Số lần nộp"] == (1 if came else 0)
            assert row["Mã biên nhận"] == (came["code"] if came else None)
            assert row["Nộp lần đầu"] == row["Nộp lần cuối"] == (moment(came["at"]) if came else None)
            assert row["Số văn bản"] == (came["document_number"] if came else None)
            assert row["Đúng hạn"] == (("có" if came["on_time"] else "không") if came else None)
            assert row["Lý do miễn"] == (excused[key]["reason"] if key in excused else None)
            assert (extended[key]["reason"] if key in extended else "") in (row["Xin lùi hạn"] or "")
            assert bool(row["Xin lùi hạn"]) is (key in extended)
            assert (review["reason"] if review else "") in (row["Duyệt, trả lại"] or "")
            assert bool(row["Duyệt, trả lại"]) is bool(review)
            assert bool(row["Khóa kỳ"]) is (report["id"] == "dx-1")
    assert all("chuyên đề" not in title for _, title in rows)  # what is left are the plan's own


async def test_the_matrix_says_the_same_as_the_rows(book: Any) -> None:
    matrix, rows = book.worksheets[0], details(book)
    titles = [cell.value for cell in matrix[HEAD]]
    seen = 0
    for row in matrix.iter_rows(min_row=HEAD + 1, values_only=True):
        for title, value in zip(titles[1:], row[1:], strict=True):
            found = [r for (unit, report), r in rows.items() if unit == row[0] and f"{report} (" in title]
            assert value in ({r["Trạng thái"] for r in found} or {None})
            seen += value is not None
    assert seen == len(rows)
    assert {state(how) for how in PAST} <= {row["Trạng thái"] for row in rows.values()}


async def test_words_of_people_are_never_formulas(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert any(cell.value == "=1+1" for cell in cells)
    assert "=1+1, từ ngày 15/06/2026" in details(book)["=1+1", _title(1)]["Tên qua các thời kỳ"]


def _title(number: int) -> str:
    return f"Báo cáo chuyên đề về thực hiện dân chủ ở cơ sở, đợt {number}"


async def test_it_is_ready_to_be_filtered_and_printed(book: Any) -> None:
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes == f"B{HEAD + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
        assert sheet.column_dimensions["A"].width > 20
    (coloured,) = book.worksheets[0].conditional_formatting
    assert len(coloured.rules) == len(Standing)
