"""Floods over real turns: nothing is lost, nobody honest is kept out, and officers are told once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain.people.roles import Member, Role
from tests.hostile.conftest import COMMUNE, OTHER, forges, select, words_of, write
from tests.town import Person, Town

OFFICE = "van-phong"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


async def filed(citizen: Person, words: str) -> str:
    """The code, once it was confirmed."""
    await citizen.says(words)
    said = words_of(await citizen.presses("Đồng ý và gửi"))
    found = CODE.search(said)
    assert found, said
    return found[0]


async def group_of(town: Town) -> Person:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    return await town.group("Tổ tiếp nhận", officer, Member(COMMUNE, OFFICE, Role.OFFICER))


def status_of(town: Town, code: str) -> str:
    return str(select(town, f"SELECT status FROM petitions WHERE code = '{code}'")[0][0])


async def test_five_hundred_messages_in_a_minute_are_one_petition(town: Town) -> None:
    citizen = await town.citizen("Anh Vội", COMMUNE)
    lines = [f"Dòng thứ {number}: cống trước chợ lại tắc" for number in range(500)]

    def send_all() -> None:
        for line in lines:
            town.messenger.send(citizen, text=line)

    before = len(citizen.heard)
    await town.after(citizen, send_all)
    limit = town.app.world.habits.floods.messages_minute
    assert len(citizen.heard) - before <= limit + 2
    assert sum("Các tin ông/bà gửi liền nhau" in words for words in citizen.heard) == 1
    receipt = words_of(await citizen.presses("Đồng ý và gửi"))
    story = select(town, "SELECT story FROM petitions")
    assert [line for line in lines if line not in story[0][0]] == []
    assert len(story) == 1 and CODE.search(receipt)


async def test_beyond_the_hours_measure_petitions_are_held_and_let_in(town: Town) -> None:
    group, citizen = await group_of(town), await town.citizen("Anh Nhiều", COMMUNE)
    most = town.app.world.habits.floods.petitions_hour
    codes = [await filed(citizen, f"Ổ gà số {number} trên đường liên thôn") for number in range(most + 3)]
    assert [status_of(town, code) for code in codes] == ["received"] * most + ["held"] * 3
    told = [words for words in group.heard if "đang được giữ lại" in words]
    assert len(told) == 1 and not any(code in words for code in codes[most:] for words in group.heard)
    assert "3 ý kiến đang giữ lại" in words_of(await group.says("/hangdoi"))
    assert "xem trước khi phân công xử lý" in words_of(await citizen.says(codes[-1]))
    assert "Anh Nhiều: 3 ý kiến" in words_of(await group.says("/thahang"))
    await group.says(f"/thahang {codes[most]}")
    assert status_of(town, codes[most]) == "received" and any(codes[most] in words for words in group.heard)
    await group.says("/thahang")
    await group.presses("đưa vào hàng đợi (2)")
    assert {status_of(town, code) for code in codes} == {"received"}
    assert words_of(await group.says("/thahang")) == "Không có ý kiến nào đang giữ lại."


async def test_held_petitions_are_ended_as_spam(town: Town) -> None:
    group, citizen = await group_of(town), await town.citizen("Anh Rác", COMMUNE)
    most = town.app.world.habits.floods.petitions_hour
    codes = [await filed(citizen, f"Quảng cáo số {number} bán hàng giá rẻ") for number in range(most + 2)]
    before = len(citizen.heard)
    await group.says("/thahang")
    await group.presses("tin rác")
    assert [status_of(town, code) for code in codes[most:]] == ["rejected"] * 2
    assert len(citizen.heard) == before + 1
    assert (
        "Không thể" in words_of(await group.says(f"/thurac {codes[0]}")) or status_of(town, codes[0]) == "received"
    )


async def test_a_held_petition_takes_evidence_and_withdraws_silently(town: Town) -> None:
    group, citizen = await group_of(town), await town.citizen("Anh Nhiều", COMMUNE)
    most = town.app.world.habits.floods.petitions_hour
    codes = [await filed(citizen, f"Ổ gà số {number} trên đường liên thôn") for number in range(most + 1)]
    before = len(group.heard)
    await citizen.says(codes[-1])
    await citizen.presses("Bổ sung")
    assert "Đã chuyển nội dung" in words_of(await citizen.says("Ở gần cây đa"))
    assert len(group.heard) == before
    assert select(town, "SELECT 1 FROM petition_events WHERE words = 'Ở gần cây đa'")


async def test_somebody_slow_is_never_held(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    for number in range(6):
        await town.clock.move_to(town.clock.now() + timedelta(minutes=61))
        assert status_of(town, await filed(citizen, f"Việc thứ {number} trong ngày: rác chưa dọn")) == "received"


async def test_a_crowd_is_heard_and_told_once(town: Town) -> None:
    """Sixty people about one culvert: each has a code, none is held, and the officers are told once."""
    group = await group_of(town)
    crowd = [await town.person(f"Dân {number}") for number in range(60)]
    for person in crowd:
        person.town.people.remove(person)
    for person in crowd:
        town.messenger.start(person, f"c_{COMMUNE}")
    await town.quiet()
    for number, person in enumerate(crowd):
        town.messenger.send(person, text=f"Nhà số {number} thôn Đông bị ngập do cống vỡ")
    await town.quiet()
    for person in crowd:
        number, data = town.button(person, "Đồng ý và gửi", None)
        town.messenger.press(person, number, data)  # type: ignore[attr-defined]
    await town.quiet()
    assert select(town, "SELECT status, count(*) FROM petitions GROUP BY status") == [("received", 60)]
    notices = [words for words in group.heard if "Có thể là điểm nóng" in words]
    assert len(notices) == 1


async def test_the_same_words_again_are_the_same_petition(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, "Đèn đường ở đầu ngõ bị hỏng ba hôm nay")
    assert await filed(citizen, "Đèn đường ở đầu ngõ bị hỏng ba hôm nay") == code
    await town.clock.move_to(town.clock.now() + timedelta(hours=2))
    assert await filed(citizen, "Đèn đường ở đầu ngõ bị hỏng ba hôm nay") != code
    assert len(select(town, "SELECT 1 FROM petitions")) == 2


async def test_who_is_banned_is_told_once_and_still_helped(town: Town) -> None:
    chief = await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    citizen = await town.citizen("Anh Quấy", COMMUNE)
    code = await filed(citizen, "Xã làm ăn kiểu gì thế này, chẳng ra sao cả")
    assert "Xin nhắn /chan" in words_of(await chief.says(f"/chan {code} mãi mãi"))
    assert "Đã tạm dừng nhận ý kiến mới" in words_of(await chief.says(f"/chan {code} 7 Nhiều lần xúc phạm cán bộ"))
    told = words_of(await citizen.says("Tôi muốn phản ánh tiếp việc hôm trước"))
    assert "tạm thời không nhận ý kiến mới" in told and "trực tiếp" in told and "Nhiều lần xúc phạm" in told
    assert words_of(await citizen.says("Tôi lại muốn phản ánh tiếp đây")) == ""
    assert "114" in words_of(await citizen.says("Cháy nhà ở thôn Đông rồi cứu với"))
    assert "có thể là tố cáo" in words_of(await citizen.says("Chủ tịch xã nhận hối lộ của dân"))
    await citizen.presses("Tôi không tố cáo ai")
    assert code in words_of(await citizen.says(code))
    assert len(select(town, "SELECT 1 FROM petitions")) == 1
    assert [row[0] for row in select(town, "SELECT what FROM history WHERE what LIKE '%ban%'")] == [
        "person banned"
    ]
    assert "Anh Quấy" in words_of(await chief.says("/dschan"))
    await chief.presses("Bỏ tạm dừng")
    assert await filed(citizen, "Đèn đường đầu ngõ hỏng ba hôm nay") != code


async def test_a_ban_ends_by_itself_and_holds_in_one_commune(town: Town) -> None:
    chief = await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    citizen = await town.citizen("Anh Quấy", COMMUNE)
    code = await filed(citizen, "Xã làm ăn kiểu gì thế này, chẳng ra sao cả")
    await chief.says(f"/chan {code} 1 Xúc phạm")
    await citizen.says(f"/xa {OTHER}")
    assert await filed(citizen, "Đèn đường đầu ngõ hỏng ba hôm nay") != code
    await citizen.says(f"/xa {COMMUNE}")
    assert "tạm thời không nhận" in words_of(await citizen.says("Rác ở chợ chưa dọn"))
    await town.clock.move_to(town.clock.now() + timedelta(days=1, hours=16))
    assert await filed(citizen, "Rác ở chợ chưa dọn hai hôm nay")
    assert words_of(await chief.says("/dschan")) == "Không có ai đang bị tạm dừng."


@pytest.mark.parametrize(
    "said", ["/chan {code} 7 thử", "/bochan {code}", "/dschan", "/thahang {code}", "/thurac {code}"]
)
@pytest.mark.parametrize("role", [None, Role.STAFF, Role.LEADER])
async def test_others_know_of_none_of_these(town: Town, said: str, role: Role | None) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, "Đèn đường ở đầu ngõ bị hỏng ba hôm nay")
    who = await town.member("Đ/c Kia", COMMUNE, role, "phong-kinh-te") if role else citizen
    assert "Không có lệnh" in words_of(await who.says(said.format(code=code)))
    assert select(town, "SELECT 1 FROM bans") == [] and status_of(town, code) == "received"


@pytest.mark.parametrize(
    "data", ["gl:r:{code}", "gl:s:{code}", "gl:x:{code}", "gl", "bo:1", "bo:²", f"bo:{'9' * 40}", "bo:"]
)
async def test_forged_buttons_of_others_do_nothing(town: Town, data: str) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, "Đèn đường ở đầu ngõ bị hỏng ba hôm nay")
    write(town, f"UPDATE petitions SET status = 'held', open = 0 WHERE code = '{code}'")
    stranger = await town.member("Đ/c Xã Khác", OTHER, Role.CHIEF, town.app.world.plans[OTHER].petitions.office)
    for who in (citizen, stranger):
        await forges(who, data.format(code=code))
    assert status_of(town, code) == "held" and select(town, "SELECT 1 FROM bans") == []
