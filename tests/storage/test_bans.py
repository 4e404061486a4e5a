"""A ban runs until its last moment, and not a moment longer."""

from __future__ import annotations

from datetime import timedelta

from domain.messaging.messages import Address
from storage.database import Database
from tests.storage.conftest import NOW

UNTIL = NOW + timedelta(days=2)
LAST = UNTIL - timedelta(seconds=1)


async def test_a_ban_ends_by_itself(database: Database) -> None:
    async with database.transaction() as memory:
        person = (await memory.people.welcome(Address("telegram", "main", "7"), "7", "anh Vội", "vi", NOW)).id
        memory.bans.put("xa", person, "K7M2-9QXT-4", "Xúc phạm", person, NOW, UNTIL)
        assert await memory.bans.of(person, "xa", LAST) is not None
        assert await memory.bans.of(person, "other", LAST) is None
        assert [one.person for one in await memory.bans.all("xa", LAST)] == [person]
        assert await memory.bans.of(person, "xa", UNTIL) is None
        assert await memory.bans.all("xa", UNTIL) == []
