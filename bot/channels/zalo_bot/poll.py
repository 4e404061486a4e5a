"""Long polling. Zalo hands an update out once and asks for no receipt, so what was taken is held until it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

import structlog

from bot.channels.base import Accept, Arrival, ChannelStopped
from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.decode import arrival
from bot.sending.backoff import backoff

log = structlog.get_logger(__name__)

LONGEST_WAIT = 30
"""Seconds Zalo holds an empty poll open."""
UNAUTHORISED = 401

Sleep = Callable[[float], Awaitable[None]]


async def poll(
    api: BotApi, account: str, accept: Accept, *, wait: int = LONGEST_WAIT, sleep: Sleep = asyncio.sleep
) -> None:
    """Receives for ever. Raises `ChannelStopped` when the token is wrong or was reset."""
    failures = 0
    while True:
        try:
            arrivals = [arrival(account, update) for update in await api.updates(wait)]
            failures = 0
        except ZaloError as error:
            if error.code == UNAUTHORISED:
                raise stopped(account) from None
            failures += 1
            log.warning("zalo_bot.poll_failed", account=account, detail=str(error))
            await sleep(backoff(failures))
        else:
            await _keep(arrivals, account, accept, sleep)


def stopped(account: str) -> ChannelStopped:
    return ChannelStopped(f"Zalo refuses the token of bot account {account!r}: it is wrong or was reset.")


async def _keep(arrivals: list[Arrival], account: str, accept: Accept, sleep: Sleep) -> None:
    for attempts in count(1):
        try:
            if arrivals:
                await accept(arrivals)
            return
        except Exception as error:  # whatever it is: nobody else has these updates
            log.error("zalo_bot.inbox_unavailable", account=account, error=type(error).__name__)
            await sleep(backoff(attempts))
