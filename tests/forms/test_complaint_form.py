"""The form of a khiếu nại comes filled with what is known, to be signed; nobody is named who wants no name."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from bot.papers.as_pdf import office_program
from domain.messaging.messages import Address
from domain.messaging.papers import PaperRef
from domain.petitions.lifecycle import PetitionKind, Status
from domain.petitions.petition_known import Identity
from handlers.petitions.forms_filled import COMPLAINT, COMPLAINT_PDF, complaint_papers
from storage.database import Database
from storage.petitions.petition import Petition
from tests.board.office import press, world

NOW = datetime(2026, 5, 11, 2, 15, tzinfo=UTC)
HERE, CODE = "nghi-duong", "5DKX-PS24-D"
STORY = "Tôi không đồng ý với quyết định bồi thường đất số 12/QĐ-UBND"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "nhipdan.sqlite3")
    yield opened
    await opened.close()


async def _file(database: Database, identity: Identity) -> None:
    at = Address("telegram", "main", "1")
    async with database.transaction() as memory:
        person = await memory.people.welcome(at, "1", "Đỗ Quang Minh", "vi", NOW)
        petition = Petition(
            commune=HERE,
            code=CODE,
            kind=PetitionKind.COMPLAINT,
            field="DD",
            status=Status.GUIDED,
            restricted=False,
            person=person.id,
            at=at,
            language="vi",
            story=STORY,
            place="Địa điểm: Cánh đồng Bãi",
            pin=None,
            office="van-phong",
            received_at=NOW,
            identity=identity.value,
        )
        await memory.petitions.file(petition)


async def _words(database: Database, folder: Path) -> str:
    made = await press(folder, database).make(str(PaperRef(COMPLAINT, HERE, (CODE,))), "vi")
    assert isinstance(made, bytes)
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs)


async def test_what_is_known_stands_in_it(database: Database, tmp_path: Path) -> None:
    await _file(database, Identity.OFFICE)
    words = await _words(database, tmp_path)
    for part in (
        "ĐƠN KHIẾU NẠI",
        "Chủ tịch Ủy ban nhân dân xã Nghi Dương",
        "Đỗ Quang Minh",
        STORY,
        "Cánh đồng Bãi",
    ):
        assert part in words
    assert "ngày …… tháng …… năm" in words  # the signer's
    assert "điểm chỉ" in words
    assert words.index("Yêu cầu giải quyết") < words.index("NGƯỜI VIẾT ĐƠN")


async def test_nobody_is_named_who_wants_no_name(database: Database, tmp_path: Path) -> None:
    await _file(database, Identity.NOBODY)
    words = await _words(database, tmp_path)
    assert "Đỗ Quang Minh" not in words
    assert STORY in words


async def test_no_other_commune_gets_it(database: Database, tmp_path: Path) -> None:
    await _file(database, Identity.OFFICE)
    with pytest.raises(KeyError):
        await press(tmp_path, database).make(str(PaperRef(COMPLAINT, "ha-dong", (CODE,))), "vi")


async def test_as_pdf_where_libreoffice_is_installed(database: Database, tmp_path: Path) -> None:
    await _file(database, Identity.OFFICE)
    here = world(tmp_path)
    assert here.prints_pdf is bool(office_program())
    async with database.transaction() as memory:
        petition = await memory.petitions.by_code(CODE)
    assert petition
    names = [one.name for one in complaint_papers(here, petition)]
    assert names == ["don-khieu-nai.docx", *(["don-khieu-nai.pdf"] if here.prints_pdf else [])]
    if here.prints_pdf:
        made = await press(tmp_path, database).make(str(PaperRef(COMPLAINT_PDF, HERE, (CODE,))), "vi")
        assert isinstance(made, bytes)
        [page] = PdfReader(io.BytesIO(made)).pages
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
