"""The registers, read back cell by cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.papers.makers import MAKERS
from bot.papers.press import Press
from domain.people.roles import Member, Role
from domain.petitions.findings import Findings
from domain.petitions.lifecycle import PetitionKind, Status
from domain.petitions.registers import quarter_told
from storage.database import Database
from storage.memory import Memory
from storage.petitions.petition import Event, Petition
from tests.board import office
from tests.finding import shelf
from tests.running_bot import StoryClock, words

JUNE = "2026-06-01/2026-06-30"
TWELVE = (
    "STT",
    "Ngày tiếp",
    "Họ tên – Địa chỉ",
    "CMND/CCCD/Hộ chiếu",
    "Nội dung vụ việc",
    "Phân loại đơn/Số người",
    "Cơ quan đã giải quyết",
    "Thụ lý để giải quyết",
    "Trả lại đơn và hướng dẫn",
    "Chuyển đơn đến cơ quan có thẩm quyền",
    "Theo dõi kết quả giải quyết",
    "Ghi chú",
)
HEAD = 5  # the row of the titles, as the sheet counts
RECEIVED = datetime.combine(date(2026, 6, 15), time())  # a cell knows no time zone
SECRET = "nội dung không ai được đọc"


async def fill(memory: Memory) -> list[Petition]:
    """One of each: in person and complained, on paper, by chat, in another time, a tố cáo, and what is restricted."""
    person = await shelf.somebody(memory, "Tên Trên Chat")
    counter = {"source": "counter", "sender_name": "Phạm Văn Hùng", "sender_address": "số 4 ngõ 9"}
    filed = [
        shelf.petition(
            1, person, "=1+1", kind=PetitionKind.COMPLAINT, people=3, sender_paper="CCCD 031234567890", **counter
        ),
        shelf.petition(
            2, person, "Cống tắc", source="paper", status=Status.TAKEN, field="XD", sender_phone="0912345678"
        ),
        shelf.petition(3, person, "Đèn hỏng", identity="nobody", answered_at=shelf.NOW, sender_phone="0987654321"),
        shelf.petition(4, person, "Tháng trước", received_at=shelf.NOW - timedelta(days=40), **counter),
        shelf.petition(5, person, SECRET, kind=PetitionKind.DENUNCIATION, restricted=True, field="DD", **counter),
        shelf.petition(6, person, SECRET, restricted=True, **counter),
    ]
    kept = [one.with_id(await memory.petitions.file(one)) for one in filed]
    signed = date(2026, 6, 16)
    memory.petitions.note(
        kept[0], Event(shelf.NOW, person, "accept", Status.ACCEPTED, "", "office", "12/TB-UBND", signed)
    )
    memory.petitions.note(
        kept[1], Event(shelf.NOW, person, "refer", Status.REFERRED, "Công ty cấp nước", "citizen")
    )
    memory.petitions.note(
        kept[1], Event(shelf.NOW, person, "register", Status.TAKEN, "", "office", "45", date(2026, 6, 14))
    )
    memory.petitions.note(kept[1], Event(shelf.NOW, person, "extend", Status.TAKEN, "Chờ vật tư", "citizen"))
    memory.findings.keep(kept[0].id, Findings(settled="Phòng Kinh tế", against="Chủ tịch UBND xã"))
    memory.findings.keep(kept[1].id, Findings(meets=False))
    memory.findings.keep(kept[4].id, Findings(True, True, SECRET, SECRET))
    return kept


async def rows(folder: Path, database: Database, which: str) -> tuple[Any, list[list[Any]], list[Petition]]:
    async with database.transaction() as memory:
        kept = await fill(memory)
    made = await office.press(folder, database).make(f"register-xlsx/{shelf.COMMUNE}/{which}/{JUNE}", "en")
    assert isinstance(made, bytes)
    sheet = load_workbook(BytesIO(made)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 2)]
    return sheet, cells, kept


async def test_the_reception_register_has_the_columns_of_its_template(tmp_path: Path, database: Database) -> None:
    sheet, cells, kept = await rows(tmp_path, database, "reception")
    assert tuple(cell.value for cell in sheet[HEAD]) == TWELVE
    assert [cell.value for cell in sheet[HEAD + 1]] == [f"({number})" for number in range(1, 13)]
    assert sheet["A2"].value == "SỔ TIẾP CÔNG DÂN"
    assert cells[0] == [
        1,
        RECEIVED,
        "Phạm Văn Hùng – số 4 ngõ 9",
        "CCCD 031234567890",
        "=1+1",
        "Khiếu nại / 3",
        "Phòng Kinh tế",
        "x",
        None,
        None,
        "Mới tiếp nhận",
        kept[0].code,
    ]
    assert all(value is None for value in cells[1])


async def test_all_receptions_and_nobody_s_name(tmp_path: Path, database: Database) -> None:
    _, cells, kept = await rows(tmp_path, database, "receptions")
    entries = {row[11]: row for row in cells if row[11]}
    assert list(entries) == [one.code for one in kept[:3]]
    assert entries[kept[1].code][9] == "Chuyển cơ quan khác – Công ty cấp nước – 15/06/2026"
    assert entries[kept[1].code][2] == "Tên Trên Chat"
    assert entries[kept[2].code][2] is None


async def test_the_petition_register(tmp_path: Path, database: Database) -> None:
    sheet, cells, kept = await rows(tmp_path, database, "petitions")
    titles = [cell.value for cell in sheet[HEAD]]
    entries = {row[0]: dict(zip(titles, row, strict=True)) for row in cells if row[0]}
    assert len(titles) == 20
    signed, paper, chat = (entries[kept[number].code] for number in (0, 1, 2))
    found = ("Bên bị khiếu nại, tố cáo", "Thẩm quyền", "Điều kiện xử lý")
    assert [signed[title] for title in found] == ["Chủ tịch UBND xã", "Thuộc", "Đủ"]
    assert [paper[title] for title in found] == [None, "Không thuộc", "Không đủ"]
    assert [chat[title] for title in found] == [None, None, None]
    assert paper["Số đến, ngày đến"] == "45, 14/06/2026"
    assert paper["Gia hạn"] == "Gia hạn – Chờ vật tư – 15/06/2026"
    assert paper["Nguồn"] == "Đơn giấy (bưu chính, hộp thư, chuyển đến)"
    assert paper["Người gửi"] == "Tên Trên Chat – 0912 345 678"
    assert chat["Nguồn"] == "Telegram"
    assert chat["Người gửi"] is None


@pytest.mark.parametrize(
    ("received", "since", "until", "today", "quarter"),
    [
        ("2026-06-15", "2026-04-01", "2026-06-30", "2026-07-01", "II/2026"),
        ("2026-06-15", "2026-01-01", "2026-12-31", "2026-07-01", "II/2026"),
        ("2026-12-31", "2026-10-01", "2026-12-31", "2027-01-01", "IV/2026"),
        ("2026-06-15", "2026-04-01", "2026-06-30", "2026-06-30", ""),  # it is not over
        ("2026-06-15", "2026-06-01", "2026-06-30", "2026-07-01", ""),  # a month of it
        ("2026-06-15", "2026-04-02", "2026-12-31", "2026-12-31", ""),  # all but a day
        ("2026-06-15", "2026-04-01", "2026-06-29", "2026-12-31", ""),
    ],
)
def test_of_what_is_masked_the_quarter_is_told(
    received: str, since: str, until: str, today: str, quarter: str
) -> None:
    days = [date.fromisoformat(day) for day in (received, since, until, today)]
    assert quarter_told(*days) == quarter


@pytest.mark.parametrize("which", ["reception", "receptions", "petitions"])
async def test_what_is_masked_stands_behind_the_others_without_code_or_day(
    tmp_path: Path, database: Database, which: str
) -> None:
    async with database.transaction() as memory:
        kept = await fill(memory)
    later = StoryClock(datetime(2026, 7, 1, 9, tzinfo=shelf.NOW.tzinfo))
    press = Press(MAKERS, office.world(tmp_path), database, words(), tmp_path, later)
    made = await press.make(f"register-xlsx/{shelf.COMMUNE}/{which}/2026-04-01/2026-06-30", "vi")
    assert isinstance(made, bytes)
    cells = list(load_workbook(BytesIO(made)).active.iter_rows(min_row=HEAD + 2, values_only=True))
    masked = [row for row in cells if any("lưu riêng" in str(value) for value in row)]
    assert len(masked) == 2
    for row in masked:
        number = str(cells.index(row) + 1)
        told = [str(value) for value in row if value is not None]
        assert " ".join(told).replace(",", "").startswith(f"{number} Quý II/2026 Thông tin có nội dung tố cáo")
        assert not any(one.code in value for one in kept for value in told)
    assert max(cells.index(row) for row in masked) == len(masked) + cells.index(masked[0]) - 1


async def test_whom_a_case_accuses_does_not_find_it_there(tmp_path: Path, database: Database) -> None:
    async with database.transaction() as memory:
        writer = await shelf.somebody(memory)
        accused = await shelf.somebody(memory, "Đặng Văn Khoa")
        other = await shelf.somebody(memory, "Lê Thị Chánh")
        for one in (accused, other):
            memory.people.appoint(one, Member(shelf.COMMUNE, "van-phong", Role.OFFICER), shelf.NOW)
        accusing = "Tôi tố cáo ông Đặng Văn Khoa nhận hối lộ"
        case = shelf.petition(9, writer, accusing, kind=PetitionKind.DENUNCIATION, restricted=True)
        await memory.petitions.file(case)
        await memory.petitions.file(shelf.petition(10, writer, "Cống tắc"))
    later = StoryClock(datetime(2026, 7, 1, 9, tzinfo=shelf.NOW.tzinfo))
    press, found = Press(MAKERS, office.world(tmp_path), database, words(), tmp_path, later), []
    for reader in ("", f"/{accused}", f"/{other}"):
        made = await press.make(f"register-xlsx/{shelf.COMMUNE}/petitions/2026-04-01/2026-06-30{reader}", "vi")
        assert isinstance(made, bytes)
        rows = load_workbook(BytesIO(made)).active.iter_rows(min_row=HEAD + 2, values_only=True)
        found.append(any("lưu riêng" in str(value) for row in rows for value in row))
    assert found == [True, False, True]


@pytest.mark.parametrize("which", ["reception", "receptions", "petitions"])
async def test_no_formula_no_secret_and_ready_to_print(tmp_path: Path, database: Database, which: str) -> None:
    sheet, _, _ = await rows(tmp_path, database, which)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(SECRET in str(cell.value) for cell in cells)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
    assert sheet.print_title_rows == f"${HEAD}:${HEAD + 1}"
    assert sheet.oddFooter.center.text == "&P/&N"
    assert any(cell.value == "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" for cell in cells)
