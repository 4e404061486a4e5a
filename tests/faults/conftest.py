"""A sandbox of its own for every test, and bots that do not outlive it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.telegram.model import Bot
from sandbox.world import World
from tests.faults.process import TOKEN, BotProcess


@dataclass
class Telegram:
    """The stand-in for Telegram, and where it is."""

    world: World
    address: str

    @property
    def bot(self) -> Bot:
        return self.world.bots[TOKEN]

    async def heard(self, process: BotProcess) -> None:
        """Until the process polls. Fails if it ends instead."""
        polling = asyncio.create_task(until(lambda: self.bot.queue.poller is not None))
        ended = asyncio.create_task(process.ended())
        done, waiting = await asyncio.wait({polling, ended}, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        assert polling in done, process.log

    async def deaf(self) -> None:
        """Until the killed process's poll is gone here too."""
        await until(lambda: self.bot.queue.poller is None)


async def until(happened: Callable[[], object]) -> None:
    while not happened():
        await asyncio.sleep(0.01)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    world = World()
    world.add_bot(TOKEN, "thu_bot", "Nhịp Dân")
    world.switches.limits = False
    async with serve(create_app(world)) as address:
        yield Telegram(world, address)


@pytest.fixture
async def bots(tmp_path: Path) -> AsyncIterator[Callable[..., BotProcess]]:
    """Makes processes in the test's folder; whatever still runs at its end is killed."""
    made: list[BotProcess] = []

    def make(address: str, **how: object) -> BotProcess:
        made.append(BotProcess(tmp_path, address, **how))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for process in made:
        await process.kill()
