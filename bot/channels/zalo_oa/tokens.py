"""The pair of tokens in use: renewed early, by one at a time, committed before it is used."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_oa.oauth import ConsentNeeded, NoToken
from bot.clock import Clock
from bot.safe import Unreadable
from bot.vault import Vault
from storage.messaging.tokens import TokenPair

log = structlog.get_logger(__name__)

EARLY = timedelta(hours=20)
"""An access token lives 25 hours; from this age on it is renewed."""
PATIENCE = timedelta(minutes=10)
"""Between two attempts to renew, whether the first brought nothing or a token that was refused in its turn."""

Refresh = Callable[[str, datetime], Awaitable[TokenPair]]
"""Spends a refresh token. Raises `ConsentNeeded`, or `ZaloError` where nobody knows."""


@dataclass(frozen=True, slots=True)
class _Pause:
    """One pair is not renewed before a moment. Another, by an operator's consent, is not concerned."""

    refresh: str = field(repr=False)
    until: datetime
    why: type[NoToken]
    detail: str


class TokenBook:
    def __init__(self, refresh: Refresh, vault: Vault, clock: Clock, account: str = "") -> None:
        self._refresh = refresh
        self._vault = vault
        self._clock = clock
        self._log = log.bind(account=account)
        self._one_at_a_time = asyncio.Lock()
        self._pause: _Pause | None = None
        self._given: tuple[str, TokenPair] | None = None

    async def current(self) -> str:
        """The access token. Raises `NoToken`."""
        pair = await self._pair()
        now = self._clock.now()
        if now - pair.issued_at < EARLY:
            return pair.access
        try:
            return await self.renewed(pair.access)
        except ConsentNeeded:
            raise
        except NoToken:
            if now >= pair.expires_at:
                raise
            return pair.access

    async def renewed(self, spent: str) -> str:
        """Another access token than this one. What was begun is finished even if the caller is cancelled: a pair
        that was given and not kept would be lost. Raises `NoToken`."""
        return await asyncio.shield(asyncio.create_task(self._renew(spent)))

    async def settled(self) -> None:
        """Once no renewal is under way."""
        async with self._one_at_a_time:
            pass

    async def _renew(self, spent: str) -> str:
        async with self._one_at_a_time:
            pair = await self._pair()
            if pair.access != spent:  # somebody else has renewed it meanwhile
                return pair.access
            fresh = await self._successor(pair)
            await self._vault.keep(fresh)
            self._rest(fresh, NoToken, "the token just renewed is refused")
            self._log.info("zalo_oa.renewed", expires_at=fresh.expires_at.isoformat())
            return fresh.access

    async def _successor(self, pair: TokenPair) -> TokenPair:
        """The one that could not be kept, if there is one: the refresh token is spent already."""
        if self._given and self._given[0] == pair.refresh:
            return self._given[1]
        now, pause = self._clock.now(), self._pause
        if pause and pause.refresh == pair.refresh and now < pause.until:
            raise pause.why(pause.detail)
        try:
            fresh = await self._refresh(pair.refresh, now)
        except (ConsentNeeded, ZaloError) as error:
            self._log.warning("zalo_oa.not_renewed", detail=str(error))
            why = ConsentNeeded if isinstance(error, ConsentNeeded) else NoToken
            self._rest(pair, why, str(error))
            raise why(str(error)) from None
        self._given = pair.refresh, fresh
        return fresh

    def _rest(self, pair: TokenPair, why: type[NoToken], detail: str) -> None:
        self._pause = _Pause(pair.refresh, self._clock.now() + PATIENCE, why, detail)

    async def _pair(self) -> TokenPair:
        """Read anew each time: an operator's consent in another process counts at once."""
        try:
            pair = await self._vault.pair()
        except Unreadable:
            raise ConsentNeeded(
                "the tokens are locked by another key: bring back the old one, or consent"
            ) from None
        if pair is None:
            raise ConsentNeeded("no tokens yet")
        return pair
