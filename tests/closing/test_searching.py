"""Whom a search leads to: people are found by those who may look for them, where nobody else reads along."""

from __future__ import annotations

from domain.people.roles import Member, Role
from tests.closing.conftest import COMMUNE, Office, file
from tests.town import Person

STORY = "Cây đổ chắn ngõ 9, xin gọi 0912 345 678"


async def test_a_telephone_s_tail_is_looked_for_alone_and_stays_covered_before_many(office: Office) -> None:
    code = await file(office.town, office.citizen, STORY)
    group = await office.town.group("Tổ tiếp nhận", office.officer, Member(COMMUNE, "van-phong", Role.OFFICER))
    staff = await office.town.member("chị Thu", COMMUNE, Role.STAFF, "phong-kinh-te")
    assert code in (await office.officer.says("/tim 5678"))[-1].words
    for asked in ("5678", "Lan"):
        assert code not in (await group.says(f"/tim {asked}"))[-1].words
        assert not any(code in message.words for message in await staff.says(f"/tim {asked}"))
    told = (await group.says("/tim cây đổ"))[-1].words
    assert code in told and "345" not in told


async def nameless(office: Office) -> str:
    await office.citizen.says(STORY)
    await office.citizen.presses("Ai được biết tên tôi")
    await office.citizen.presses("Không ai biết")
    await office.citizen.presses("Đồng ý và gửi")
    async with office.town.app.database.transaction() as memory:
        memory._session.write("UPDATE petitions SET sender_phone = '0987654321' WHERE identity = 'nobody'")
        code = await memory._session.value("SELECT code FROM petitions WHERE identity = 'nobody'")
    return str(code)


async def test_whom_nobody_may_know_is_found_by_no_name(office: Office) -> None:
    await nameless(office)
    told = (await office.officer.says("/tim Lan"))[-1].words
    assert office.code in told and "Cây đổ" not in told
    assert "Cây đổ" not in (await office.officer.says("/tim 4321"))[-1].words


async def hears(officer: Person, *said: str) -> str:
    """As it was answered, before a card was drawn anew."""
    return "\n".join([message.words for words in said for message in await officer.says(words)])


async def test_whom_nobody_may_know_is_named_to_no_officer(office: Office) -> None:
    code = await nameless(office)
    told = await hears(office.officer, f"/nhan {code}", f"/xem {code}", "/tim cây đổ", "/hangdoi")
    assert code in told and "Cây đổ" in told and "nêu tên" in told
    assert "Lan" not in told and "321" not in told
    assert "Lan" in await hears(office.officer, f"/xem {office.code}")


async def test_whom_nobody_may_know_is_banned_and_held_without_a_name(office: Office) -> None:
    code = await nameless(office)
    told = await hears(office.chief, f"/chan {code} 7 Nhiều lần xúc phạm", "/dschan", f"/bochan {code}")
    async with office.town.app.database.transaction() as memory:
        memory._session.write("UPDATE petitions SET status = 'held', open = 0 WHERE identity = 'nobody'")
    told += await hears(office.chief, "/thahang", f"/thahang {code}")
    assert told.count("không nêu tên") >= 5 and "Lan" not in told
