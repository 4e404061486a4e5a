"""The whole process against the sandbox at zero latency: how soon it answers, how fast, and how much it takes."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.dialogue import story
from bench.figures import Line, Progress
from bot.reading.plan_files import load_plans
from handlers.people.links import COMMUNE, payload
from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.faults.conftest import Telegram, until
from tests.faults.crowd import Citizen
from tests.faults.process import AS_SHIPPED, IN_A_HURRY, TOKEN, BotProcess

CITIZENS = 170  # three turns each
START = 2.0  # seconds to the first answer
MEMORY = 120.0  # megabytes


async def measure(folder: Path, progress: Progress) -> list[Line]:
    progress("starting cold")
    cold = await _first_answer(folder / "cold", compiled=folder / "no-bytecode")
    progress("starting warm")
    warm = await _first_answer(folder / "warm")
    progress("importing")
    imported = _import_seconds()
    progress("end to end")
    turns, memory = await _end_to_end(folder / "crowd")
    return [
        Line("start to first answer, first time ever", cold, "s"),
        Line("start to first answer", warm, "s", limit=START),
        Line("importing the process's modules", imported, "s"),
        Line(f"end to end over HTTP, {CITIZENS} citizens at once", turns, "turns per second"),
        Line(f"resident memory with five plans after {3 * CITIZENS} turns", memory, "MB", limit=MEMORY),
    ]


@asynccontextmanager
async def _telegram() -> AsyncIterator[Telegram]:
    world = World()
    world.add_bot(TOKEN, "thu_bot", "Nhịp Dân")
    world.switches.limits = False
    async with serve(create_app(world)) as address:
        yield Telegram(world, address)


async def _first_answer(folder: Path, compiled: Path | None = None) -> float:
    """From the start of the process to its answer to somebody who waited. Without bytecode the first time."""
    async with _telegram() as telegram:
        process = BotProcess(folder, telegram.address, program=AS_SHIPPED)
        if compiled:
            process.environment["PYTHONPYCACHEPREFIX"] = str(compiled)
        citizen = Citizen(telegram, "Lan", "", "")
        citizen.starts()
        since = time.perf_counter()
        await process.start()
        try:
            await until(citizen.heard)
            return time.perf_counter() - since
        finally:
            await process.stop()


async def _end_to_end(folder: Path) -> tuple[float, float]:
    """(turns per second, megabytes): everybody starts, tells a story and gets a receipt."""
    async with _telegram() as telegram:
        process = BotProcess(folder, telegram.address, program=IN_A_HURRY)
        await process.start()
        try:
            await telegram.heard(process)
            crowd = _crowd(telegram)
            since = time.perf_counter()
            await asyncio.gather(*(citizen.acts() for citizen in crowd))
            return 3 * CITIZENS / (time.perf_counter() - since), process.resident
        finally:
            await process.stop()


def _crowd(telegram: Telegram) -> list[Citizen]:
    communes = [plan.commune.id for plan in load_plans().values()]
    links = [payload(COMMUNE, communes[number % len(communes)]) for number in range(CITIZENS)]
    return [Citizen(telegram, f"Dân {number}", link, story(number)) for number, link in enumerate(links)]


def _import_seconds() -> float:
    code = "import time; t = time.perf_counter(); import bot.cli, bot.accounts, bot.web; print(time.perf_counter() - t)"
    done: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)
