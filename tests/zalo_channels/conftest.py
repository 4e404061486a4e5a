"""The fake, and a database with a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.keys import Keys
from storage.database import Database
from tests.zalo_channels.fake import FakeZalo, fake_zalo

KEYS = Keys(SecretStr("a secret that opens nothing but tests"), Path())
START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


class StillClock:
    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with fake_zalo() as fake:
        yield fake


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "db.sqlite3")
    yield database
    await database.close()
