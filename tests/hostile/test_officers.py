"""Officers at their worst: orders that call themselves, joins in a chain, undoing what was hidden, bans at midnight."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.people.roles import Role
from tests.hostile.conftest import COMMUNE, forges, select, words_of, write
from tests.hostile.test_floods import OFFICE, filed, group_of, status_of
from tests.town import Person, Town

MATTERS = ("Đèn đường ở đầu ngõ bị hỏng ba hôm nay", "Rác ở chợ chưa dọn hai hôm nay", "Cống trước trường bị tắc")


async def officer_of(town: Town, name: str = "Đ/c Oai") -> Person:
    return await town.member(name, COMMUNE, Role.OFFICER, OFFICE)


async def three(town: Town) -> list[str]:
    return [
        await filed(await town.citizen(f"Bà {number}", COMMUNE), words) for number, words in enumerate(MATTERS)
    ]


def part_of(town: Town, code: str) -> str:
    return str(select(town, f"SELECT part_of FROM petitions WHERE code = '{code}'")[0][0])


@pytest.mark.parametrize("called", ["lenh", "macro", "lenhgop", "undo", "hoantac", "mau", "canned", "mautraloi"])
async def test_an_order_that_calls_orders_is_none(town: Town, called: str) -> None:
    officer = await officer_of(town)
    [code, *_] = await three(town)
    await officer.says(f"/lenh vong = ghichu xem; {called} vong")
    await officer.says(f"/lenh vong {code}")
    assert select(town, "SELECT action FROM petition_events WHERE action = 'note'") == []


@pytest.mark.parametrize("called", ["dong", "close", "ketthuc", "khongxuly", "reject", "gop", "merge", "tradon"])
async def test_an_order_that_ends_a_case_is_shown_first_whatever_it_is_called(town: Town, called: str) -> None:
    officer = await officer_of(town)
    [code, other, *_] = await three(town)
    rest = other if called in ("gop", "merge") else "Đã sửa xong theo văn bản 12/UBND"
    await officer.says(f"/lenh het = nhan; {called} {rest}")
    said = words_of(await officer.says(f"/lenh het {code}"))
    assert status_of(town, code) == "received" and said


async def test_a_join_taken_back_gives_back_what_came_along(town: Town) -> None:
    officer = await officer_of(town)
    one, two, three_ = await three(town)
    await officer.says(f"/gop {two} {one}")
    await officer.says(f"/gop {one} {three_}")
    assert part_of(town, two) == three_
    await officer.says("/hoantac")
    await officer.presses("Hoàn tác", within="Sẽ")
    assert (part_of(town, one), part_of(town, two)) == ("", one)


async def test_joins_never_make_a_circle(town: Town) -> None:
    officer = await officer_of(town)
    one, two, three_ = await three(town)
    for first, second in ((one, one), (one, two), (two, one), (two, three_), (three_, one), (three_, two)):
        await officer.says(f"/gop {first} {second}")
    assert {code: part_of(town, code) for code in (one, two, three_)} == {one: three_, two: three_, three_: ""}
    assert "trục trặc" not in "".join(officer.heard)
    await officer.says(f"/tach {one} Phần riêng về cột đèn")
    assert len(select(town, "SELECT 1 FROM petitions")) == 3


async def test_whoever_hid_a_case_cannot_show_it_to_all_again(town: Town) -> None:
    """It is in the vault: its reader alone may give it back."""
    await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    group = await group_of(town)
    officer = await officer_of(town, "Đ/c Hai")
    code = await filed(await town.citizen("Bà Lan", COMMUNE), "Chuyện ở xóm Chợ, hỏi chú Hùng thì rõ")
    await officer.says(f"/phanloai {code} tố cáo")
    before = len(group.heard)
    await officer.says("/hoantac")
    assert select(town, "SELECT 1 FROM petitions") == []
    assert select(town, "SELECT code FROM vault_records") == [(code,)]
    assert len(group.heard) == before


async def test_a_ban_ends_at_midnight(town: Town) -> None:
    chief = await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    citizen = await town.citizen("Anh Quấy", COMMUNE)
    code = await filed(citizen, "Xã làm ăn kiểu gì thế này, chẳng ra sao cả")
    await chief.says(f"/chan {code} 1 Xúc phạm")
    last = town.clock.now().replace(hour=23, minute=59, second=30) + timedelta(days=1)
    await town.clock.move_to(last)
    assert "tạm thời không nhận" in words_of(await citizen.says(MATTERS[1]))
    await town.clock.move_to(last + timedelta(seconds=31))
    assert await filed(citizen, MATTERS[1]) != code


async def test_somebody_banned_goes_on_with_what_is_open(town: Town) -> None:
    chief = await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    officer = await officer_of(town)
    citizen = await town.citizen("Anh Quấy", COMMUNE)
    code = await filed(citizen, MATTERS[0])
    await chief.says(f"/chan {code} 7 Xúc phạm")
    await officer.says(f"/hoi {code} Ở ngõ nào?")
    assert "Đã chuyển nội dung" in words_of(await citizen.says("Ở ngõ 25, cạnh nhà văn hóa"))
    await officer.says(f"/dong {code} Đã thay bóng theo văn bản 12/UBND")
    await citizen.presses("Chưa xong")
    assert status_of(town, code) != "closed"


@pytest.mark.parametrize(
    "words",
    [
        "đ" * 9000,
        "<b>đậm & <i>hỏng",
        "*x* _y_ `z` [a](b)",
        "\u202eđảo ngược\u202c chữ",
        "👍" * 200,
        "{ho_ten} {0} %s {words}",
    ],
)
async def test_whatever_an_officer_answers_arrives(town: Town, words: str) -> None:
    officer, citizen = await officer_of(town), await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, MATTERS[0])
    await officer.says(f"/nhan {code}")
    before = len(citizen.heard)
    for at in range(0, len(words), 4000):
        await officer.says(f"/traloi {code} Trả lời {words[at : at + 4000]}")
    said = "".join(citizen.heard[before:])
    assert all(char in said for char in set(words) - {"\u202e", "\u202c"})


async def test_somebody_with_a_name_without_end(town: Town) -> None:
    group = await group_of(town)
    code = await filed(await town.citizen("Lan " * 2500, COMMUNE), MATTERS[0])
    assert any(code in said for said in group.heard)


async def test_a_case_that_waits_for_its_sender_is_not_put_off_twice(town: Town) -> None:
    """Its clock stands still: more time is still counted from the promise, and nothing fails."""
    officer, citizen = await officer_of(town), await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, MATTERS[0])
    await officer.says(f"/nhan {code}")
    await officer.says(f"/hoi {code} Ở ngõ nào?")
    for said in (
        "30/11/2026 chờ thợ",
        "30/12/2026 chờ thợ",
        "01/11/2026 chờ thợ",
        "phức tạp 12/QĐ ngày 01/11/2026 x",
    ):
        await officer.says(f"/giahan {code} {said}")
    await citizen.says("Ở ngõ 25")
    assert "trục trặc" not in "".join(officer.heard + citizen.heard)


async def test_nobody_is_given_a_case_after_they_left(town: Town) -> None:
    officer, leaves = await officer_of(town), await officer_of(town, "Đ/c Đi")
    code = await filed(await town.citizen("Bà Lan", COMMUNE), MATTERS[0])
    await officer.says(f"/giao {code} Không Ai")
    _, data = town.button(officer, "Đ/c Đi", None)
    write(town, "DELETE FROM memberships WHERE person = (SELECT id FROM persons WHERE name = 'Đ/c Đi')")
    await forges(officer, data)
    assert select(town, "SELECT owner FROM petitions") == [(None,)]
    before = len(leaves.heard)
    await forges(leaves, f"p:{code}:take:1")
    assert status_of(town, code) == "received" and len(leaves.heard) >= before
