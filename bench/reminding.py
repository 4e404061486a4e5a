"""A year of reminders, planned for ever more communes, and the morning on which most of them are to be said."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.figures import Stopwatch
from bench.office import bench_settings
from bench.province import Province, commune_plan, open_province
from handlers.reminders import fire_due, plan_commune
from storage.memory import Memory

SCALES = (11, 44, 170)  # communes
AGAIN = 11  # communes that are planned again
EVE = datetime(2026, 12, 3, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAWN, MORNING = timedelta(hours=19), timedelta(hours=20)  # after it: reminders become nudges, and are said
BEAT = 0.005  # seconds


@dataclass(frozen=True, slots=True)
class Scale:
    """Seconds, and megabytes at the most until then. `again`: the same for a commune of which nothing changed;
    `transaction`: the morning's longest; `stall`: how long at most nothing else was done."""

    communes: int
    rows: int
    planned: float
    again: float
    messages: int
    fired: float
    transaction: float
    stall: float
    memory: float


def play(folder: Path) -> list[Scale]:
    """In a process of its own, of which the memory is measured."""
    return asyncio.run(_play(folder))


async def _play(folder: Path) -> list[Scale]:
    plans = [commune_plan(number) for number in range(SCALES[-1])]
    found, watch, done = [], Stopwatch(), 0
    for communes in SCALES:
        async with open_province(folder, plans) as province:
            more = [plan.commune.id for plan in plans[done:communes]]
            await province.people_come(more, EVE)
            await _plan(province, more, watch)
            again = Stopwatch()
            await _plan(province, [plan.commune.id for plan in plans[:AGAIN]], again)
        done = communes
        morning = folder if communes == SCALES[-1] else Path(shutil.copytree(folder, folder.with_name("morning")))
        rows = _check(morning)
        async with open_province(morning, plans) as province:
            messages, fired, transaction, stall = await _fire(province)
        if morning != folder:
            shutil.rmtree(morning)
        again_each = sum(again.seconds) / AGAIN
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found.append(
            Scale(communes, rows, sum(watch.seconds), again_each, messages, fired, transaction, stall, memory)
        )
    return found


async def _plan(province: Province, communes: Iterable[str], watch: Stopwatch) -> None:
    for commune in communes:
        with watch:
            async with province.database.transaction() as memory:
                await plan_commune(province.world, memory, commune, EVE)


async def _fire(province: Province) -> tuple[int, float, float, float]:
    """(messages, seconds, those of the longest transaction, those of the longest stall) of the two ticks."""
    watch = Stopwatch()

    @asynccontextmanager
    async def timed() -> AsyncIterator[Memory]:
        with watch:
            async with province.database.transaction() as memory:
                yield memory

    stalls: list[float] = []
    heart = asyncio.create_task(_beat(stalls))
    messages = sum([await fire_due(province.world, timed, EVE + moment) for moment in (DAWN, MORNING)])
    heart.cancel()
    return messages, sum(watch.seconds), max(watch.seconds), max(stalls)


async def _beat(stalls: list[float]) -> None:
    """How much later than it should each beat comes."""
    while True:
        since = time.perf_counter()
        await asyncio.sleep(BEAT)
        stalls.append(time.perf_counter() - since - BEAT)


def _check(folder: Path) -> int:
    """How many rows were planned. None comes before the busiest morning: otherwise that would fold what was missed."""
    with closing(sqlite3.connect(bench_settings(folder).database)) as db:
        [(busiest, _)] = db.execute("SELECT remind_at, count(*) n FROM reminders GROUP BY 1 ORDER BY n DESC LIMIT 1")
        [(rows, first)] = db.execute("SELECT count(*), min(remind_at) FROM reminders")
    assert first == busiest == f"{(EVE + DAWN).astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%S.%fZ}"
    return int(rows)
