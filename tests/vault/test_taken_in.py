"""A case that an officer calls a tố cáo goes into the vault whole, and comes back whole where it is none."""

from __future__ import annotations

import random

import pytest

from domain.people.roles import Role
from tests.hostile.conftest import forges
from tests.town import Person
from tests.vault.conftest import COMMUNE, Watched
from tests.vault.test_hidden import filed, select, shown, write
from tests.vault.test_no_trace import marker_of

STORY = "Tiền đền bù ở xóm Chợ chia không đúng, hỏi chị Vân Anhxạ"
MARKER = "Anhxạ"


async def by_the_chief(watched: Watched, chief: Person, code: str) -> None:
    await chief.says(f"/phanloai {code} tố cáo")


async def by_the_button(watched: Watched, chief: Person, code: str) -> None:
    await chief.says(f"/phanloai {code}")
    await chief.presses("Tố cáo")


async def in_reply_to_the_card(watched: Watched, chief: Person, code: str) -> None:
    await watched.officer.in_group(watched.group.group or 0).says(f"/phanloai {code} tố cáo")


async def of_a_restricted_case(watched: Watched, chief: Person, code: str) -> None:
    await watched.officer.says(f"/phanloai {code} cán bộ, công chức")
    await chief.says(f"/xem {code}")
    await chief.says(f"/phanloai {code} tố cáo")


async def from_before(watched: Watched, chief: Person, code: str) -> None:
    """As an older version left it: a tố cáo among the petitions, its card with the chief."""
    await watched.officer.says(f"/phanloai {code} cán bộ, công chức")
    await chief.says(f"/xem {code}")
    write(watched, "UPDATE petitions SET kind = 'denunciation'")


WAYS = (by_the_chief, by_the_button, in_reply_to_the_card, of_a_restricted_case, from_before)


async def worked_on(watched: Watched, writer: Person, chief: Person, code: str, marker: str) -> None:
    """Everything that leaves words somewhere: evidence, notes, questions, letters, searches, half written drafts."""
    chance = random.Random(marker)
    deeds = [
        lambda: watched.officer.says(f"/ghichu {code} Đã gọi cho chị {marker}"),
        lambda: watched.officer.says(f"/hoi {code} Chị {marker} ở đâu?"),
        lambda: watched.officer.says(f"/chuyen {code} phòng kinh tế"),
        lambda: watched.officer.says(f"/xem {code}"),
        lambda: watched.officer.says(f"/uutien {code}"),
        lambda: chief.says(f"/xem {code}"),
    ]
    for deed in chance.sample(deeds, 4):
        await deed()
    await writer.says(code)
    await writer.presses("Bổ sung ý kiến")
    await writer.sends(photo=True, caption=f"Thêm chuyện {marker}")
    await watched.town.app.timetable.index()
    await watched.town.app.fetcher.fetch_some()
    await chief.says(f"/tim {marker}")
    await watched.officer.says(f"/ghichu {code}")  # half written


async def settle(watched: Watched) -> None:
    await watched.town.app.timetable.take_in()
    for _ in range(3):
        await watched.town.app.fetcher.fetch_some()
    await watched.town.app.timetable.tidy()
    await watched.town.app.timetable.index()
    await watched.town.quiet()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("erases", [False, True])
async def test_no_byte_of_it_is_left_in_clear(watched: Watched, way: object, erases: bool) -> None:
    chief = await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    marker = marker_of(random.Random(f"{way} {erases}"))
    writer, code = await filed(watched, f"Tiền ở xóm Chợ chia không đều, hỏi chị {marker}")
    await worked_on(watched, writer, chief, code, marker)
    assert watched.traces(marker)  # else nothing is proved
    await way(watched, chief, code)  # type: ignore[operator]
    if erases:
        await settle(watched)
        await writer.presses("Xóa hết")
    await settle(watched)
    assert watched.traces(marker) == []
    assert [said for said in shown(chief, marker) if "Kết quả tìm" not in said] == []
    assert select(watched, "SELECT count(*) FROM petitions") == [(0,)]
    assert select(watched, "SELECT count(*) FROM attachments") == [(0,)]
    assert [file for file in watched.town.settings.files.rglob("*") if file.is_file()] == []
    records = select(watched, "SELECT code, state FROM vault_records")
    assert records == ([] if erases else [(code, "sealed")])


