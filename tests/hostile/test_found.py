"""What once went wrong when somebody did their worst, each by itself."""

from __future__ import annotations

import re

import pytest

from domain.people.roles import Member, Role
from sandbox.control import acting, bodies
from sandbox.telegram.model import Standing
from tests.hostile.conftest import COMMUNE, OTHER, forges, presses_on, select, words_of
from tests.town import Person, Town

OFFICE, UNIT = "van-phong", "phong-kinh-te"
PLAIN = "Đèn đường ở đầu ngõ bị hỏng ba hôm nay"


async def filed(citizen: Person, words: str = PLAIN) -> str:
    """The code."""
    await citizen.says(words)
    return code_in(words_of(await citizen.presses("Đồng ý và gửi")))


def code_in(words: str) -> str:
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", words)
    assert found, words
    return found[0]


@pytest.mark.parametrize(
    "data",
    [
        "f",
        "f:1",
        "f:1:2",
        "xd:²:granted",
        f"xd:{'9' * 40}:granted",
        f"qp:2026-01-01:{'9' * 40}",
        "ig:zzz:van-phong",
    ],
)
async def test_a_forged_button_is_an_old_one(town: Town, data: str) -> None:
    everything = await town.member("Đ/c Kiêm", COMMUNE, Role.ADMIN, OFFICE)
    await everything.starts(await town.invitation(Member(COMMUNE, OFFICE, Role.OFFICER)))
    await forges(everything, data)
    press = list(town.sandbox.presses.values())[-1]
    assert "Lựa chọn này đã cũ" in everything.last + press.text


@pytest.mark.parametrize("role", ["admin", "leader", "chief"])
async def test_a_forged_button_invites_no_group_as_more_than_the_plan_has(town: Town, role: str) -> None:
    admin = await town.member("Đ/c Quản", COMMUNE, Role.ADMIN, OFFICE)
    assert "Lựa chọn này đã cũ" in words_of(await forges(admin, f"ig:{role}:{OFFICE}"))
    assert "Lựa chọn này đã cũ" in words_of(await forges(admin, "ig:staff:khong-co"))


@pytest.mark.parametrize("data", ["n:a:b:c", "x:a:b:c", "qp:2026-01-01:1", "p:a:b:c"])
async def test_a_units_button_before_a_commune_is_chosen(town: Town, data: str) -> None:
    somebody = await town.person("Ai đó")
    await somebody.starts()
    assert "Ủy ban nhân dân nào" in words_of(await forges(somebody, data))


@pytest.mark.parametrize(
    "command", ["/phananh", f"/phananh {PLAIN}", "/tracuu", "/xa", "/moi", "/dathan", "/vuongmac"]
)
async def test_forms_are_not_filled_in_before_a_group(town: Town, command: str) -> None:
    boss = await town.member("Đ/c Quản", COMMUNE, Role.ADMIN, OFFICE)
    for role in (Role.COLLECTOR, Role.OFFICER):
        await boss.starts(await town.invitation(Member(COMMUNE, OFFICE, role)))
    group = await town.group("Nhóm", boss, Member(COMMUNE, OFFICE, Role.OFFICER))
    assert "trò chuyện riêng" in words_of(await group.says(command))
    assert select(town, "SELECT * FROM dialogs") == []


