"""Petitions by the thousand and by the million: filing one, a page of the officers' queue, a citizen's look-up, as whole
turns, and looking what was filed over for hot spots. None may notice how many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench import dialogue
from bench.figures import Line, Pace, Progress, Stopwatch
from bench.office import FIRST_CITIZEN, FIRST_OFFICER, Office, bench_settings, open_office, settle
from bench.payloads import said
from bench.statements import Statement, recorded
from bot.clock import SystemClock
from domain.petitions.codes import RANDOM_BYTES, make_code
from handlers.figures.hot_spots import watch as look_for_hot_spots
from storage.session import stamp

SIZES = (1_000, 100_000, 1_000_000)
OPEN = 50  # one in so many is still open
ROUNDS, TIMES, FILED = 8, 10, 5  # in each round so many are asked for, and filed
FILERS = 1 + ROUNDS * FILED
OF_THE_WEEK = 400  # the latest: with so many, and no more, one that is new is compared for hot spots
OTHERS = 40  # whose petitions there are already
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
    """The sizes take turns: what else the machine does meets all of them."""
    async with AsyncExitStack() as stack:
        offices = {}
        for size in SIZES:
            progress(f"{size:,} petitions")
            place = folder / f"petitions-{size}"
            office = await stack.enter_async_context(open_office(place))
            offices[size] = office, await _filled(office, place, size)
        paces: dict[tuple[str, int], Pace] = {}
        for number in range(ROUNDS):
            for size, (office, code) in offices.items():
                for what, pace in (await _round(office, code, number)).items():
                    paces[what, size] = paces.get((what, size), Pace()) + pace
    return [_line(what, size, paces) for size in SIZES for what in dict.fromkeys(what for what, _ in paces)]


def _line(what: str, size: int, paces: Mapping[tuple[str, int], Pace]) -> Line:
    name, few = f"{what}, {size:,} petitions", SIZES[0]
    if size == few:
        return paces[what, size].line(name)
    return paces[what, size].line(name, beside=(f"among {few:,}", paces[what, few]), limit=MOST)


async def _filled(office: Office, folder: Path, size: int) -> str:
    await settle(office, FILERS + OTHERS)
    with recorded() as transactions:
        await dialogue.hold(office, range(1))
    [filing] = [one for turn in transactions for one in turn if "INTO petitions" in one[0]]
    return fill(bench_settings(folder).database, filing, size)


async def _round(office: Office, code: str, number: int) -> dict[str, Pace]:
    filers = range(1 + number * FILED, 1 + (number + 1) * FILED)
    return {
        "filing one": await dialogue.hold(office, filers),
        "a look for hot spots": await _watched(office),
        "a page of the queue": await _asked(office, FIRST_OFFICER, "/hangdoi"),
        "a look-up": await _asked(office, FIRST_CITIZEN, f"/tracuu {code}"),
    }


def fill(file: Path, filing: Statement, size: int) -> str:
    """As many petitions like the one filed, all but a few of them closed. Tells a code of the last."""
    sql, values = filing
    with closing(sqlite3.connect(file)) as db, db:
        db.executemany(sql.partition(" RETURNING")[0], _like(values, size))
        db.execute("UPDATE watched SET up_to = (SELECT max(id) FROM petitions)")
        db.execute("ANALYZE")
    return make_code((size - 1).to_bytes(RANDOM_BYTES, "big"))


def _like(values: dict[str, Any], size: int) -> Iterator[dict[str, Any]]:
    """Of three years up to yesterday, from people who file no more: a flood would be set apart. The open ones fall due
    within a month. The last week had as many, however many there are."""
    now, first_person = SystemClock().now(), values["person"]
    for number in range(size):
        is_open = number % OPEN == 0
        due = now + timedelta(days=number // OPEN % 30 - 5)
        left = size - number
        ago = (
            timedelta(days=5)
            if left <= OF_THE_WEEK
            else timedelta(days=7) + timedelta(days=3 * 365) * (left / size)
        )
        received = now - timedelta(days=1) - ago
        yield {
            **values,
            "person": first_person + FILERS + number % OTHERS,
            "code": make_code(number.to_bytes(RANDOM_BYTES, "big")),
            "story": _STORIES[number % len(_STORIES)].format(n=number),
            "field": _FIELDS[number % len(_FIELDS)],
            "open": is_open,
            "status": "taken" if is_open else "closed",
            "due_on": due.date().isoformat(),
            "due_at": stamp(due),
            "received_at": stamp(received),
        }


async def _watched(office: Office) -> Pace:
    """At what was filed since the last look; one look in the figures, however many that were."""
    watch = Stopwatch()
    with watch:
        async with office.database.transaction() as memory:
            await look_for_hot_spots(office.world, memory, SystemClock().now())
    return Pace(watch.seconds, FILED)


async def _asked(office: Office, user: int, text: str) -> Pace:
    watch = Stopwatch()
    for _ in range(TIMES):
        async with office.database.transaction() as memory:
            memory.inbox.accept([said(user, text)], SystemClock().now())
        with watch:
            await office.worker.step()
    return Pace(watch.seconds)