async def open_as_reader(watched: Watched, code: str) -> str:
    """What the redacted copy says."""
    await watched.chairman.says(f"/niemphong {code}")
    return (await watched.chairman.says("Xem để hướng dẫn người viết"))[-1].words


async def test_its_readers_open_it_for_a_reason_and_redacted_first(watched: Watched) -> None:
    chief = await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    writer, code = await filed(watched, f"Tiền hỗ trợ bão ở xóm Chợ chưa phát đủ, hỏi chị Vân {MARKER}")
    await watched.officer.says(f"/hoi {code} Chuyện từ bao giờ?")
    await writer.says("Từ tháng ba ạ, cần thì gọi tôi số 0912 345 678")
    await watched.officer.says(f"/phanloai {code} tố cáo")
    for one in (watched.officer, chief):
        assert "Không tìm thấy" in (await one.says(f"/xem {code}"))[-1].words
        assert "Không có lệnh" in (await one.says(f"/niemphong {code}"))[-1].words
    redacted = await open_as_reader(watched, code)
    assert MARKER in redacted and "tháng ba" in redacted
    assert "Người Kín" not in redacted and "0912" not in redacted and "bao giờ" not in redacted
    await watched.chairman.presses("Bản đầy đủ")
    full = (await watched.chairman.says("Cần gọi cho người viết"))[-1]
    assert "0912 345 678" in full.words and "bao giờ" in full.words
    assert select(watched, "SELECT how FROM vault_openings ORDER BY id") == [("redacted",), ("full",)]


async def test_its_writer_is_told_privately_and_not_of_what(watched: Watched) -> None:
    writer, code = await filed(watched)
    before = len(writer.heard)
    await watched.officer.says(f"/phanloai {code} tố cáo")
    [told] = [said for said in writer.heard[before:] if code in said]
    assert "Địa điểm" in told and "không phải là đơn tố cáo" in told and MARKER not in told
    assert "đã được niêm phong" in (await writer.says(code))[-1].words
    assert MARKER not in (await writer.says("/quyen"))[-1].words


async def test_there_is_no_taking_back_but_by_a_reader(watched: Watched) -> None:
    """Nor does /hoantac take back something else in its place."""
    _, code = await filed(watched)
    await watched.officer.says(f"/uutien {code}")
    await watched.officer.says(f"/phanloai {code} tố cáo")
    for words in ("/hoantac", f"/hoantac {code}"):
        said = (await watched.officer.says(words))[-1].words
        assert "hoàn tác" in said.lower() or "Không tìm thấy" in said
    assert select(watched, "SELECT count(*) FROM petition_undo") == [(0,)]


_COLUMNS = {
    "petitions": "code, kind, field, status, story, person, due_at, received_at, hamlet, restricted",
    "running_clocks": "clock, started_at, due_at, warn_at",
    "attachments": "subject, unique_id, medium, state, sha256, size",
    "petition_days": "*",
}


def case_kept(watched: Watched) -> dict[str, object]:
    return {table: select(watched, f"SELECT {columns} FROM {table}") for table, columns in _COLUMNS.items()}


async def test_what_is_none_comes_back_as_it_was(watched: Watched) -> None:
    writer, code = await filed(watched)
    await watched.officer.says(f"/ghichu {code} Đã xem hiện trường")
    await watched.town.app.fetcher.fetch_some()
    was = case_kept(watched)
    events = select(watched, "SELECT at, actor, action, words FROM petition_events ORDER BY id")
    await watched.officer.says(f"/phanloai {code} tố cáo")
    await settle(watched)
    await open_as_reader(watched, code)
    await watched.chairman.presses("Không phải tố cáo")
    before = len(writer.heard)
    assert "trở lại hàng đợi" in (await watched.chairman.says("Là phản ánh về đền bù"))[-1].words
    await settle(watched)
    assert "không phải là tố cáo" in "\n".join(writer.heard[before:])
    assert case_kept(watched) == was
    assert select(watched, "SELECT at, actor, action, words FROM petition_events ORDER BY id")[:-1] == events
    left = "SELECT (SELECT count(*) FROM vault_records) + (SELECT count(*) FROM vault_files)"
    assert select(watched, left) == [(0,)]
    assert shown(watched.group, MARKER)
    assert code in (await watched.officer.says(f"/tim {MARKER}"))[-1].words
    assert any(MARKER in one.words for one in await watched.officer.says(f"/xem {code}"))


