"""What a channel keeps between runs: its tokens, and what it found out about its account."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from bot.clock import Clock
from storage.database import Database
from storage.tokens import TokenPair


class Vault(Protocol):
    """Every verb is a short transaction of its own: what `keep` was given is committed when it returns."""

    async def pair(self) -> TokenPair | None: ...

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

    def __init__(self, database: Database, channel: str, account: str) -> None:
        self._database = database
        self._channel = channel
        self._account = account

    async def pair(self) -> TokenPair | None:
        async with self._database.transaction() as memory:
            return await memory.tokens.pair(self._channel, self._account)

    async def keep(self, pair: TokenPair) -> None:
        async with self._database.transaction() as memory:
            memory.tokens.keep(self._channel, self._account, pair)

    async def trait(self, trait: str) -> str:
        async with self._database.transaction() as memory:
            return await memory.tokens.trait(self._channel, self._account, trait)

    async def note_trait(self, trait: str, value: str) -> None:
        async with self._database.transaction() as memory:
            memory.tokens.note_trait(self._channel, self._account, trait, value)
