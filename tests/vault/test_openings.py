"""What its reader sees of what is sealed, in which order, and who hears that it was opened."""

from __future__ import annotations

import pytest

from domain.people.roles import Role
from domain.vault.records import How
from tests.hostile.conftest import forges, words_of
from tests.vault.conftest import COMMUNE, Watched

PHONE = "0912 345 678"
STORY = f"Tôi tố cáo ông Bạch trưởng thôn tham ô tiền quỹ, tôi là Lý Thị Kín, số điện thoại {PHONE}"
REASON = "Xem để chuyển cơ quan kiểm tra"


async def sealed(watched: Watched) -> str:
    """The code of what somebody chose to keep."""
    writer = await watched.town.citizen("Lý Thị Kín", COMMUNE)
    await writer.says(STORY)
    await writer.presses("Giữ niêm phong")
    async with watched.town.app.database.transaction() as memory:
        [record] = await memory.vault.of_commune(COMMUNE)
    return record.code


async def openings(watched: Watched, code: str) -> list[How]:
    async with watched.town.app.database.transaction() as memory:
        return [one.how for one in await memory.vault.openings(code)]


async def test_the_full_copy_comes_after_the_redacted_one(watched: Watched) -> None:
    code = await sealed(watched)
    shown = []
    for _ in range(2):
        await forges(watched.chairman, f"nf:{code}")
        shown.append(words_of(await watched.chairman.says(REASON)))
    assert "tham ô" in shown[0] and PHONE not in shown[0]
    assert PHONE in shown[1]
    assert sorted(await openings(watched, code)) == sorted([How.REDACTED, How.FULL])


async def test_what_another_opened_opens_nothing_for_me(watched: Watched) -> None:
    code = await sealed(watched)
    other = await watched.town.member("Trần Văn Sơn", COMMUNE, Role.LEADER, "ubnd")
    for who in (watched.chairman, other):
        await forges(who, f"nf:{code}")
        assert PHONE not in words_of(await who.says(REASON))


@pytest.mark.parametrize("press", ["no", "nf"])
async def test_the_other_leaders_hear_of_every_opening(watched: Watched, press: str) -> None:
    code = await sealed(watched)
    other = await watched.town.member("Trần Văn Sơn", COMMUNE, Role.LEADER, "ubnd")
    for number in (1, 2):
        await forges(watched.chairman, f"{press}:{code}")
        before = len(other.heard)
        assert (
            await openings(watched, code)
            == [How.REDACTED, How.FULL if press == "nf" else How.REDACTED][: number - 1]
        )
        await watched.chairman.says(REASON)
        assert len(await openings(watched, code)) == number
        told = "\n".join(other.heard[before:])
        assert code in told and watched.chairman.name in told and "tham ô" not in told
