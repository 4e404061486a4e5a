"""Words kept so that only the holder of the key can read them, or put others in their place."""

from __future__ import annotations

import base64
import binascii
import os

_MARK = "aes-gcm:"
_NONCE = 12  # bytes; NIST SP 800-38D, 5.2.1.1


class Unreadable(Exception):
    """It was locked by another key, for something else, or was changed since."""


class Safe:
    """AES-256-GCM. What is locked `about` one thing does not open about another."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)

    def locked(self, words: str, about: str) -> str:
        return _MARK + base64.urlsafe_b64encode(self.locked_bytes(words.encode(), about)).decode()

    def locked_bytes(self, data: bytes, about: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, data, about.encode())

    def opened(self, kept: str, about: str) -> str:
        """Raises `Unreadable`."""
        try:
            sealed = base64.urlsafe_b64decode(kept.removeprefix(_MARK))
            return self.opened_bytes(sealed, about).decode()
        except (ValueError, binascii.Error):
            raise Unreadable from None

    def opened_bytes(self, kept: bytes, about: str) -> bytes:
        """Raises `Unreadable`."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(kept[:_NONCE], kept[_NONCE:], about.encode())
        except (InvalidTag, ValueError):
            raise Unreadable from None


def is_locked(kept: str) -> bool:
    return kept.startswith(_MARK)
