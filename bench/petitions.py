"""Petitions by the thousand and by the million: filing one, a page of the officers' queue, a citizen's look-up, as whole
turns. None may notice how many there are."""

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
from storage.session import stamp

SIZES = (1_000, 100_000, 1_000_000)
OPEN = 50  # one in so many is still open
TIMES = 60
FILERS = 40
MOST = 1.5
"""A million may take so much longer than a thousand."""

_STORIES = (
    "Đèn đường xóm {n} hỏng đã ba hôm, tối đi lại khó khăn",
    "Rác chất đống ở chợ số {n}, bốc mùi cả tuần nay",
    "Xin hỏi thủ tục đăng ký khai sinh cho cháu thứ {n}",
    "Đường liên thôn đoạn cột {n} có ổ gà lớn, xe ngã nhiều",
    "Kênh mương nội đồng số {n} bị tắc, lúa ngập úng",
    "Hàng xóm hát karaoke tới {n} giờ đêm, không ngủ được",
)
_FIELDS = ("XD", "MT", "TP", "XD", "NN", "MT")


async def measure(folder: Path, progress: Progress) -> list[Line]:
    lines: list[Line] = []
    first: dict[str, Pace] = {}
    for size in SIZES:
        progress(f"{size:,} petitions")
        async with open_office(folder / f"petitions-{size}") as office:
            for what, pace in (await _among(office, folder / f"petitions-{size}", size)).items():
                name = f"{what}, {size:,} petitions"
                lines.append(
                    pace.line(name, beside=(f"among {SIZES[0]:,}", first[what]), limit=MOST)
                    if what in first
                    else pace.line(name)
                )
                first.setdefault(what, pace)
    return lines


async def _among(office: Office, folder: Path, size: int) -> dict[str, Pace]:
    await settle(office, FILERS)
    with recorded() as transactions:
        await dialogue.hold(office, range(1))
    [filing] = [one for turn in transactions for one in turn if "INTO petitions" in one[0]]
    code = fill(bench_settings(folder).database, filing, size)
    return {
        "filing one": await dialogue.hold(office, range(1, FILERS)),
        "a page of the queue": await _asked(office, FIRST_OFFICER, "/hangdoi"),
        "a look-up": await _asked(office, FIRST_CITIZEN, f"/tracuu {code}"),
    }


def fill(file: Path, filing: Statement, size: int) -> str:
    """As many petitions like the one filed, all but a few of them closed. Tells a code of the last."""
    sql, values = filing
    with closing(sqlite3.connect(file)) as db, db:
        db.executemany(sql.partition(" RETURNING")[0], _like(values, size))
        db.execute("ANALYZE")
    return make_code((size - 1).to_bytes(RANDOM_BYTES, "big"))


def _like(values: dict[str, Any], size: int) -> Iterator[dict[str, Any]]:
    """Of the last three years; the open ones fall due within a month."""
    now = SystemClock().now()
    for number in range(size):
        is_open = number % OPEN == 0
        due = now + timedelta(days=number // OPEN % 30 - 5)
        received = now - timedelta(days=3 * 365) * (1 - number / size)
        yield {
            **values,
            "code": make_code(number.to_bytes(RANDOM_BYTES, "big")),
            "story": _STORIES[number % len(_STORIES)].format(n=number),
            "field": _FIELDS[number % len(_FIELDS)],
            "open": is_open,
            "status": "taken" if is_open else "closed",
            "due_on": due.date().isoformat(),
            "due_at": stamp(due),
            "received_at": stamp(received),
        }


async def _asked(office: Office, user: int, text: str) -> Pace:
    watch = Stopwatch()
    for _ in range(TIMES):
        async with office.database.transaction() as memory:
            memory.inbox.accept([said(user, text)], SystemClock().now())
        with watch:
            await office.worker.step()
    return Pace(watch.seconds)
