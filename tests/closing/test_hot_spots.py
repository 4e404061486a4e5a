"""Which petitions become a hot spot, whenever they come to be looked at, and what is never joined into another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from domain.people.roles import Role
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import PetitionKind, Status
from tests.closing.conftest import COMMUNE, START, Office, file
from tests.town import Person, open_town

MATTER = "Nước thải đen ngòm bốc mùi hôi thối ở mương thôn Đông"
ALERT = "📌 Điểm nóng: "
FORM = "{code} số 45 ngày 15/5"


@dataclass
class Commune(Office):
    """Its one petition, `code`, is of the citizen's about the matter."""

    async def told_by_another(self, name: str, words: str = MATTER) -> str:
        return await file(self.town, await self.town.citizen(name, COMMUNE), words)

    async def watched(self) -> None:
        await self.town.app.timetable.remind()
        await self.town.quiet()

    async def complaint(self, citizen: Person, words: str) -> str:
        """With its signed form."""
        code = await file(self.town, citizen, words)
        if (await self.petition(code)).kind is not PetitionKind.COMPLAINT:
            await self.officer.says(f"/phanloai {code} khiếu nại")
        await self.officer.says(f"/nhandon {FORM.format(code=code)}")
        assert (await self.petition(code)).kind is PetitionKind.COMPLAINT
        return code

    def alerts(self) -> list[str]:
        return [words for words in self.officer.heard if ALERT in words]


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncIterator[Commune]:
    async with open_town(tmp_path, START) as town:
        officer = await town.member("anh Khoa", COMMUNE, Role.OFFICER, "van-phong")
        citizen = await town.citizen("bà Lan", COMMUNE)
        code = await file(town, citizen, MATTER)
        yield Commune(town, officer, officer, citizen, code)


async def test_a_complaint_about_the_matter_is_no_part_of_the_hot_spot(commune: Commune) -> None:
    complaint = await commune.complaint(await commune.town.citizen("ông Minh", COMMUNE), MATTER)
    await commune.told_by_another("ông Tư")
    await commune.watched()
    assert commune.alerts() == []
    await commune.told_by_another("chị Hoa")
    await commune.watched()
    assert len(commune.alerts()) == 1 and complaint not in commune.alerts()[0]


async def test_what_became_a_complaint_since_the_alert_stays_by_itself(commune: Commune) -> None:
    others = [await commune.told_by_another(name) for name in ("ông Tư", "chị Hoa", "anh Bảy")]
    await commune.watched()
    await commune.officer.says(f"/phanloai {commune.code} khiếu nại")
    assert Flag.HOT_SPOT not in (await commune.petition(commune.code)).flags
    assert len(commune.alerts()) == 2 and commune.code not in commune.alerts()[1]
    await commune.officer.presses("Gộp vào")
    stands = [(await commune.petition(code)).part_of for code in (commune.code, *others)]
    assert stands == ["", "", others[0], others[0]]


async def test_what_is_held_is_looked_at_once_it_is_let_in(commune: Commune) -> None:
    await commune.told_by_another("ông Tư")
    hasty = await commune.town.citizen("anh Vội", COMMUNE)
    for number in range(commune.town.app.world.habits.floods.petitions_hour):
        await file(commune.town, hasty, f"Ổ gà số {number} trên đường liên xã")
    held = await file(commune.town, hasty, MATTER)
    await commune.watched()
    assert (await commune.petition(held)).status is Status.HELD and commune.alerts() == []
    await commune.officer.says(f"/thahang {held}")
    assert len(commune.alerts()) == 1 and held in commune.alerts()[0]
    await commune.watched()
    assert len(commune.alerts()) == 1


async def test_what_is_no_complaint_after_all_is_looked_at(commune: Commune) -> None:
    await commune.told_by_another("ông Tư")
    complaint = await commune.complaint(await commune.town.citizen("ông Minh", COMMUNE), MATTER)
    await commune.watched()
    assert commune.alerts() == []
    await commune.officer.says(f"/phanloai {complaint} phản ánh")
    assert len(commune.alerts()) == 1 and complaint in commune.alerts()[0]


async def test_what_came_long_ago_makes_no_hot_spot_today(commune: Commune) -> None:
    await commune.town.clock.move_to(START + timedelta(days=8))
    for name in ("ông Tư", "chị Hoa"):
        await commune.told_by_another(name)
    await commune.watched()
    await commune.officer.says(f"/phanloai {commune.code} kiến nghị")
    assert commune.alerts() == []


async def test_a_complaint_is_joined_to_no_feedback_nor_the_other_way_round(commune: Commune) -> None:
    complaint = await commune.complaint(await commune.town.citizen("ông Minh", COMMUNE), MATTER)
    clocks = await _running(commune, complaint)
    for codes in ((complaint, commune.code), (commune.code, complaint)):
        told = await commune.officer.says(f"/gop {codes[0]} {codes[1]}")
        assert "khiếu nại được giải quyết riêng" in told[-1].words
        assert (await commune.petition(codes[0])).part_of == ""
    assert await _running(commune, complaint) == clocks


async def test_a_repeated_complaint_goes_to_the_same_person_s_earlier_one(commune: Commune) -> None:
    minh = await commune.town.citizen("ông Minh", COMMUNE)
    first = await commune.complaint(minh, MATTER)
    again = await commune.complaint(minh, "Tôi khiếu nại việc nước thải mương thôn Đông")
    anothers = await commune.complaint(await commune.town.citizen("bà Sáu", COMMUNE), MATTER)
    for codes in ((first, again), (anothers, first)):
        told = await commune.officer.says(f"/gop {codes[0]} {codes[1]}")
        assert "khiếu nại được giải quyết riêng" in told[-1].words
    await commune.officer.says(f"/gop {again} {first}")
    assert (await commune.petition(again)).part_of == first


async def test_a_part_of_a_complaint_is_a_complaint_with_the_same_law_s_clocks(commune: Commune) -> None:
    whole = await commune.complaint(await commune.town.citizen("ông Minh", COMMUNE), MATTER)
    before = await _running(commune, whole)
    await commune.officer.says(f"/tach {whole} Mức bồi thường cây trồng chưa đúng")
    async with commune.town.app.database.transaction() as memory:
        code = await memory._session.value("SELECT code FROM petitions ORDER BY id DESC LIMIT 1")
    part = await commune.petition(str(code))
    assert (part.kind, part.split_from, part.part_of) == (PetitionKind.COMPLAINT, whole, "")
    assert before and await _running(commune, whole) == await _running(commune, part.code) == before


async def _running(commune: Commune, code: str) -> set[tuple[str, str]]:
    """Each clock of the law on complaints that runs, and when it is due."""
    petition = await commune.petition(code)
    async with commune.town.app.database.transaction() as memory:
        rows = await memory._session.rows("SELECT * FROM running_clocks WHERE petition = :id", id=petition.id)
    return {
        (str(row["clock"]), str(row["due_at"]))
        for row in rows
        if row["met_at"] is None and row["clock"].startswith("KN-")
    }
