"""Finding: a whole turn of /tim by an officer, among few petitions and among many. With `--million` among a million."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench import dialogue
from bench.figures import Line, Pace, Progress, Stopwatch
from bench.office import FIRST_OFFICER, Office, bench_settings, open_office, settle
from bench.payloads import said
from bench.statements import Statement, recorded
from bot.clock import SystemClock
from domain.petitions.codes import RANDOM_BYTES, make_code
from domain.petitions.finding import findable
from storage.session import stored

SIZES = (1_000, 100_000)
MILLION = (1_000_000,)
LIMIT = 300.0  # milliseconds at the 95th percentile: product.md, targets
TIMES = 10  # each search
_AT_ONCE = 100_000  # filed and indexed in one transaction
MILLION_STEPS = 1 + MILLION[0] // _AT_ONCE  # that are told of
_SCATTER = 0x9E3779B97F  # odd: so many codes spread over all there are, and no two alike
SEARCHES = (
    *(
        "den duong",
        "ngo 27 den hong",
        "rac cho thon",
        "phan anh",
        "nguyen van an",
        "cong tac ngap",
        "4567",
        "K7M2",
    ),
    *("duong", "khong co gi nhu vay o day", "xe tai be tong sut lun duong lien thon", "o nhiem mui hoi nuoc thai"),
)
_SAID = """
den duong hong ngo thon rac cho cong tac ngap mua nuoc thai mui hoi o nhiem karaoke on ao xe tai be tong sut lun
lien truong hoc mam non san bong nha van hoa dat so do thua ho ngheo tro cap kenh muong ruong lua cay do cho tha
rong de nghi sua som ba hom nay toi sang tu tuan truoc khong ai don xin hoi thu tuc giay to tam tru khai sinh
"""
_CALLED = "nguyen tran le pham hoang van thi duc minh an binh cuong dung hai lan mai nam phuc quang son tuan yen"
WORDS, NAMES = _SAID.split(), _CALLED.split()


async def measure(folder: Path, progress: Progress, sizes: tuple[int, ...] = SIZES) -> list[Line]:
    lines = []
    for size in sizes:
        progress(f"searching {size:,} petitions")
        async with open_office(folder / f"searching-{size}") as office:
            lines.append(await _searched(office, folder / f"searching-{size}", size, progress))
    return lines


async def _searched(office: Office, folder: Path, size: int, progress: Progress) -> Line:
    await settle(office, 1)
    with recorded() as transactions:
        await dialogue.hold(office, range(1))
    [filing] = [one for turn in transactions for one in turn if "INTO petitions " in one[0]]
    _fill(bench_settings(folder).database, filing, size, progress)
    watch = Stopwatch()
    for words in SEARCHES * TIMES:
        async with office.database.transaction() as memory:
            memory.inbox.accept([said(FIRST_OFFICER, f"/tim {words}")], SystemClock().now())
        with watch:
            await office.worker.step()
    pace = Pace(watch.seconds)
    slow = pace.quantile(0.95)
    return Line(
        f"95 of 100 searches, {size:,} petitions", slow, "ms", pace.quantile(0.5), pace.quantile(0.99), limit=LIMIT
    )


def _fill(file: Path, filing: Statement, size: int, progress: Progress) -> None:
    """As many like the one filed, each of other words, and in the index."""
    sql, values = filing
    dice = random.Random(size)
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA synchronous = OFF")  # while it is filled only: these are nobody's petitions
        db.execute("PRAGMA cache_size = -400000")  # kilobytes: codes come in no order
        for first in range(0, size, _AT_ONCE):
            with db:
                db.executemany(
                    sql.partition(" RETURNING")[0], _like(values, first, min(first + _AT_ONCE, size), size, dice)
                )
                _index(db, values["commune"], dice)
            if size > _AT_ONCE:
                progress(f"searching {size:,} petitions: {first + _AT_ONCE:,} are filed")
        with db:
            db.execute("ANALYZE")


def _index(db: sqlite3.Connection, commune: str, dice: random.Random) -> None:
    """What waits to be in the index."""
    waiting = "SELECT id, code, story FROM petitions WHERE id IN (SELECT petition FROM petitions_to_index)"
    made = [(number, *_found(commune, code, story, dice)) for number, code, story in db.execute(waiting)]
    db.execute("DELETE FROM petitions_to_index")
    db.executemany(
        "INSERT INTO petition_words (petition, scope, code, words, sender) VALUES (?, ?, ?, ?, ?)", made
    )


def _found(commune: str, code: str, story: str, dice: random.Random) -> tuple[str, str, str, str]:
    phone = f"09{dice.randrange(10**8):08}"
    one = findable(commune, code, (story, "Phản ánh"), " ".join(dice.choices(NAMES, k=3)), "", phone)
    return one.scope, one.code, one.words, one.sender


def _like(
    values: dict[str, Any], first: int, end: int, size: int, dice: random.Random
) -> Iterator[dict[str, Any]]:
    now = SystemClock().now()
    for number in range(first, end):
        code = make_code((number * _SCATTER % 256**RANDOM_BYTES).to_bytes(RANDOM_BYTES, "big"))
        story = " ".join(dice.choices(WORDS, k=18)) + f" ngo {number % 40}"
        yield {
            **values,
            "code": code,
            "story": story,
            **stored({"received_at": now - timedelta(minutes=size - number)}),
        }
