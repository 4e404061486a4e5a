"""Tố cáo by staff, in reasons and titles that others read: nothing of it is passed on, and nothing is kept."""

from __future__ import annotations

import pytest

from domain.people.roles import Role
from tests.hostile.conftest import ACCUSATION, COMMUNE, kept, select, words_of
from tests.hostile.test_floods import OFFICE, filed
from tests.hostile.test_reports import collector, handed_in, staff
from tests.town import Person, Town

SECRET, REFUSED = "hối lộ", "có thể có nội dung tố cáo"

Said = list[str]
"""Said or chosen one behind the other; the last accuses."""

FORMS: dict[str, Said] = {
    "exemption": ["/mien", "1", "Phòng Kinh tế", ACCUSATION],
    "lock": ["/khoa", "1", ACCUSATION],
    "title": [f"/dotxuat 15/12 Rà soát việc {ACCUSATION}; Phòng Kinh tế"],
    "title asked": ["/dotxuat 15/12", ACCUSATION],
    "day": ["/dathan", "1", "15/12/2026", "1", ACCUSATION],
}


async def says_all(person: Person, said: Said) -> str:
    for words in said:
        answered = await person.says(words)
    return words_of(answered)


def spread(town: Town) -> list[str]:
    """Where it is found: tables, and people to whom it was said."""
    told = [person.name for person in town.people if any(SECRET in said for said in person.heard)]
    return kept(town, SECRET) + told


@pytest.mark.parametrize("said", FORMS.values(), ids=FORMS.keys())
async def test_in_a_collectors_form(town: Town, said: Said) -> None:
    boss = await collector(town)
    await staff(town)
    assert REFUSED in await says_all(boss, said)
    assert spread(town) == [] and select(town, "SELECT 1 FROM dialogs") == []


async def test_in_a_review(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    code = await handed_in(hoa)
    before = len(hoa.heard)
    assert REFUSED in await says_all(boss, [f"/tralai {code} {ACCUSATION}; 15/12/2026"])
    assert REFUSED in await says_all(boss, [f"/tralai {code}", ACCUSATION])
    assert len(hoa.heard) == before and spread(town) == []
    assert select(town, "SELECT 1 FROM reviews") == []


async def test_in_taking_back_a_request(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    await boss.says("/dotxuat 15/12 Rà soát hộ nghèo; Phòng Kinh tế")
    await boss.says("Không có biểu mẫu")
    await boss.presses("Gửi yêu cầu")
    before = len(hoa.heard)
    await boss.says("/dsdotxuat")
    await boss.presses("Rà soát")
    assert REFUSED in words_of(await boss.says(ACCUSATION))
    assert len(hoa.heard) == before and spread(town) == []


async def test_in_more_time_asked_for(town: Town) -> None:
    """A unit's own words are protected like anybody's."""
    hoa, boss = await staff(town), await collector(town)
    before = len(boss.heard)
    await hoa.says("/luihan")
    await hoa.presses("Báo cáo")
    assert "có thể là tố cáo" in await says_all(hoa, ["15/01/2027", ACCUSATION])
    assert len(boss.heard) == before and spread(town) == []


async def test_in_a_handover(town: Town) -> None:
    admin = await town.member("Đ/c Quản", COMMUNE, Role.ADMIN, OFFICE)
    hoa = await staff(town)
    before = len(hoa.heard)
    await admin.says("/bangiao")
    await admin.says("Đ/c Hoa")
    await admin.presses("Kết thúc ngay")
    assert REFUSED in words_of(await admin.says(ACCUSATION))
    assert len(hoa.heard) == before and spread(town) == []


@pytest.mark.parametrize(
    "said", ["/vungxa {code} có {accusation}", "/lich nghỉ 23/11/2026 {accusation}", "/moi Tổ {accusation}"]
)
async def test_in_a_command(town: Town, said: str) -> None:
    everything = await town.member("Đ/c Kiêm", COMMUNE, Role.ADMIN, OFFICE)
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    code = await filed(await town.citizen("Bà Lan", COMMUNE), "Đèn đường hỏng ba hôm nay")
    who = officer if "{code}" in said else everything
    answered = words_of(await who.says(said.format(code=code, accusation=ACCUSATION)))
    assert "có thể có nội dung tố cáo" in answered and spread(town) == []


async def test_a_refusal_of_rights_accuses_nobody(town: Town) -> None:
    chief = await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await citizen.says("/quyen")
    await citizen.presses("Hạn chế, phản đối")
    await citizen.says("Tôi phản đối việc dùng tên tôi")
    [(code,)] = select(town, "SELECT code FROM data_requests")
    for command in ("tuchoiquyen", "giahanquyen"):
        await chief.says(f"/{command} {code} {ACCUSATION}")
    assert spread(town) == [] and select(town, "SELECT state FROM data_requests") == [("open",)]


@pytest.mark.parametrize(
    "title",
    ["Báo cáo giải quyết khiếu nại, tố cáo quý IV", "Báo cáo phòng, chống tham nhũng", "Rà soát đơn tố cáo"],
)
async def test_reports_about_accusations_are_still_asked_for(town: Town, title: str) -> None:
    hoa, boss = await staff(town), await collector(town)
    await boss.says(f"/dotxuat 15/12 {title}; Phòng Kinh tế")
    await boss.says("Không có biểu mẫu")
    await boss.presses("Gửi yêu cầu")
    [(code,)] = select(town, "SELECT title FROM requests")
    assert code == title
    await boss.says(f"/tralai {await handed_in(hoa)} Thiếu số liệu đơn tố cáo ở mục II; 15/12/2026")
    assert len(select(town, "SELECT 1 FROM reviews")) == 1
