"""Reading: an officer's queue and a citizen's look-up, as whole turns, among few petitions and among many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench import dialogue
from bench.figures import Line, Pace, Progress, Stopwatch
from bench.office import FIRST_CITIZEN, FIRST_OFFICER, Office, bench_settings, open_office, settle
from bench.payloads import said
from bench.statements import Statement, recorded
from bot.clock import SystemClock
from domain.codes import RANDOM_BYTES, make_code

SIZES = (1_000, 100_000)
OPEN = 50  # one in so many is still open
TIMES = 60


async def measure(folder: Path, progress: Progress) -> list[Line]:
    lines = []
    for size in SIZES:
        progress(f"{size:,} petitions")
        async with open_office(folder / f"petitions-{size}") as office:
            lines += await _looked_up(office, folder / f"petitions-{size}", size)
    return lines


async def _looked_up(office: Office, folder: Path, size: int) -> list[Line]:
    await settle(office, 1)
    with recorded() as transactions:
        await dialogue.hold(office, range(1))
    [filing] = [one for turn in transactions for one in turn if "INTO petitions" in one[0]]
    code = _fill(bench_settings(folder).database, filing, size)
    queue = await _asked(office, FIRST_OFFICER, "/hangdoi")
    state = await _asked(office, FIRST_CITIZEN, f"/tracuu {code}")
    return [queue.line(f"a page of the queue, {size:,} petitions"), state.line(f"a look-up, {size:,} petitions")]


def _fill(file: Path, filing: Statement, size: int) -> str:
    """As many petitions like the one filed, all but a few of them closed. Tells a code of the last."""
    sql, values = filing
    rows = list(_like(values, size))
    with closing(sqlite3.connect(file)) as db, db:
        db.executemany(sql, rows)
        db.execute("UPDATE petitions SET open = 0, status = 'closed' WHERE id % :open <> 0", {"open": OPEN})
        db.execute("ANALYZE")
    return str(rows[-1]["code"])


def _like(values: dict[str, Any], size: int) -> Iterator[dict[str, Any]]:
    today = SystemClock().now().date()
    for number in range(size):
        code = make_code(number.to_bytes(RANDOM_BYTES, "big"))
        yield {**values, "code": code, "due_on": (today + timedelta(days=number % 30)).isoformat()}


async def _asked(office: Office, user: int, text: str) -> Pace:
    watch = Stopwatch()
    for _ in range(TIMES):
        async with office.database.transaction() as memory:
            memory.inbox.accept([said(user, text)], SystemClock().now())
        with watch:
            await office.worker.step()
    return Pace(watch.seconds)
