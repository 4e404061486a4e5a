"""The vault's key: what denounces is locked with it, and those who said so are known by a keyed hash only."""

from __future__ import annotations

import hashlib
import hmac
from functools import cached_property

import structlog

from bot.keys import Keys
from bot.safe import Safe, Unreadable
from handlers.world import Strongbox
from storage.database import Database

log = structlog.get_logger(__name__)


class KeyedStrongbox:
    """Implements `handlers.world.Strongbox`. The keys are derived when first needed: a process that never meets a
    denunciation needs no secret for it."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    @cached_property
    def _safe(self) -> Safe:
        return Safe(self._keys.derive("vault"))

    @cached_property
    def _tags(self) -> bytes:
        return self._keys.derive("vault tags")

    def locked(self, words: str, about: str) -> str:
        return self._safe.locked(words, about)

    def opened(self, kept: str, about: str) -> str:
        """Raises `bot.safe.Unreadable`."""
        return self._safe.opened(kept, about)

    def locked_bytes(self, data: bytes, about: str) -> bytes:
        return self._safe.locked_bytes(data, about)

    def opened_bytes(self, kept: bytes, about: str) -> bytes:
        """Raises `bot.safe.Unreadable`."""
        return self._safe.opened_bytes(kept, about)

    def tag(self, words: str) -> str:
        """The same for the same words, and nothing that leads back to them without the key (RFC 2104)."""
        return hmac.new(self._tags, words.encode(), hashlib.sha256).hexdigest()


async def tell_of_other_key(database: Database, strongbox: Strongbox) -> None:
    """A line for the operator where the key is not the one that locked what is sealed, before more is locked with
    it."""
    async with database.transaction() as memory:
        record = await memory.vault.newest()
    try:
        if record:
            strongbox.opened(record.contents, record.code)
    except Unreadable:
        log.error(
            "vault.locked_with_another_key", mend="bring back NHIPDAN_SECRET_KEY or secret.key, and start again"
        )
