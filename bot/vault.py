"""What a channel keeps between runs: its tokens, under lock and key, and what it found out about its account."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, runtime_checkable

from bot.clock import Clock
from bot.keys import Keys
from bot.safe import Safe, is_locked
from storage.database import Database
from storage.messaging.tokens import TokenPair


class Vault(Protocol):
    """Every verb is a short transaction of its own: what `keep` was given is committed when it returns."""

    async def pair(self) -> TokenPair | None:
        """Raises `bot.safe.Unreadable`."""

    async def keep(self, pair: TokenPair) -> None: ...

    async def trait(self, trait: str) -> str: ...

    async def note_trait(self, trait: str, value: str) -> None: ...


@runtime_checkable
class NeedsVault(Protocol):
    """A channel that cannot work without one; it is lent before anything is asked of the channel."""

    name: str
    account: str

    def use(self, vault: Vault, clock: Clock) -> None: ...


class StoredVault:
    """Implements `Vault`."""

    def __init__(self, database: Database, keys: Keys, channel: str, account: str) -> None:
        """Raises `SettingsWrong` without a key."""
        self._database = database
        self._safe = Safe(keys.derive("tokens"))
        self._channel = channel
        self._account = account

    async def pair(self) -> TokenPair | None:
        """A pair that was kept before there was a lock is locked now."""
        async with self._database.transaction() as memory:
            kept = await memory.tokens.pair(self._channel, self._account)
            if kept and not is_locked(kept.refresh):
                memory.tokens.keep(self._channel, self._account, self._locked(kept))
                return kept
        return self._opened(kept) if kept else None

    async def keep(self, pair: TokenPair) -> None:
        async with self._database.transaction() as memory:
            memory.tokens.keep(self._channel, self._account, self._locked(pair))

    async def trait(self, trait: str) -> str:
        async with self._database.transaction() as memory:
            return await memory.tokens.trait(self._channel, self._account, trait)

    async def note_trait(self, trait: str, value: str) -> None:
        async with self._database.transaction() as memory:
            memory.tokens.note_trait(self._channel, self._account, trait, value)

    def _locked(self, pair: TokenPair) -> TokenPair:
        locked = self._safe.locked
        return replace(
            pair,
            access=locked(pair.access, self._about("access")),
            refresh=locked(pair.refresh, self._about("refresh")),
        )

    def _opened(self, pair: TokenPair) -> TokenPair:
        opened = self._safe.opened
        return replace(
            pair,
            access=opened(pair.access, self._about("access")),
            refresh=opened(pair.refresh, self._about("refresh")),
        )

    def _about(self, which: str) -> str:
        return f"{self._channel}/{self._account}/{which}"
