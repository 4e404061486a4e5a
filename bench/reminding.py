"""A year of reminders, planned for ever more communes, and the morning on which most of them are to be said."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.figures import Stopwatch
from bench.growth import Spent
from bench.memory import peak
from bench.office import bench_settings
from bench.province import Province, commune_plan, open_province
from domain.plans.plan import Plan
from handlers.reports.reminders import fire_due, plan_commune
from storage.memory import Memory

SCALES = (11, 44, 170)  # communes
AGAIN = 11  # communes that are planned again
EVE = datetime(2026, 12, 3, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAWN, MORNING = timedelta(hours=19), timedelta(hours=20)  # after it: reminders become nudges, and are said
BEAT = 0.005  # seconds


@dataclass(frozen=True, slots=True)
class Scale:
    """`again`: planning a commune of which nothing changed. Of the morning, in seconds: its longest `transaction`, and
    how long at most nothing else was done, `stall`. `memory`: megabytes at the most until then."""

    communes: int
    rows: int
    planned: Spent
    again: float
    morning: Morning
    memory: float


@dataclass(slots=True)
class Morning:
    messages: int = 0
    spent: Spent = field(default_factory=Spent)
    transaction: float = 0
    stall: float = 0


def play(folder: Path) -> list[Scale]:
    """In a process of its own, of which the memory is measured."""
    return asyncio.run(_play(folder))


async def _play(folder: Path) -> list[Scale]:
    plans = [commune_plan(number) for number in range(SCALES[-1])]
    names = [plan.commune.id for plan in plans]
    found, planned = [], Spent()
    for before, communes in pairwise((0, *SCALES)):
        async with open_province(folder, plans) as province:
            await province.people_come(names[before:communes], EVE)
            await _plan(province, names[before:communes], planned)
            await _plan(province, names[:AGAIN], again := Spent())
        rows = _check(folder)
        morning = await _morning(folder, plans, last=communes == SCALES[-1])
        found.append(Scale(communes, rows, replace(planned), again.wall / AGAIN, morning, peak()))
    return found


async def _plan(province: Province, communes: Iterable[str], spent: Spent) -> None:
    with spent.counted():
        for commune in communes:
            async with province.database.transaction() as memory:
                await plan_commune(province.world, memory, commune, EVE)


async def _morning(folder: Path, plans: Iterable[Plan], *, last: bool) -> Morning:
    """In a copy, unless it is the `last`: it comes only once."""
    copy = folder if last else Path(shutil.copytree(folder, folder.with_name("morning")))
    async with open_province(copy, plans) as province:
        morning = await _fire(province)
    shutil.rmtree(copy)
    return morning


async def _fire(province: Province) -> Morning:
    watch, stalls, found = Stopwatch(), [0.0], Morning()

    @asynccontextmanager
    async def timed() -> AsyncIterator[Memory]:
        with watch:
            async with province.database.transaction() as memory:
                yield memory

    heart = asyncio.create_task(_beat(stalls))
    with found.spent.counted():
        for moment in (DAWN, MORNING):
            found.messages += await fire_due(province.world, timed, EVE + moment)
    heart.cancel()
    return replace(found, transaction=max(watch.seconds), stall=max(stalls))


async def _beat(stalls: list[float]) -> None:
    """How much later than it should each beat comes."""
    while True:
        since = time.perf_counter()
        await asyncio.sleep(BEAT)
        stalls.append(time.perf_counter() - since - BEAT)


def _check(folder: Path) -> int:
    """How many rows were planned. None comes before the busiest morning: otherwise that would fold what was missed."""
    with closing(sqlite3.connect(bench_settings(folder).database)) as db:
        [(busiest, _)] = db.execute(
            "SELECT remind_at, count(*) n FROM reminders GROUP BY 1 ORDER BY n DESC LIMIT 1"
        )
        [(rows, first)] = db.execute("SELECT count(*), min(remind_at) FROM reminders")
    assert first == busiest == f"{(EVE + DAWN).astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%S.%fZ}"
    return int(rows)
