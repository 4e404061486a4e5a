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
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, words.encode(), about.encode())
        return _MARK + base64.urlsafe_b64encode(sealed).decode()

    def opened(self, kept: str, about: str) -> str:
        """Raises `Unreadable`."""
        from cryptography.exceptions import InvalidTag

        try:
            sealed = base64.urlsafe_b64decode(kept.removeprefix(_MARK))
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode()).decode()
        except (InvalidTag, ValueError, binascii.Error):
            raise Unreadable from None


def is_locked(kept: str) -> bool:
    return kept.startswith(_MARK)
