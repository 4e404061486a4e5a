"""Whoever stands in is reached instead, and may do the work: from the day to the day, and no further."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.messaging.messages import Address
from domain.people.absence import Absence
from domain.people.roles import Member, Role
from storage.database import Database
from storage.memory import Memory
from tests.storage.conftest import NOW

TODAY = NOW.date()
HERE = "telegram", "main"


@pytest.fixture
async def memory(database: Database) -> AsyncIterator[Memory]:
    async with database.transaction() as memory:
        memory.accounts.serve(*HERE, ("xa",))
        yield memory


async def member(memory: Memory, name: str, *roles: Role) -> int:
    person = await memory.people.welcome(Address(*HERE, name), name, name, "vi", NOW)
    for role in roles:
        memory.people.appoint(person.id, Member("xa", "u", role), NOW)
    return person.id


async def away(memory: Memory, person: int, substitute: int, *, until: int = 3) -> int:
    absence = Absence("xa", "u", person, substitute, TODAY, TODAY + timedelta(days=until))
    number = await memory.absences.ask(absence, NOW)
    memory.absences.accept(number, NOW)
    await memory.absences.settle("xa", TODAY)
    return number


async def reached(memory: Memory, role: Role | None = None) -> list[str]:
    found = await (memory.people.reach_role("xa", role) if role else memory.people.reach_unit("xa", "u"))
    return [reach.at.chat for reach in found]


async def roles(memory: Memory, name: str) -> list[Role]:
    found = await memory.people.find(*HERE, name)
    assert found
    return [member.role for member in found[1]]


async def test_the_substitute_is_reached_and_may_do_the_work_until_the_last_day(memory: Memory) -> None:
    nam, mo = await member(memory, "nam", Role.COLLECTOR), await member(memory, "mo", Role.STAFF)
    await away(memory, nam, mo)
    assert await reached(memory) == ["mo"]
    assert await reached(memory, Role.COLLECTOR) == ["mo"]
    assert await roles(memory, "mo") == [Role.COLLECTOR, Role.STAFF]
    await memory.absences.settle("xa", TODAY + timedelta(days=4))
    assert await reached(memory) == ["nam", "mo"]
    assert await roles(memory, "mo") == [Role.STAFF]


async def test_what_stays_with_the_person(memory: Memory) -> None:
    nam = await member(memory, "nam", Role.ADMIN, Role.CHIEF, Role.STAFF)
    mo = await member(memory, "mo", Role.STAFF)
    await away(memory, nam, mo)
    assert await reached(memory, Role.ADMIN) == ["nam"]
    assert await reached(memory, Role.CHIEF) == ["nam"]
    assert await roles(memory, "mo") == [Role.STAFF]
    assert await memory.people.reach_person(nam, "xa") == Address(*HERE, "nam")


async def test_a_chain_reaches_its_end(memory: Memory) -> None:
    nam, mo, hoa = [await member(memory, name, Role.STAFF) for name in ("nam", "mo", "hoa")]
    await away(memory, nam, mo)
    await away(memory, mo, hoa)
    assert await reached(memory) == ["hoa"]


async def test_a_substitute_who_cannot_be_reached_leaves_nobody_unreached(memory: Memory) -> None:
    nam, mo = await member(memory, "nam", Role.HEAD), await member(memory, "mo", Role.STAFF)
    await away(memory, nam, mo)
    memory.people.set_reachable(*HERE, "mo", False)
    assert await reached(memory, Role.HEAD) == ["nam"]


async def test_a_substitute_who_leaves_the_unit_stands_in_no_more(memory: Memory) -> None:
    nam, mo = await member(memory, "nam", Role.STAFF), await member(memory, "mo", Role.STAFF)
    await away(memory, nam, mo)
    memory.handovers.leave("xa", "u", mo, NOW)
    await memory.absences.settle("xa", TODAY)
    assert await reached(memory) == ["nam"]
    assert await roles(memory, "mo") == []


async def test_whoever_leaves_is_away_no_more(memory: Memory) -> None:
    nam, mo = await member(memory, "nam", Role.STAFF), await member(memory, "mo", Role.STAFF)
    await away(memory, nam, mo)
    memory.handovers.leave("xa", "u", nam, NOW)
    assert await memory.absences.communes() == []
    assert await roles(memory, "mo") == [Role.STAFF]


async def test_a_sheet_half_filled_in_goes_to_whoever_takes_over_and_replaces_none_of_theirs(
    memory: Memory,
) -> None:
    nam, mo = await member(memory, "nam", Role.STAFF), await member(memory, "mo", Role.STAFF)
    memory.figures.put_aside("xa", nam, "r/1/u", {"a": "1"}, NOW)
    memory.figures.put_aside("xa", nam, "r/2/u", {"a": "2"}, NOW)
    memory.figures.put_aside("xa", mo, "r/2/u", {"a": "3"}, NOW)
    for duty in ("r/1/u", "r/2/u"):
        await memory.figures.hand_over("xa", nam, duty, mo)
    kept = await memory.figures.drafts("xa", mo)
    assert {duty: draft.answers["a"] for duty, draft in kept.items()} == {"r/1/u": "1", "r/2/u": "3"}
