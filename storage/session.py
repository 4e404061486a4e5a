"""One transaction's conversation with the database: rows are fetched at once, writes are gathered.

Every statement costs a hop to SQLite's thread, so writes whose outcome nobody asks for wait in a list and travel
together, at the latest before the next fetch or the commit. They keep their order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")
Row = sqlite3.Row
Value = str | int | float | bool | bytes | None | date | datetime


class Connection(aiosqlite.Connection):
    """An aiosqlite connection that also runs a whole piece of work in one hop."""

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        result: T = await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        return result


class Session:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gathered: list[tuple[str, dict[str, Any]]] = []
        self._savepoints = 0

    @property
    def in_savepoint(self) -> bool:
        return self._savepoints > 0

    async def rows(self, sql: str, **values: Value) -> list[Row]:
        """All rows of a query, after the writes gathered before it. Also for `… RETURNING`."""
        gathered, self._gathered = self._gathered, []
        given = stored(values)

        def work(db: sqlite3.Connection) -> list[Row]:
            for statement, parameters in gathered:
                db.execute(statement, parameters)
            return db.execute(sql, given).fetchall()

        return await self._connection.run(work)

    async def row(self, sql: str, **values: Value) -> Row | None:
        found = await self.rows(sql, **values)
        return found[0] if found else None

    async def value(self, sql: str, **values: Value) -> Any:
        """The first column of the first row, or None."""
        found = await self.row(sql, **values)
        return found[0] if found else None

    def write(self, sql: str, **values: Value) -> None:
        self._gathered.append((sql, stored(values)))

    async def flush(self, *finally_: str) -> None:
        """Carries out the gathered writes, and then these statements."""
        gathered, self._gathered = self._gathered, []

        def work(db: sqlite3.Connection) -> None:
            for statement, parameters in gathered:
                db.execute(statement, parameters)
            for statement in finally_:
                db.execute(statement)

        await self._connection.run(work)

    def begin(self) -> None:
        self._gathered.append(("BEGIN IMMEDIATE", {}))

    async def roll_back(self) -> None:
        self._gathered = []
        await self._connection.run(lambda db: db.execute("ROLLBACK") if db.in_transaction else None)

    def set_savepoint(self, name: str) -> None:
        self._savepoints += 1
        self._gathered.append((f"SAVEPOINT {name}", {}))

    def release(self, name: str) -> None:
        self._savepoints -= 1
        self._gathered.append((f"RELEASE {name}", {}))

    def roll_back_to(self, name: str) -> None:
        """Undoes what came after the savepoint: only gathered so far, or already carried out."""
        self._savepoints -= 1
        for place in range(len(self._gathered) - 1, -1, -1):
            if self._gathered[place][0] == f"SAVEPOINT {name}":
                del self._gathered[place:]
                return
        self._gathered = [(f"ROLLBACK TO {name}", {}), (f"RELEASE {name}", {})]


def stored(values: dict[str, Value]) -> dict[str, Any]:
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: Value) -> str | int | float | bytes | None:
    match value:
        case datetime():
            return stamp(value)
        case date():
            return value.isoformat()
        case _:
            return value


@lru_cache(maxsize=1024)
def stamp(moment: datetime) -> str:
    """A moment as it is stored: UTC, fixed width, so that text order is time order. A turn writes the same few again and
    again, and they take long to write."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(stamped: str) -> datetime:
    return datetime.fromisoformat(stamped)
