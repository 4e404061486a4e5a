"""Opening the database: new, again, and where it cannot be."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from storage.database import MIGRATIONS, Database, DatabaseUnusable, migrate


def tables(path: Path) -> set[str]:
    db = sqlite3.connect(path)
    try:
        return {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    finally:
        db.close()


async def test_a_new_one_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "var" / "deep" / "nhipdan.sqlite3"
    database = await Database.open(path)
    await database.close()
    assert {"inbox", "outbox", "petitions", "history"} <= tables(path)


async def test_opened_again_it_remembers(tmp_path: Path) -> None:
    path = tmp_path / "nhipdan.sqlite3"
    for _ in range(2):
        database = await Database.open(path)
        async with database.transaction() as memory:
            memory.reports.raise_version("xa")
        await database.close()
    database = await Database.open(path)
    async with database.transaction() as memory:
        assert await memory.reports.version("xa") == 2
    await database.close()


def test_migrations_are_applied_once_and_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "nhipdan.sqlite3"
    migrate(path)
    migrate(path)
    db = sqlite3.connect(path)
    applied = [row[0] for row in db.execute("SELECT migration_id FROM _yoyo_migration ORDER BY 1")]
    db.close()
    assert applied == sorted(file.stem for file in MIGRATIONS.glob("*.sql"))


async def test_no_database_is_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "nhipdan.sqlite3"
    path.write_bytes(b"this is no database at all, whatever its name says\n" * 100)
    with pytest.raises(DatabaseUnusable) as told:
        await Database.open(path)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


async def test_a_folder_in_its_place_is_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "nhipdan.sqlite3"
    path.mkdir()
    with pytest.raises(DatabaseUnusable, match=r"nhipdan\.sqlite3"):
        await Database.open(path)


async def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(DatabaseUnusable, match=r"nhipdan\.sqlite3"):
        await Database.open(tmp_path / "var" / "nhipdan.sqlite3")