async def test_it_is_read_before_it_is_given_back(watched: Watched) -> None:
    _, code = await filed(watched)
    await watched.officer.says(f"/phanloai {code} tố cáo")
    await forges(watched.chairman, f"nb:{code}")
    await watched.chairman.says("Không xem cũng biết")
    assert select(watched, "SELECT how FROM vault_openings") == [("redacted",)]
    assert select(watched, "SELECT count(*) FROM petitions") == [(0,)]


async def test_nobody_else_gives_it_back_or_erases_it(watched: Watched) -> None:
    _, code = await filed(watched)
    await watched.officer.says(f"/phanloai {code} tố cáo")
    for press in ("nb", "ne"):
        await forges(watched.officer, f"{press}:{code}")
    await watched.officer.says("Không phải tố cáo")
    assert select(watched, "SELECT state FROM vault_records") == [("sealed",)]


async def test_what_was_joined_to_it_goes_along(watched: Watched) -> None:
    _, lead = await filed(watched)
    other = await watched.town.citizen("Người Khác", COMMUNE)
    await other.says("Tiền đền bù ở xóm Chợ chia sai")
    await other.presses("Đồng ý và gửi")
    part = str(select(watched, "SELECT code FROM petitions ORDER BY id DESC")[0][0])
    await watched.officer.says(f"/gop {part} {lead}")
    assert select(watched, "SELECT part_of FROM petitions WHERE part_of <> ''") == [(lead,)]
    await watched.officer.says(f"/phanloai {lead} tố cáo")
    assert {code for (code,) in select(watched, "SELECT code FROM vault_records")} == {lead, part}
    await open_as_reader(watched, part)
    await watched.chairman.presses("Không phải tố cáo")
    await watched.chairman.says("Chỉ nói về mức đền bù")
    assert select(watched, "SELECT code, status, part_of FROM petitions") == [(part, "reopened", "")]


async def test_whoever_it_concerns_opens_nothing(watched: Watched) -> None:
    """The chairwoman is meant: the writer hears that it is the level above's, and the code does not exist for her."""
    writer, code = await filed(watched, "Chuyện ở xóm Chợ, hỏi bà Lâm thì rõ")
    before = len(writer.heard)
    await watched.officer.says(f"/phanloai {code} tố cáo")
    assert "gửi đơn có chữ ký lên cấp trên trực tiếp" in "\n".join(writer.heard[before:])
    assert not shown(watched.chairman, "Có thông tin được niêm phong")
    assert "Không tìm thấy" in (await watched.chairman.says(f"/niemphong {code}"))[-1].words


async def test_what_came_without_a_chat_goes_in_with_who_it_was(watched: Watched) -> None:
    await watched.officer.says(f"/nhap {STORY}; bà Trần Thị Hộxạ; xóm Giữa; 0912 345 678; điện thoại; phản ánh")
    for _ in range(4):
        if select(watched, "SELECT count(*) FROM petitions") == [(1,)]:
            break
        await watched.officer.presses("Ghi vào sổ")
    [(code,)] = select(watched, "SELECT code FROM petitions")
    told = await watched.officer.says(f"/phanloai {code} tố cáo")
    assert "qua điện thoại" in told[-1].words or "qua điện thoại" in "\n".join(one.words for one in told)
    await settle(watched)
    assert MARKER.encode() not in watched.bytes_kept()
    redacted = await open_as_reader(watched, code)
    assert "Hộxạ" not in redacted and "xóm Giữa" not in redacted and "0912" not in redacted and MARKER in redacted
