"""The printed receipt, read back: its words are words, its fonts are within, its code opens the look-up."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from storage.database import Database
from tests.board import office
from tests.finding import shelf

STORY = "Ống cống vỡ ở đầu ngõ, nước chảy lênh láng; $đã$ gọi {nhiều} lần <b>chưa</b> ai sửa. Đề nghị sửa ẾỆỮỘĐỶ"


async def printed(folder: Path, database: Database, **more: Any) -> PdfReader:
    async with database.transaction() as memory:
        one = shelf.petition(7, await shelf.somebody(memory), STORY, source="counter", **more)
        await memory.petitions.file(one)
    made = await office.press(folder, database).make(f"receipt-pdf/{shelf.COMMUNE}/{one.code}", "vi")
    assert isinstance(made, bytes)
    return PdfReader(BytesIO(made))


async def test_every_word_can_be_read_back(tmp_path: Path, database: Database) -> None:
    (page,) = (await printed(tmp_path, database)).pages
    said = " ".join(page.extract_text().split())
    for words in (
        "UBND phường Gia Viên",
        "PHIẾU TIẾP NHẬN THÔNG TIN",
        "0000-0007-",
        "Thời điểm nhận: 09:07 ngày 15/06/2026",
        "Hình thức gửi: Trực tiếp",
        f"Nội dung tóm tắt: {STORY}",
        "không phải là thông báo thụ lý",
    ):
        assert words in said


async def test_it_is_a5_with_its_fonts_within(tmp_path: Path, database: Database) -> None:
    (page,) = (await printed(tmp_path, database)).pages
    millimetres = [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert millimetres == [148, 210]
    assert fonts
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "/FontFile2" in described["/FontDescriptor"]


async def test_of_what_is_restricted_it_says_only_that_it_came(tmp_path: Path, database: Database) -> None:
    (page,) = (await printed(tmp_path, database, restricted=True)).pages
    assert "cống" not in page.extract_text()


async def test_another_commune_prints_none(tmp_path: Path, database: Database) -> None:
    await printed(tmp_path, database)
    with pytest.raises(LookupError):
        await office.press(tmp_path, database).make("receipt-pdf/ha-dong/0000-0007-P", "vi")
