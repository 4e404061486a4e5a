"""Buttons do nothing for whoever was never offered them: forged, seen in a group, or kept from an office one had."""

from __future__ import annotations

import pytest

from domain.people.roles import Member, Role
from domain.petitions.lifecycle import Status
from handlers.figures.statistics import CHART, SHEET
from handlers.petitions.results import mark_of
from sandbox.telegram.model import Message
from tests.closing.conftest import COMMUNE, Office, file
from tests.hostile.conftest import forges
from tests.town import Person

OTHER = "hanh-thien"
MATTER = "Nước thải đen ngòm bốc mùi hôi thối ở mương thôn Đông"


async def strangers(office: Office) -> list[Person]:
    """Nobody's officer, one of another unit, and the chief of another commune."""
    elsewhere = office.town.app.world.plans[OTHER].petitions.office
    return [
        await office.town.citizen("ông Lạ", COMMUNE),
        await office.town.member("chị Thu", COMMUNE, Role.STAFF, "phong-kinh-te"),
        await office.town.member("ông Xa", OTHER, Role.CHIEF, elsewhere),
    ]


def papers(said: list[Message]) -> list[str]:
    return [message.media.file.name for message in said if message.media]


async def test_a_hot_spot_is_joined_by_its_officers(office: Office) -> None:
    for name in ("ông Tư", "chị Hoa", "anh Bảy"):
        await file(office.town, await office.town.citizen(name, COMMUNE), MATTER)
    await office.town.app.timetable.remind()
    await office.town.quiet()
    for who in await strangers(office):
        for answer in ("join", "apart"):
            await forges(who, f"hs:1:{answer}")
    assert await _answer(office) == ""
    await office.officer.presses("Gộp vào")
    assert await _answer(office) == "joined"


@pytest.mark.parametrize("which", [CHART, SHEET])
async def test_figures_go_to_the_office(office: Office, which: str) -> None:
    for who in (await strangers(office))[:2]:
        assert papers(await forges(who, f"tk:{which}:2026-05-01..2026-05-31")) == []
    assert papers(await forges(office.officer, f"tk:{which}:2026-05-01..2026-05-31"))


@pytest.mark.parametrize("which", ["reception", "receptions", "petitions"])
async def test_registers_go_to_the_office_and_into_no_group(office: Office, which: str) -> None:
    leader = await office.town.member("ông Chủ", COMMUNE, Role.LEADER, "ubnd")
    group = await office.town.group("Tổ tiếp nhận", office.officer, Member(COMMUNE, "van-phong", Role.OFFICER))
    for who in (*(await strangers(office))[:2], leader, group):
        assert papers(await forges(who, f"so:{which}")) == []
    for words in ("/so don tháng 5", "/so tiepdan", "/so tiepdan tất cả"):
        assert papers(await group.says(words)) == []
    assert papers(await forges(office.officer, f"so:{which}"))


async def test_a_stranger_says_nothing_of_a_result(office: Office) -> None:
    await office.officer.says(f"/nhan {office.code}")
    await office.officer.says(f"/dong {office.code} Đã thay bóng, biên bản 05/BB-VP")
    mark = mark_of(await office.petition())
    for who in (*await strangers(office), office.officer):
        for what in ("done", "not_done", "5", "words"):
            await forges(who, f"kq:{office.code}:{mark}:{what}")
    async with office.town.app.database.transaction() as memory:
        assert await memory._session.rows("SELECT * FROM petition_ratings") == []
    assert ((await office.petition()).status, (await office.petition()).rating) == (Status.CLOSED, "")
    await forges(office.citizen, f"kq:{office.code}:{mark}:5")
    assert (await office.petition()).rating == "5"


async def _answer(office: Office) -> str:
    async with office.town.app.database.transaction() as memory:
        return str(await memory._session.value("SELECT answer FROM hot_spots WHERE id = 1"))
