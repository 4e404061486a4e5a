"""What people ask about their own data: done, refused with the day, or decided; and what is erased is gone."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from domain.people.roles import Member, Role
from tests.hostile.conftest import COMMUNE, OTHER, forges, kept, select, words_of, write
from tests.hostile.test_floods import CODE, OFFICE, filed, group_of
from tests.town import Person, Town

STORY = "Đèn đường ở đầu ngõ nhà bà Mận bị hỏng ba hôm nay"


async def chief_of(town: Town) -> Person:
    return await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)


async def asks(citizen: Person, button: str) -> str:
    await citizen.says("/quyen")
    return words_of(await citizen.presses(button))


async def closed(town: Town, citizen: Person, days_ago: int = 0) -> str:
    code = await filed(citizen, STORY)
    at = (town.clock.now() - timedelta(days=days_ago)).isoformat()
    write(town, f"UPDATE petitions SET status = 'confirmed', open = 0, closed_at = '{at}' WHERE code = '{code}'")
    return code


async def test_seeing_tells_what_is_held_and_closes_its_ticket(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await filed(citizen, STORY)
    said = await asks(citizen, "Xem")
    assert "Tên: Bà Lan" in said and "Ý kiến đã gửi: 1" in said and "Đồng ý lúc" in said and CODE.search(said)
    assert select(town, "SELECT right_, state FROM data_requests") == [("view", "done")]


async def test_a_copy_is_both_text_and_json(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, STORY)
    said = await asks(citizen, "Nhận bản sao")
    assert "Bản sao dữ liệu" in said
    assert "trục trặc" not in said
    files = {message.media.file.name: message.media.file.data for message in citizen.messages if message.media}
    assert files["du-lieu-cua-toi.docx"][:2] == b"PK"
    data = json.loads(files["du-lieu-cua-toi.json"])
    assert [(one["code"], one["words"]) for one in data["petitions"]] == [(code, STORY)]
    assert data["consents"] and data["conversations"]


@pytest.mark.parametrize(
    ("what", "new", "column"),
    [("Tên", "Nguyễn Thị Lan", "name"), ("Điện thoại", "0912 345 678", "phone"), ("Địa chỉ", "Thôn Đông", "home")],
)
async def test_correcting(town: Town, what: str, new: str, column: str) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await asks(citizen, "Sửa")
    await citizen.presses(what)
    assert "Đã sửa" in words_of(await citizen.says(new))
    values = [row[0] for row in select(town, f"SELECT {column} FROM persons")]
    assert new.replace(" ", "") in [value.replace(" ", "") for value in values]


async def test_consent_taken_back_leaves_only_what_the_law_demands(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, STORY)
    await citizen.says("Một bản nháp đang viết dở về chuyện ao làng")
    await asks(citizen, "Rút đồng ý")
    assert "Đã rút đồng ý" in words_of(await citizen.presses("Tôi chắc chắn"))
    assert kept(town, "ao làng") == []
    before = len(citizen.heard)
    await officer.says(f"/nhan {code}")
    assert len(citizen.heard) == before
    await officer.says(f"/traloi {code} Mai thợ đến sửa")
    assert "Mai thợ đến sửa" in citizen.last
    await filed(citizen, "Rác ở chợ chưa dọn")  # agreed anew
    await officer.says(f"/nhan {code}")
    assert select(town, "SELECT withdrawn_at FROM consents") == [(None,)]


async def test_erasing_refuses_what_must_be_kept_and_names_the_day(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await closed(town, citizen)
    await asks(citizen, "Xóa")
    said = words_of(await citizen.presses("Tôi chắc chắn"))
    assert code in said and "lưu đến hết 03/11/2027" in said and "Thông tư 05/2021" in said
    assert "petitions" in kept(town, "bà Mận")
    assert select(town, "SELECT state, reason <> '' FROM data_requests") == [("refused", 1)]


async def test_what_is_erased_is_in_no_table_and_not_on_the_disk(town: Town) -> None:
    group, citizen = await group_of(town), await town.citizen("Bà Lan", COMMUNE)
    await citizen.sends(photo=True, caption=STORY)
    code = CODE.search(words_of(await citizen.presses("Đồng ý và gửi")))
    assert code
    write(
        town,
        "UPDATE petitions SET status = 'confirmed', open = 0, closed_at = '2024-01-01T00:00:00.000000Z',"
        " sender_name = 'Lan Mận', place = 'ngõ Mận'",
    )
    await town.app.fetcher.fetch_some()
    files = [file for file in town.settings.files.rglob("*") if file.is_file()]
    assert files and kept(town, "Mận")
    await asks(citizen, "Xóa")
    said = words_of(await citizen.presses("Tôi chắc chắn"))
    assert "đã xóa nội dung: 1" in said
    assert kept(town, "Mận") == []
    assert select(town, "SELECT state FROM data_requests") == [("done",)]
    await town.app.timetable.tidy()
    assert [file for file in files if file.exists()] == []
    assert code[0] in words_of(await citizen.says(code[0]))  # its code still tells how it ended
    assert group.heard


async def test_parting_a_petition_from_its_sender_is_the_chiefs_to_decide(town: Town) -> None:
    chief, citizen = await chief_of(town), await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, f"{STORY}, số căn cước 031099001234")
    write(town, "UPDATE petitions SET status = 'confirmed', open = 0, closed_at = '2026-11-01T00:00:00.000000Z'")
    await asks(citizen, "Xóa")
    await citizen.presses("Tôi chắc chắn")
    await citizen.presses("Đề nghị khử nhận dạng")
    said = words_of(await citizen.presses("Tôi chắc chắn"))
    found = CODE.search(said)
    assert found and "chậm nhất" in said
    assert found[0] in chief.last
    assert found[0] in words_of(await chief.says("/quyenyeucau")) and "khử nhận dạng" in chief.last
    assert "Đã giải quyết" in words_of(await chief.says(f"/duyetquyen {found[0]}"))
    assert "không còn ghi là của ông/bà" in citizen.last
    owner = select(
        town, f"SELECT p.name, p.id FROM persons p JOIN petitions t ON t.person = p.id WHERE t.code = '{code}'"
    )
    assert owner[0][0] == "" and kept(town, "031099001234") == []
    assert words_of(await chief.says(f"/duyetquyen {found[0]}")).endswith("đã được giải quyết.")


async def test_an_objection_is_extended_once_and_refused_with_its_reason(town: Town) -> None:
    chief, citizen = await chief_of(town), await town.citizen("Bà Lan", COMMUNE)
    await asks(citizen, "Hạn chế, phản đối")
    found = CODE.search(words_of(await citizen.says("Tôi không muốn tên mình trong danh sách gửi đi")))
    assert found
    assert "18/11/2026" in citizen.last  # fifteen days
    assert "03/12/2026" in words_of(await chief.says(f"/giahanquyen {found[0]} Phải hỏi Sở Nội vụ"))
    assert "03/12/2026" in citizen.last
    assert "chỉ cho một lần" in words_of(await chief.says(f"/giahanquyen {found[0]} Lại bận"))
    assert "nêu lý do" in words_of(await chief.says(f"/tuchoiquyen {found[0]}"))
    await chief.says(f"/tuchoiquyen {found[0]} Danh sách do luật buộc phải lập")
    assert "Danh sách do luật buộc" in citizen.last and "khiếu nại" in citizen.last


async def test_the_chief_is_reminded_before_the_last_day(town: Town) -> None:
    chief, citizen = await chief_of(town), await town.citizen("Bà Lan", COMMUNE)
    await asks(citizen, "Hạn chế, phản đối")
    await citizen.says("Tôi không muốn tên mình trong danh sách gửi đi")
    await town.clock.move_to(town.clock.now() + timedelta(days=13))
    for _ in range(2):
        await town.app.timetable.plan()
        await town.app.timetable.remind()
        await town.quiet()
    assert len([words for words in chief.heard if "phải giải quyết chậm nhất ngày 18/11/2026" in words]) == 1


@pytest.mark.parametrize(
    "said", ["/quyenyeucau", "/duyetquyen {code}", "/tuchoiquyen {code} không", "/giahanquyen {code} bận"]
)
async def test_deciding_is_nobody_elses(town: Town, said: str) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await asks(citizen, "Hạn chế, phản đối")
    found = CODE.search(words_of(await citizen.says("Tôi phản đối việc dùng tên tôi")))
    assert found
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    stranger = await town.member("Đ/c Khác", OTHER, Role.CHIEF, town.app.world.plans[OTHER].petitions.office)
    for who in (citizen, officer):
        assert "Không có lệnh" in words_of(await who.says(said.format(code=found[0])))
    told = words_of(await stranger.says(said.format(code=found[0])))
    assert "Không có yêu cầu nào" in told and found[0] not in told
    assert select(town, "SELECT state FROM data_requests") == [("open",)]


@pytest.mark.parametrize("data", ["y:", "y:xyz", "y:erase:1", "y:²", "y:anonymise"])
async def test_forged_rights(town: Town, data: str) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await filed(citizen, STORY)
    await forges(citizen, data)
    assert select(town, "SELECT 1 FROM data_requests") == []


async def test_nothing_of_it_in_a_group(town: Town) -> None:
    chief = await chief_of(town)
    group = await town.group("Tổ tiếp nhận", chief, Member(COMMUNE, OFFICE, Role.OFFICER))
    for said in ("/quyen", "/quyenyeucau", "/duyetquyen K7M2-9QXT-4"):
        assert "riêng" in words_of(await group.says(said))


async def test_numbers_are_covered_in_the_group_and_open_to_the_officer_alone(town: Town) -> None:
    group = await group_of(town)
    officer = next(person for person in town.people if person.name == "Đ/c Oai" and not person.group)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    first = words_of(await citizen.says("Căn cước của tôi 031099001234, gọi 0912345678, hộ nghèo chưa được xét"))
    assert "Không cần gửi ảnh căn cước" in first
    code = CODE.search(words_of(await citizen.presses("Đồng ý và gửi")))
    assert code
    shown = "\n".join(group.heard)
    assert "031099001234" not in shown and "0912345678" not in shown and "•••••••678" in shown
    alone = words_of(await officer.says(f"/xem {code[0]}"))
    assert "031099001234" in alone and "0912345678" in alone
    assert "031099001234" not in words_of(await group.says(f"/xem {code[0]}"))
    again = words_of(await citizen.says("Xin nhắc lại căn cước 031099001234 của tôi về hộ nghèo"))
    assert "Không cần gửi ảnh" not in again  # once


async def test_a_picture_called_an_identity_card_is_cautioned(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    assert "Không cần gửi ảnh căn cước" in words_of(await citizen.sends(photo=True, caption="ảnh CCCD của tôi"))
