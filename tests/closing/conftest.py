"""A town with a chief, an officer and a citizen who has filed one petition, and turns held by hand in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.turns import open_turn
from domain.messaging.messages import Address, Inbound, Kind
from domain.people.roles import Role
from handlers.turn import Turn
from storage.petitions.petition import Petition
from tests.town import MAIN, Person, Town, open_town

START = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
COMMUNE = "nghi-duong"
_numbers = count(1)


@dataclass
class Office:
    town: Town
    chief: Person
    officer: Person
    citizen: Person
    code: str

    @asynccontextmanager
    async def turn(self, person: Person, words: str = "") -> AsyncIterator[Turn]:
        """One turn of the person's own, committed at its end."""
        at = Address("telegram", MAIN, str(person.id))
        heard = Inbound(
            f"by hand {next(_numbers)}", at, Kind.WORDS, self.town.clock.now(), str(person.id), text=words
        )
        async with self.town.app.database.transaction() as memory:
            turn = await open_turn(self.town.app.world, memory, heard, self.town.clock.now())
            turn.commune = COMMUNE
            yield turn

    async def petition(self, code: str = "") -> Petition:
        async with self.town.app.database.transaction() as memory:
            found = await memory.petitions.by_code(code or self.code)
        assert found
        return found


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_town(tmp_path, START) as town:
        chief = await town.member("bà Mai", COMMUNE, Role.CHIEF, "van-phong")
        officer = await town.member("anh Khoa", COMMUNE, Role.OFFICER, "van-phong")
        citizen = await town.citizen("bà Lan", COMMUNE)
        code = await file(town, citizen, "Đèn đường đầu ngõ 4 tắt ba hôm nay")
        yield Office(town, chief, officer, citizen, code)


async def file(town: Town, citizen: Person, words: str) -> str:
    """Tells the code."""
    await citizen.says(words)
    await citizen.presses("Đồng ý và gửi")
    async with town.app.database.transaction() as memory:
        return str(await memory._session.value("SELECT code FROM petitions ORDER BY id DESC LIMIT 1"))
