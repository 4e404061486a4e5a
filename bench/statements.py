"""The peers of a turn: the very statements that it carries out, recorded, and played through bare libraries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from bench.figures import Pace, Stopwatch
from storage import database
from storage.session import Row, Session

Statement = tuple[str, dict[str, Any]]
Transaction = list[Statement]
_PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")
_CLAIM = "SELECT id, channel, account, update_id, raw, attempts FROM inbox"
"""What the transactions that hold turns begin with, unlike those that hear."""


@contextmanager
def recorded() -> Iterator[list[Transaction]]:
    """Every statement of every transaction meanwhile, with its values."""
    transactions: list[Transaction] = []

    class Recording(Session):
        def begin(self) -> None:
            transactions.append([])
            super().begin()

        async def rows(self, sql: str, **values: Any) -> list[Row]:
            transactions[-1] += [*self._gathered, (sql, database_values(values))]
            return await super().rows(sql, **values)

        async def flush(self, *finally_: str) -> None:
            transactions[-1] += [*self._gathered, *((sql, {}) for sql in finally_)]
            await super().flush(*finally_)

    plain, database.Session = database.Session, Recording  # type: ignore[misc]
    try:
        yield transactions
    finally:
        database.Session = plain  # type: ignore[misc]


def database_values(values: dict[str, Any]) -> dict[str, Any]:
    from storage.session import stored

    return stored(values)


def is_turn(transaction: Transaction) -> bool:
    return any(sql.lstrip().startswith(_CLAIM) for sql, _ in transaction)


async def through_aiosqlite(file: Path, transactions: Sequence[Transaction]) -> Pace:
    """A hop to the thread for every statement."""
    watch = Stopwatch()
    async with aiosqlite.connect(file, isolation_level=None) as db:
        for pragma in _PRAGMAS:
            await db.execute(pragma)
        for transaction in transactions:
            with watch if is_turn(transaction) else Stopwatch():
                for sql, values in transaction:
                    await db.execute_fetchall(sql, values)
    return Pace(watch.seconds)


def through_sqlite3(file: Path, transactions: Sequence[Transaction]) -> Pace:
    watch = Stopwatch()
    db = sqlite3.connect(file, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            db.execute(pragma)
        for transaction in transactions:
            with watch if is_turn(transaction) else Stopwatch():
                for sql, values in transaction:
                    db.execute(sql, values).fetchall()
    finally:
        db.close()
    return Pace(watch.seconds)
