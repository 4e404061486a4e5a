"""The pictures: as many as the units need, of a size that messengers show and a telephone can read."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from domain.reports.board import AHEAD, REPORTS, UNITS, page, pages, window
from storage.database import Database
from tests.board import office
from tests.board.office import COMMUNE, DAY, TODAY

WIDTH, TALLEST = 1080, 2.6  # pixels, and times as high as wide: messengers shrink a taller one
BIGGEST = 1024 * 1024  # bytes: what an Official Account on Zalo takes


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(("units", "reports"), [(1, 1), (8, 3), (60, 8)])
async def test_every_picture_can_be_shown(tmp_path: Path, database: Database, units: int, reports: int) -> None:
    async with database.transaction() as memory:
        await office.fill(memory, units, reports)
    press = office.press(tmp_path, database)
    for number in (1, pages(units)):
        for ref in (f"board-png/{COMMUNE}/{number}", f"punctuality-png/{COMMUNE}/2026/{number}"):
            png = await press.make(ref, "vi")
            width, height = size(png)
            assert width == WIDTH
            assert height < TALLEST * WIDTH
            assert len(png) < BIGGEST


async def test_units_that_ended_meanwhile_leave_no_empty_picture(tmp_path: Path, database: Database) -> None:
    async with database.transaction() as memory:
        await office.fill(memory, 3, 1)
    press = office.press(tmp_path, database)
    refs = [f"board-png/{COMMUNE}/{number}" for number in (1, 4)]
    first, beyond = [await press.make(ref, "vi") for ref in refs]
    assert first == beyond


@pytest.mark.parametrize("units", [0, 1, UNITS, UNITS + 1, 60, 1000])
def test_the_pages_hold_every_unit_once(units: int) -> None:
    spread = [page(range(units), number) for number in range(1, pages(units) + 1)]
    assert [unit for one in spread for unit in one] == [*range(units)]
    assert max(map(len, spread)) <= UNITS
    assert max(map(len, spread)) - min(map(len, spread)) <= len(spread)


@pytest.mark.parametrize(
    ("past", "ahead", "shown"),
    [(0, 2, (0, 2)), (2, 2, (2, 2)), (20, 0, (REPORTS, 0)), (20, 9, (REPORTS - AHEAD, AHEAD)), (1, 20, (1, 7))],
)
def test_the_window_shows_the_latest_and_the_next(past: int, ahead: int, shown: tuple[int, int]) -> None:
    dues = [TODAY - n * DAY for n in range(past, 0, -1)] + [TODAY + n * DAY for n in range(1, ahead + 1)]
    found = dues[window(dues, TODAY)]
    assert (sum(due <= TODAY for due in found), sum(due > TODAY for due in found)) == shown
