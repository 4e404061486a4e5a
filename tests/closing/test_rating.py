"""Everybody who hears of a result says for themselves whether it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.messaging.messages import Address
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import Action, PetitionKind, Status
from handlers.office.aftermath import Deed
from handlers.office.casework import carry_out
from storage.people.people import Reach
from storage.petitions.ratings import Verdicts
from tests.closing.conftest import COMMUNE, START, Office, file
from tests.town import MAIN, Person


async def close(office: Office) -> None:
    await office.officer.says(f"/nhan {office.code}")
    await office.officer.says(f"/dong {office.code} Đã thay bóng, biên bản 05/BB-VP")


async def joined(office: Office) -> Person:
    """Somebody whose own petition is part of the case."""
    other = await office.town.citizen("ông Hùng", COMMUNE)
    part = await office.petition(await file(office.town, other, "Đèn ngõ 4 hỏng, tối quá"))
    async with office.turn(office.officer) as turn:
        deed = Deed(Action.JOIN, makes=lambda petition: replace(petition, part_of=office.code))
        await carry_out(turn, part, deed)
    await office.town.quiet()
    return other


async def follower(office: Office) -> Person:
    one = await office.town.citizen("cô Thơm", COMMUNE)
    petition = await office.petition()
    async with office.turn(one) as turn:
        reach = Reach(Address("telegram", MAIN, str(one.id)), False, "vi", turn.person.id)
        turn.memory.followers.follow(petition.id, reach, turn.now)
    return one


async def verdicts(office: Office) -> Verdicts:
    async with office.town.app.database.transaction() as memory:
        return await memory.ratings.verdicts(COMMUNE, START, START + timedelta(days=30))


async def test_whoever_was_joined_may_have_it_opened_anew(office: Office) -> None:
    other = await joined(office)
    await close(office)
    assert await verdicts(office) == Verdicts(confirmed=0, disputed=0, silent=1)
    await other.presses("Chưa xong")
    petition = await office.petition()
    assert (petition.status, petition.owner) == (Status.REOPENED, None)
    assert Flag.UNHAPPY in petition.flags
    assert "chưa xong" in office.chief.last
    assert await verdicts(office) == Verdicts(confirmed=0, disputed=1, silent=0)
    await office.citizen.presses("Đã xong")
    assert (await office.petition()).status is Status.REOPENED


async def test_a_follower_speaks_for_themselves(office: Office) -> None:
    one = await follower(office)
    await close(office)
    await one.presses("Chưa xong")
    assert (await office.petition()).status is Status.CLOSED
    assert "người theo dõi" in office.chief.last
    await office.citizen.presses("Đã xong")
    await office.citizen.presses("4 ★")
    petition = await office.petition()
    assert (petition.status, petition.rating) == (Status.CONFIRMED, "4")
    async with office.town.app.database.transaction() as memory:
        assert await memory.ratings.stars(COMMUNE, START, START + timedelta(days=1)) == {4: 1}


async def test_pressing_twice_says_it_once(office: Office) -> None:
    await close(office)
    for _ in range(2):
        await office.citizen.says("Đã xong")
    petition = await office.petition()
    async with office.town.app.database.transaction() as memory:
        events = [event.action for event in await memory.petitions.events(petition)]
    assert events.count(Action.CONFIRM.value) == 1


async def test_the_supervisor_is_never_who_closed_it(office: Office) -> None:
    await office.chief.says(f"/dong {office.code} Đã thay bóng, biên bản 05/BB-VP")
    told = len(office.chief.heard)
    await office.citizen.presses("Chưa xong")
    assert not any("báo chưa xong" in said for said in office.chief.heard[told:])
    assert "báo chưa xong" in office.officer.last


async def test_of_somebody_who_blocked_us_the_officer_is_told_to_telephone(office: Office) -> None:
    await office.town.after(office.citizen, lambda: office.town.messenger.block(office.citizen, blocks=True))
    await close(office)
    assert "gọi điện" in "\n".join(office.officer.heard)


async def test_of_a_denunciation_nothing_is_rated_and_no_finding_is_sent(office: Office) -> None:
    case = await office.petition()
    async with office.turn(office.chief) as turn:
        assert await turn.memory.petitions.change(
            case, replace(case, kind=PetitionKind.DENUNCIATION, restricted=True)
        )
    await office.chief.says(f"/nhan {office.code}")
    await office.chief.says(f"/thuly {office.code} 1/QĐ-UBND ngày 18/5/2026")
    await office.chief.says(f"/quyetdinh {office.code} 2/KL-UBND ngày 18/5/2026 Kết luận kín")
    await office.chief.says(f"/dong {office.code} Đã xử lý kín, biên bản 05/BB-VP")
    assert (await office.petition()).status is Status.CLOSED
    assert not any("kín" in said for said in office.citizen.heard) and "bằng văn bản" in office.citizen.last
    await office.citizen.says(f"/tracuu {office.code}")
    assert "kín" not in office.citizen.last
    await office.citizen.says("Chưa xong")
    assert (await office.petition()).status is Status.CLOSED
    assert await verdicts(office) == Verdicts(confirmed=0, disputed=0, silent=0)


async def test_the_last_day_to_have_it_opened_anew(office: Office) -> None:
    days = office.town.app.world.habits.closing.dispute_days
    await close(office)
    closed_at = (await office.petition()).closed_at
    assert closed_at
    await office.town.clock.move_to(closed_at + timedelta(days=days))
    await office.citizen.presses("Chưa xong")
    assert (await office.petition()).status is Status.CLOSED
    assert await verdicts(office) == Verdicts(confirmed=0, disputed=0, silent=1)


async def test_the_moment_before_it_is_too_late(office: Office) -> None:
    days = office.town.app.world.habits.closing.dispute_days
    await close(office)
    closed_at = (await office.petition()).closed_at
    assert closed_at
    await office.town.clock.move_to(closed_at + timedelta(days=days) - timedelta(minutes=1))
    await office.citizen.presses("Chưa xong")
    assert (await office.petition()).status is Status.REOPENED


async def test_a_draft_is_not_put_aside_for_the_reason(office: Office) -> None:
    await close(office)
    await office.citizen.says("Đường vào thôn nhiều ổ gà")
    await office.citizen.presses("Chưa xong")
    await office.citizen.presses("Đồng ý và gửi")
    assert "Phiếu tiếp nhận" in office.citizen.last
    await office.citizen.presses("Nêu lý do")
    await office.citizen.says("Vẫn tối như cũ")
    petition = await office.petition()
    async with office.town.app.database.transaction() as memory:
        words = [event.words for event in await memory.petitions.events(petition)]
    assert words[-1] == "Vẫn tối như cũ"
