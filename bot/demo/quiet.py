"""Waiting until the bot has nothing left to do: all that was heard is dealt with, all that is due is said."""

from __future__ import annotations

import asyncio

from bot.app import App

_STEP = 0.03
_AT_MOST = 30.0  # seconds: a fault injected on the page must not stop the clock for ever


async def settled(app: App) -> None:
    async def until_idle() -> None:
        while not await _idle(app):
            await asyncio.sleep(_STEP)

    try:
        await asyncio.wait_for(until_idle(), _AT_MOST)
    except TimeoutError:
        return


async def _idle(app: App) -> bool:
    async with app.database.transaction() as memory:
        heard, said = await memory.inbox.counts(), await memory.outbox.counts()
    return not (heard.get("waiting") or said.get("due") or said.get("leased"))
