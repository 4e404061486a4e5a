"""The peers of a turn: the very statements that it carries out, recorded, and played through bare libraries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiosqlite

from bench.figures import Pace, Stopwatch
from storage import database
from storage.session import Row, Session, stored

Statement = tuple[str, dict[str, Any]]
Transaction = list[Statement]
_PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")
_CLAIM = "SELECT min(id) FROM inbox WHERE state = 'waiting'"
"""What the transactions that hold turns ask, unlike those that hear."""


@contextmanager
def recorded() -> Iterator[list[Transaction]]:
    """Every statement of every transaction meanwhile, with its values."""
    transactions: list[Transaction] = []

    class Recording(Session):
        def begin(self) -> None:
            transactions.append([])
            super().begin()

        async def rows(self, sql: str, **values: Any) -> list[Row]:
            transactions[-1] += [*self._gathered, (sql, stored(values))]
            return await super().rows(sql, **values)

        async def flush(self, *finally_: str) -> None:
            transactions[-1] += [*self._gathered, *((sql, {}) for sql in finally_)]
            await super().flush(*finally_)

    with patch.object(database, "Session", Recording):
        yield transactions


def is_turn(transaction: Transaction) -> bool:
    return any(_CLAIM in sql for sql, _ in transaction)


class BareAiosqlite:
    """A hop to SQLite's thread for every statement."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def __aenter__(self) -> BareAiosqlite:
        self._db = await aiosqlite.connect(self._file, isolation_level=None)
        for pragma in _PRAGMAS:
            await self._db.execute(pragma)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._db.close()

    async def play(self, transactions: Sequence[Transaction]) -> Pace:
        watch = Stopwatch()
        for transaction in transactions:
            with watch if is_turn(transaction) else Stopwatch():
                for sql, values in transaction:
                    await self._db.execute_fetchall(sql, values)
        return Pace(watch.seconds)


class BareSqlite:
    """No event loop, no thread."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        for pragma in _PRAGMAS:
            self._db.execute(pragma)

    def play(self, transactions: Sequence[Transaction]) -> Pace:
        watch = Stopwatch()
        for transaction in transactions:
            with watch if is_turn(transaction) else Stopwatch():
                for sql, values in transaction:
                    self._db.execute(sql, values).fetchall()
        return Pace(watch.seconds)

    def close(self) -> None:
        self._db.close()
