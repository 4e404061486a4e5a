"""The database file: opened, brought up to date, and used one transaction at a time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from storage.memory import Memory
from storage.session import Connection, Session

MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # words that are blanked are overwritten, not just forgotten
    "PRAGMA busy_timeout = 5000",
)

Transaction = Callable[[], AbstractAsyncContextManager[Memory]]
"""What begins one: `database.transaction`."""


class DatabaseUnusable(Exception):
    """The file cannot be opened or is no database; the message says which file and why."""


class Database:
    """One writing connection. Transactions queue for it, so two never interleave on this file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path) -> Database:
        """Raises `DatabaseUnusable`."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            await asyncio.to_thread(migrate, path)
            connection = Connection(lambda: _connect(path), iter_chunk_size=64)
            await connection
        except (sqlite3.Error, OSError) as error:
            raise DatabaseUnusable(f"{path}: {error}") from error
        return cls(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Memory]:
        """Commits at the end, rolls back when anything is raised inside. No network inside, ever."""
        async with self._one_at_a_time:
            session = Session(self._connection)
            session.begin()
            try:
                yield Memory(session)
                await session.flush("COMMIT")
            except BaseException:
                await asyncio.shield(session.roll_back())
                raise

    async def forget_overwritten(self) -> None:
        """What was overwritten stands in the write-ahead log until that is begun anew; so it is begun anew."""
        async with self._one_at_a_time:
            await self._connection.run(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    async def close(self) -> None:
        async with self._one_at_a_time:
            await self._connection.close()


def migrate(path: Path) -> None:
    """Applies the plain-SQL files of `migrations/` that this database has not seen."""
    if _is_current(path):
        return
    from yoyo import get_backend, read_migrations  # 0.1 s to import: only where there is something to do

    backend = get_backend(f"sqlite:///{path}")
    try:
        with backend.lock():
            backend.apply_migrations(backend.to_apply(read_migrations(str(MIGRATIONS))))
    finally:
        backend.connection.close()


def _is_current(path: Path) -> bool:
    if not path.exists():
        return False
    db = sqlite3.connect(path)
    try:
        applied = {row[0] for row in db.execute("SELECT migration_id FROM _yoyo_migration")}
    except sqlite3.OperationalError:
        return False
    finally:
        db.close()
    return {file.stem for file in MIGRATIONS.glob("*.sql")} <= applied


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    for pragma in _PRAGMAS:
        db.execute(pragma)
    return db
