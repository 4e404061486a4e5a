"""What people call themselves: events do not say it, so it is asked for once each, before what they wrote is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.channels.base import Arrival, SendFailed

log = structlog.get_logger(__name__)

_PATIENCE = 1.0  # seconds: Zalo itself waits two for our answer
_REMEMBERED = 10_000


class Names:
    """`ask` gives '' where somebody's name may not be seen, and raises `SendFailed`."""

    def __init__(self, ask: Callable[[str], Awaitable[str]]) -> None:
        self._ask = ask
        self._known: dict[str, str] = {}

    def of(self, user: str | None) -> str:
        return self._known.get(user or "", "")

    async def learn(self, arrivals: Sequence[Arrival]) -> None:
        """Never raises: nobody goes unheard for want of a name."""
        for user in {arrival.conversation for arrival in arrivals} - self._known.keys():
            try:
                async with asyncio.timeout(_PATIENCE):
                    name = await self._ask(user)
            except (SendFailed, TimeoutError) as error:
                log.info(
                    "zalo_oa.name_unknown",
                    account=next((one.account for one in arrivals), ""),
                    why=type(error).__name__,
                )
                continue
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[user] = name
