"""A sealed record as one file for the level above: locked under a passphrase, and read again with it.

The file is JSON: the salt and cost of the passphrase's key (scrypt, RFC 7914) and everything else under AES-256-GCM.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from typing import Any

from bot.safe import Safe, Unreadable

_FORMAT = "nhipdan-sealed-1"
_COST, _BLOCK, _LANES = 2**16, 8, 1  # 64 MB and a quarter of a second for each guess
_SALT = 16  # bytes
SHORTEST = 12
"""Letters of a passphrase."""


@dataclass(frozen=True)
class Export:
    """What the level above gets: the record as it was kept, and its files by name."""

    code: str
    record: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


def locked(export: Export, passphrase: str) -> str:
    """The file's content."""
    salt = os.urandom(_SALT)
    files = {name: base64.b64encode(data).decode() for name, data in export.files.items()}
    inside = json.dumps({"code": export.code, "record": export.record, "files": files}, ensure_ascii=False)
    sealed = Safe(_key(passphrase, salt, _COST)).locked(inside, _FORMAT)
    return json.dumps({"format": _FORMAT, "salt": salt.hex(), "cost": _COST, "sealed": sealed}, indent=1)


def opened(written: str, passphrase: str) -> Export:
    """Raises `bot.safe.Unreadable`: another passphrase, or no such file."""
    try:
        outside = json.loads(written)
        key = _key(passphrase, bytes.fromhex(outside["salt"]), min(int(outside["cost"]), 2**20))
        inside = json.loads(Safe(key).opened(outside["sealed"], _FORMAT))
    except (KeyError, TypeError, ValueError):
        raise Unreadable from None
    files = {name: base64.b64decode(data) for name, data in inside["files"].items()}
    return Export(inside["code"], inside["record"], files)


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=cost, r=_BLOCK, p=_LANES).derive(passphrase.encode())
