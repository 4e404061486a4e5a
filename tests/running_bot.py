"""The whole bot running without a pace, with a clock that stands still and a chance that is the same in every run."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any

from bot.accounts import open_channels
from bot.app import App, open_app
from bot.channels.base import Channel
from bot.settings import Settings
from bot.words.i18n import Words

STEP = 0.004  # seconds between looks at what should have happened by now


class StoryClock:
    """Stands still until it is moved, so that every message has a known time. It is the sandbox's clock too."""

    timezone = "Asia/Ho_Chi_Minh"

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    async def move_to(self, moment: datetime) -> dict[str, Any]:
        self._moment = moment
        return {}

    async def step(self, name: str) -> dict[str, Any]:
        raise AssertionError(f"a story moves its clock itself, and takes no step {name!r}")


def chance() -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    numbers = count(1)
    return lambda size: hashlib.sha256(f"story {next(numbers)}".encode()).digest()[:size]


async def idle(app: App) -> bool:
    if app.dispatcher.is_sending:
        return False
    async with app.database.transaction() as memory:
        heard, said = await memory.inbox.counts(), await memory.outbox.counts()
    waits = heard.get("waiting") or said.get("due") or said.get("leased")
    return not (waits or app.dispatcher.is_sending)


@cache
def words() -> Words:
    return Words.load(strict=True)


@asynccontextmanager
async def running(
    settings: Settings,
    clock: StoryClock,
    random: Callable[[int], bytes],
    loosen: Callable[[Channel], None] = lambda channel: None,
) -> AsyncIterator[App]:
    """The whole bot, without a pace: that has tests of its own, and stories should not wait for it. Nor for what
    `loosen` takes off."""
    channels = open_channels(settings)
    for channel in channels.values():
        channel.limits = replace(
            channel.limits, per_second=500.0, same_chat_gap=0.0, group_per_minute=10_000, group_gap=0.0
        )
        loosen(channel)
    async with open_app(settings, channels, clock, words()) as app:
        object.__setattr__(app.world, "random", random)
        task = asyncio.create_task(app.run())
        try:
            while not all(map(app.links.knows, app.world.accounts)):
                await asyncio.sleep(STEP)
                if task.done():
                    task.result()
            yield app
        finally:
            app.stop()
            await task
