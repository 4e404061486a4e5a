"""The history is appended and never edited, and an edit behind the bot's back shows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from storage.database import Database
from tests.storage.conftest import NOW


@pytest.fixture
async def written(database: Database) -> Database:
    async with database.transaction() as memory:
        for number in range(3):
            await memory.history.note("xa", NOW, "1", "petition take", f"petition:{number}")
    return database


async def first_broken(database: Database) -> int | None:
    async with database.transaction() as memory:
        return await memory.history.first_broken_seal()


async def test_whole_seals(written: Database) -> None:
    assert await first_broken(written) is None


async def test_an_empty_history_is_whole(database: Database) -> None:
    assert await first_broken(database) is None


@pytest.mark.parametrize("forbidden", ["UPDATE history SET why = 'x'", "DELETE FROM history"])
async def test_it_is_neither_edited_nor_deleted(written: Database, forbidden: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="history is never"):
        async with written.transaction() as memory:
            await memory._session.rows(forbidden)
    assert await first_broken(written) is None


@pytest.mark.parametrize(
    ("behind_our_back", "broken"),
    [
        ("UPDATE history SET what = 'petition close' WHERE id = 2", 2),
        ("UPDATE history SET at = '2026-01-01T00:00:00.000000Z' WHERE id = 1", 1),
        ("DELETE FROM history WHERE id = 2", 3),
    ],
)
async def test_an_edit_past_the_triggers_is_found(
    written: Database, tmp_path: Path, behind_our_back: str, broken: int
) -> None:
    db = sqlite3.connect(tmp_path / "nhipdan.sqlite3")
    db.execute("DROP TRIGGER history_is_never_edited")
    db.execute("DROP TRIGGER history_is_never_deleted")
    db.execute(behind_our_back)
    db.commit()
    db.close()
    assert await first_broken(written) == broken
