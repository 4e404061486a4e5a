"""The pair of tokens in use: renewed early, by one at a time, committed before it is used."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_oa.oauth import ConsentNeeded
from bot.clock import Clock
from bot.vault import Vault
from storage.tokens import TokenPair

log = structlog.get_logger(__name__)

EARLY = timedelta(hours=20)
"""An access token lives 25 hours; from this age on it is renewed."""
_TRY_AGAIN = timedelta(minutes=10)

Refresh = Callable[[str, datetime], Awaitable[TokenPair]]
"""Spends a refresh token. Raises `ConsentNeeded`, or `ZaloError` where nobody knows."""


class TokenBook:
    def __init__(self, refresh: Refresh, vault: Vault, clock: Clock) -> None:
        self._refresh = refresh
        self._vault = vault
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._not_before: datetime | None = None

    async def current(self) -> str:
        """The access token. Raises `ConsentNeeded`."""
        pair = await self._pair()
        now = self._clock.now()
        if now - pair.issued_at < EARLY or (self._not_before and now < self._not_before <= pair.expires_at):
            return pair.access
        try:
            return await self.renewed(pair.access)
        except ZaloError as error:
            log.warning("zalo_oa.not_renewed", detail=str(error))
            self._not_before = now + _TRY_AGAIN
            if now >= pair.expires_at:
                raise
            return pair.access

    async def renewed(self, spent: str) -> str:
        """Another access token than this one. What was begun is finished even if the caller is cancelled: a pair
        that was given and not kept would be lost. Raises `ConsentNeeded` or `ZaloError`."""
        return await asyncio.shield(asyncio.create_task(self._renew(spent)))

    async def _renew(self, spent: str) -> str:
        async with self._one_at_a_time:
            pair = await self._pair()
            if pair.access != spent:  # somebody else has renewed it meanwhile
                return pair.access
            fresh = await self._refresh(pair.refresh, self._clock.now())
            await self._vault.keep(fresh)
            self._not_before = None
            log.info("zalo_oa.renewed", expires_at=fresh.expires_at.isoformat())
            return fresh.access

    async def _pair(self) -> TokenPair:
        """Read anew each time: an operator's consent in another process counts at once."""
        pair = await self._vault.pair()
        if pair is None:
            raise ConsentNeeded("no tokens yet")
        return pair
