"""Which conversation a raw update belongs to, found without decoding it, so that no shape can make it fail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any


def conversation_of(raw: str) -> str:
    """The chat's id, else the user's, else a key of this update's own, so that an unknown shape blocks nobody."""
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        update = None
    return next(_ids(update), None) or f"update:{_own_key(update, raw)}"


def _ids(update: Any) -> Iterator[str]:
    """Ids of chats first, then of users: `callback_query` has its chat one level down, in `message`."""
    parts = [part for part in _values(update) if isinstance(part, dict)]
    inner = [part["message"] for part in parts if isinstance(part.get("message"), dict)]
    for part, name in [
        *((part, "chat") for part in (*parts, *inner)),
        *((part, name) for part in parts for name in ("from", "user")),
    ]:
        holder = part.get(name)
        if isinstance(holder, dict) and _is_id(holder.get("id")):
            yield str(holder["id"])


def _values(update: Any) -> Iterator[Any]:
    return iter(update.values() if isinstance(update, dict) else ())


def _own_key(update: Any, raw: str) -> str:
    if isinstance(update, dict) and _is_id(update.get("update_id")):
        return str(update["update_id"])
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
