"""The archive: every file of every unit, byte for byte, under a name that leads nowhere else."""

from __future__ import annotations

import csv
import hashlib
import io
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.file_names import archive_name
from domain.reports.archive import Filed, parts
from handlers.reports.consolidation import FILES
from tests.consolidation.conftest import Commune


async def test_all_files_are_there_and_are_the_same(half_in: Commune) -> None:
    data = await half_in.makes(FILES, "1")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [
            "01 Van phong HDND va UBND – 25-BC-VP – báo cáo.docx",
            "01 Van phong HDND va UBND – 25-BC-VP – passwd.pdf",
            "01 Van phong HDND va UBND – 25A-BC-VP – báo cáo.docx",
            "02 Phong Kinh te – CON.xlsx",
            "04 Cong an xa – cong an.pdf",
            "00 Bang tong hop.xlsx",
            "00 Muc luc.csv",
        ]
        assert all(info.flag_bits & 0x800 for info in archive.infolist() if not info.filename.isascii())
        index = list(csv.DictReader(io.StringIO(archive.read("00 Muc luc.csv").decode("utf-8-sig"))))
        for row in index:
            if row["Có trong tệp nén"].startswith("có"):
                assert hashlib.sha256(archive.read(row["Tệp"])).hexdigest() == row["SHA-256"]
        assert {archive.read(name) for name in names[:5]} == set(half_in.sent.values())
    assert {row["Tên gốc"]: row["Có trong tệp nén"] for row in index} == {
        "báo cáo.docx": "có",
        "../../etc/passwd.pdf": "có",
        "lon.pdf": "không; chỉ còn trong cuộc trò chuyện của đơn vị",
        "CON.xlsx": "có",
        "cong an.pdf": "có, thuộc báo cáo đang trả lại",
    }
    assert not list(half_in.files.glob("part-*"))


async def test_a_file_that_is_lost_is_told(half_in: Commune) -> None:
    for path in half_in.files.glob("??/*"):
        path.unlink()
    with zipfile.ZipFile(io.BytesIO(await half_in.makes(FILES, "1"))) as archive:
        assert archive.namelist() == ["00 Bang tong hop.xlsx", "00 Muc luc.csv"]
        assert archive.read("00 Muc luc.csv").decode("utf-8-sig").count("chỉ còn trong cuộc trò chuyện") == 6


async def test_big_files_do_not_pass_through_memory(half_in: Commune) -> None:
    big = 20 * 1024 * 1024
    for path in half_in.files.glob("??/*"):
        with path.open("r+b") as file:
            file.truncate(big)
    tracemalloc.start()
    try:
        ref = "/".join((FILES, "nghi-duong", "nghi-duong-6m", "2026-6T", "all"))
        made = await half_in.press.make(ref, "vi")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(made, Path) and made.stat().st_size > 5 * big
    assert peak < big


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bao-cao.docx", "07 Thon Dong – 3-BC – bao-cao.docx"),
        ("..\\..\\boot.ini", "07 Thon Dong – 3-BC – boot.ini"),
        ("/etc/shadow", "07 Thon Dong – 3-BC – shadow"),
        ("a:b*c?.pdf", "07 Thon Dong – 3-BC – a-b-c.pdf"),
        ("..", "07 Thon Dong – 3-BC"),
        ("báo\u202egpj.exe", "07 Thon Dong – 3-BC – báogpj.exe"),
        ("x" * 300 + ".pdf", "07 Thon Dong – 3-BC – " + "x" * 60 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, expected: str) -> None:
    assert archive_name(7, "Thôn Đông", "3-BC", name, ()) == expected


def test_the_same_name_again_is_told_apart() -> None:
    taken = {"01 A – x.pdf", "01 A – X (2).pdf"}
    assert archive_name(1, "A", "", "X.pdf", taken) == "01 A – X (3).pdf"


def _filed(name: str, size: int, *, held: bool = True) -> Filed:
    return Filed("A", "c", "", datetime(2026, 6, 1, tzinfo=UTC), "", name, name, held, "h", size)


def test_parts_are_no_bigger_than_one_may_be() -> None:
    files = [_filed("a", 6), _filed("b", 5), _filed("c", 4), _filed("d", 90, held=False), _filed("e", 30)]
    assert [[one.name for one in part] for part in parts(files, 10)] == [["a"], ["b", "c", "d"], ["e"]]
    assert parts([], 10) == [()]
