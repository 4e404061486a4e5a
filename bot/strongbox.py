"""The vault's key: what denounces is locked with it, and those who said so are known by a keyed hash only."""

from __future__ import annotations

import hashlib
import hmac
from functools import cached_property

from bot.keys import Keys
from bot.safe import Safe


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
