"""Tố cáo by the back door: nothing of one reaches a group, a table or another person."""

from __future__ import annotations

import pytest

from domain.people.roles import Member, Role
from sandbox.control import acting, bodies
from tests.hostile.conftest import ACCUSATION, COMMUNE, kept, select, words_of
from tests.town import Person, Town

OFFICE = "van-phong"
STOPPED = "có thể là tố cáo"


async def officers_group(town: Town) -> Person:
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    return await town.group("Tổ tiếp nhận", officer, Member(COMMUNE, OFFICE, Role.OFFICER))


async def filed(citizen: Person, words: str = "Đèn đường ở đầu ngõ bị hỏng ba hôm nay") -> None:
    await citizen.says(words)
    await citizen.presses("Đồng ý và gửi")


async def asked(group: Person, citizen: Person) -> None:
    await filed(citizen)
    await group.says("/hoi ở ngõ nào?", reply_to=group.messages[-1].id)


@pytest.mark.parametrize(
    "things",
    [
        [{"text": ACCUSATION}],
        [{"text": "chu tich xa nhan hoi lo cua dan"}],
        [{"text": "The chairman takes bribes from the villagers"}],
        [{"text": "Chủ tịch xã nhận h\u200bối lộ của d\u200bân"}],
        [{"text": "Đèn đường trước nhà chủ tịch xã bị hỏng"}, {"text": "lại còn nhận hối lộ của dân"}],
        [{"photo": True, "caption": ACCUSATION}],
        [{"document": "Chu_tich_xa_nhan_hoi_lo.pdf", "caption": "Gửi các ông bà xem tệp này ạ"}],
        [{"album": [{"photo": True, "caption": ACCUSATION}, {"photo": True}, {"photo": True}]}],
    ],
    ids=["plain", "bare", "english", "unseen signs", "in pieces", "caption", "file name", "album"],
)
async def test_as_first_words(town: Town, things: list[dict[str, object]]) -> None:
    group = await officers_group(town)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    before = len(group.heard)
    for thing in things:
        said = await citizen.sends(**thing)
    assert STOPPED in words_of(said)
    assert len(group.heard) == before
    assert [table for table in ("petitions", "attachments") if kept_rows(town, table)] == []
    assert kept(town, "hối lộ") + kept(town, "hoi lo") + kept(town, "bribe") + kept(town, "địa chính") == []


def kept_rows(town: Town, table: str) -> bool:
    return bool(select(town, f"SELECT 1 FROM {table}"))


async def test_in_answer_to_an_officers_question(town: Town) -> None:
    group = await officers_group(town)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await asked(group, citizen)
    before = len(group.heard)
    assert STOPPED in words_of(await citizen.says(ACCUSATION))
    assert len(group.heard) == before and kept(town, "hối lộ") == []
    assert "niêm phong" in words_of(await citizen.says("Ở ngõ 25"))  # it may go on: they have not chosen yet
    assert "Đã xóa" in words_of(await citizen.says("/huy"))
    assert "Đã chuyển nội dung" in words_of(await citizen.says("Ở ngõ 25"))  # the office still waits


async def test_in_pieces_over_several_answers(town: Town) -> None:
    group = await officers_group(town)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await asked(group, citizen)
    await citizen.says("Cạnh nhà ông chủ tịch xã")
    await citizen.says("/tracuu")
    await citizen.presses("Xem ")
    await citizen.presses("Bổ sung")
    assert STOPPED in words_of(await citizen.says("nhận hối lộ của nhà thầu"))
    assert kept(town, "hối lộ") == []


async def test_as_the_place(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await citizen.says("Đèn đường hỏng ba hôm nay")
    await citizen.presses("Thêm, sửa địa điểm")
    assert STOPPED in words_of(await citizen.says("gần nhà ông Hùng chủ tịch xã nhận hối lộ"))
    assert kept(town, "hối lộ") == []


async def test_as_a_units_difficulty(town: Town) -> None:
    collector = await town.member("Đ/c Yến", COMMUNE, Role.COLLECTOR, "phong-vhxh")
    staff = await town.member("Đ/c Hoa", COMMUNE, Role.STAFF, "phong-kinh-te")
    before = len(collector.heard)
    assert STOPPED in words_of(await staff.says(f"/vuongmac {ACCUSATION}"))
    assert len(collector.heard) == before and kept(town, "hối lộ") == []


async def test_as_an_edit(town: Town) -> None:
    group = await officers_group(town)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await asked(group, citizen)
    mine = await citizen.says("Ở ngõ 25")
    before = len(group.heard)
    number = mine[-1].id - 1
    body = bodies.Edit(bot=citizen.bot, person=citizen.id, message_id=number, text=ACCUSATION)
    await town.after(citizen, lambda: acting.edit(town.sandbox, body))
    assert len(group.heard) == before and kept(town, "hối lộ") == []
