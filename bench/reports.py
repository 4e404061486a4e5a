"""Reporting at the size of a province: a year of reminders, the busiest morning, and reports of very many units."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from bench.consolidation import Consolidated, consolidate
from bench.figures import Line, Progress
from bench.growth import bigger, slower
from bench.reminding import SCALES, Scale, play

P, T = ParamSpec("P"), TypeVar("T")

SIZES = (60, 250, 1_000)  # units of one consolidated report
TURN = 2.0  # seconds that somebody who writes may have to wait for a commune's reminders


async def measure(folder: Path, progress: Progress) -> list[Line]:
    progress(f"a year of reminders for {SCALES[-1]} communes")
    lines = _reminding(await _alone(play, folder / "province"))
    found = []
    for units in SIZES:
        progress(f"a report of {units:,} units")
        found.append(await _alone(consolidate, folder / f"units-{units}", units))
    return lines + _consolidation(found)


async def _alone(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In a fresh process: the most memory it ever took is this work's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return await asyncio.wrap_future(process.submit(work, *args, **kwargs))


def _reminding(scales: list[Scale]) -> list[Line]:
    communes = [one.communes for one in scales]
    planned = [f"a year planned: {one.communes} communes, {one.rows:,} reminders" for one in scales]
    fired = [f"the busiest morning: {one.communes} communes, {one.morning.messages:,} messages" for one in scales]
    most = [f"memory of both at the most: {one.communes} communes" for one in scales]
    largest = scales[-1]
    return [
        *slower(planned, communes, [one.planned for one in scales]),
        *(
            Line(f"planned again, unchanged: one of {one.communes} communes", one.again * 1000, "ms")
            for one in scales
        ),
        *slower(fired, communes, [one.morning.spent for one in scales]),
        Line(
            f"its longest transaction, {largest.communes} communes", largest.morning.transaction, "s", limit=TURN
        ),
        Line(
            f"its longest hold of the event loop, {largest.communes} communes",
            largest.morning.stall,
            "s",
            limit=TURN,
        ),
        *bigger(most, communes, [one.memory for one in scales]),
    ]


def _consolidation(found: list[Consolidated]) -> list[Line]:
    units = [one.units for one in found]
    sheets = [f"the XLSX of {one.units:,} units × {one.indicators} indicators" for one in found]
    drafts = [f"the draft in Word of {one.units:,} units" for one in found]
    most = [f"memory for both at the most: {one.units:,} units" for one in found]
    return [
        *slower(sheets, units, [one.sheet for one in found]),
        *slower(drafts, units, [one.draft for one in found]),
        *bigger(most, units, [one.memory for one in found]),
    ]