async def test_a_link_in_a_group_changes_nobodys_commune(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    group = await town.group("Nhóm", officer, Member(COMMUNE, OFFICE, Role.OFFICER))
    await group.says(f"/start@{group.bot} c_{OTHER}")
    assert "Ý kiến chờ xử lý" in words_of(await officer.says("/hangdoi"))


async def test_a_hidden_admin_is_spoken_to_only_when_speaking_to_us(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    group = await town.group("Nhóm", officer, Member(COMMUNE, OFFICE, Role.OFFICER))
    assert await group.sends(text="Chiều nay họp nhé", anonymous=True) == []
    assert "không ẩn danh" in words_of(await group.sends(text="/hangdoi", anonymous=True))


async def test_a_dialogue_that_cannot_go_on_ends(town: Town) -> None:
    """A colleague hands in while more time is being asked for."""
    first, second = [await town.member(name, COMMUNE, Role.STAFF, UNIT) for name in ("Đ/c Hoa", "Đ/c Mai")]
    duty = town.button(first, "Nộp báo cáo", None)[1].removeprefix("n:")
    await forges(first, f"x:{duty}")
    await forges(second, f"n:{duty}")
    await second.says("25/BC-UBND ngày 02/01/2026")
    await first.says("15/12/2026")
    assert PLAIN in words_of(await first.says(PLAIN))


async def test_words_for_a_closed_case_are_not_asked_for(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen)
    await officer.says(f"/traloi {code}")
    await forges(officer, f"p:{code}:reject:1")
    await officer.says("Không thuộc thẩm quyền")
    assert "đang ở tình trạng" in words_of(await officer.says(f"/dong {code}"))
    assert PLAIN in words_of(await officer.says(PLAIN))


async def test_a_draft_goes_along_to_the_commune_chosen_last(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    old = await citizen.says(PLAIN)
    said = await citizen.says(f"/xa {OTHER}")
    assert "UBND xã Hành Thiện" in said[-1].words and PLAIN in said[-1].words
    await presses_on(citizen, "Đồng ý và gửi", old[-1])
    assert select(town, "SELECT * FROM petitions") == []
    await presses_on(citizen, "Đồng ý và gửi", said[-1])
    assert select(town, "SELECT commune FROM petitions") == [(OTHER,)]


async def test_a_button_speaks_for_the_commune_that_put_it_there(town: Town) -> None:
    """Somebody works in two communes, and the other one was chosen last."""
    both = await town.member("Đ/c Hoa", COMMUNE, Role.STAFF, UNIT)
    await both.starts(await town.invitation(Member(OTHER, OFFICE, Role.STAFF)))
    hand_in = next(m for m in both.messages if any("Nộp" in b["text"] for row in m.buttons for b in row))
    await presses_on(both, "Nộp", hand_in)
    await both.says("25/BC-UBND ngày 02/01/2026")
    assert select(town, "SELECT commune, unit FROM submissions") == [(COMMUNE, UNIT)]


async def test_words_for_one_commune_do_not_land_in_a_case_of_another(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await officer.says(f"/hoi {await filed(citizen)} Ở ngõ nào?")
    await citizen.says(f"/xa {OTHER}")
    assert "UBND xã Hành Thiện" in words_of(await citizen.says("Mất nước ở thôn Đông từ hôm qua đến nay"))


async def test_a_group_that_changes_hands_hears_no_more_of_the_old_cards(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    group = await town.group("Nhóm", officer, Member(COMMUNE, OFFICE, Role.OFFICER))
    code = await filed(await town.citizen("Bà Lan", COMMUNE))
    await group.starts(await town.invitation(Member(OTHER, OFFICE, Role.OFFICER), group=True))
    before = [message.words for message in group.messages]
    await officer.says(f"/xa {COMMUNE}")
    await officer.says(f"/nhan {code}")
    assert [message.words for message in group.messages] == before
    assert code not in words_of(await forges(group, f"p:{code}:take:1"))


async def test_buttons_in_a_group_that_is_nobodys_do_nothing(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    group = await town.group("Nhóm", officer, Member(COMMUNE, OFFICE, Role.OFFICER))
    code = await filed(await town.citizen("Bà Lan", COMMUNE))
    chat, bot = town.chat_of(group), town.sandbox.bot_named(group.bot)
    assert bot
    body = bodies.Kick(group=chat.id, bot=bot.username, by=officer.id)
    await town.after(group, lambda: acting.kick(town.sandbox, body))
    chat.members[bot.id] = Standing.ADMINISTRATOR
    assert await forges(group, f"q:{code}") == []
    assert select(town, "SELECT status FROM petitions") == [("received",)]


async def test_an_album_under_a_card_is_one_note_with_all_its_pictures(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    group = await town.group("Nhóm", officer, Member(COMMUNE, OFFICE, Role.OFFICER))
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen)
    album = [{"photo": name, "caption": f"/traloi {code} Đã sửa" if name == "1" else ""} for name in "123"]
    before = len(citizen.heard)
    said = await group.sends(album=album)
    assert len(said) == 1
    assert len(citizen.heard) == before + 3  # every picture


async def test_hamlets_nearly_alike_are_not_the_same(town: Town) -> None:
    admin = await town.member("Đ/c Quản", COMMUNE, Role.ADMIN, OFFICE)
    for name in ("Thôn 1", "Thôn 2", "Thôn 10"):
        await admin.says(f"/moi {name}")
        assert name in words_of(await admin.presses("Không thuộc nhóm nào"))
    assert len(select(town, "SELECT 1 FROM units WHERE commune = 'nghi-duong' AND name LIKE 'Thôn %'")) == 3
    assert "Có vài đơn vị" in words_of(await admin.says("/moi Phòng"))


async def test_the_29th_of_february_is_not_every_year(town: Town) -> None:
    await town.clock.move_to(town.clock.now().replace(year=2027))
    collector = await town.member("Đ/c Yến", COMMUNE, Role.COLLECTOR, "phong-vhxh")
    await collector.says("/dathan")
    await collector.presses("Tổng hợp báo cáo")
    said = await collector.says("29/02/2028")
    assert "Hằng năm" not in [b["text"] for row in said[-1].buttons for b in row]


@pytest.mark.parametrize(
    "day, why",
    [("31/12/9999", "quá xa"), ("31/06/2027", "chưa đọc được"), ("05/11/2026", "cần một ngày sau 10/11/2026")],
)
async def test_no_report_is_put_off_for_ever_or_brought_forward(town: Town, day: str, why: str) -> None:
    staff = await town.member("Đ/c Hoa", COMMUNE, Role.STAFF, UNIT)
    data = [
        b["callback_data"]
        for m in staff.messages
        for row in m.buttons
        for b in row
        if "2026-N" in b["callback_data"]
    ]
    await forges(staff, data[0].replace("n:", "x:", 1))
    assert why in words_of(await staff.says(day))


async def test_a_picture_with_a_sentence_is_no_further_page_of_the_report(town: Town) -> None:
    staff = await town.member("Đ/c Hoa", COMMUNE, Role.STAFF, UNIT)
    await staff.presses("Nộp báo cáo")
    await staff.sends(document="bao-cao.pdf")
    assert "Đã thêm 1 tệp" in words_of(
        await staff.sends(document="phu-luc.pdf", caption="Phụ lục số liệu của các thôn")
    )
    assert "Xin ông/bà xem lại" in words_of(
        await staff.sends(photo=True, caption="Ổ gà trên đường thôn 3, xin xã sửa")
    )


async def test_a_collector_who_cannot_count_backwards(town: Town) -> None:
    collector = await town.member("Đ/c Yến", COMMUNE, Role.COLLECTOR, "phong-vhxh")
    await collector.says("/buocnhac")
    await collector.presses("Mọi báo cáo")
    assert "mỗi số không quá" in words_of(await collector.says("-1"))


async def test_a_sentence_instead_of_a_code_is_a_petition(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await citizen.says("/tracuu")
    assert "mã" in words_of(await citizen.says("K7M2-9QXT-5"))
    assert "Xin ông/bà xem lại" in words_of(await citizen.says(PLAIN))


async def test_an_officers_answer_has_words_that_can_be_seen(town: Town) -> None:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    code = await filed(await town.citizen("Bà Lan", COMMUNE))
    await officer.says(f"/traloi {code}")
    assert "viết bằng chữ" in words_of(await officer.says("\u200d\u200d …"))
