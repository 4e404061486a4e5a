"""Reading Zalo's JSON: moments in milliseconds, texts that may be anything, ids that are never numbers to us."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.split import clean
from bot.channels.zalo.calls import number


def part(body: Any, name: str) -> Mapping[str, Any]:
    """An object within an object; {} where there is none."""
    held = body.get(name) if isinstance(body, Mapping) else None
    return held if isinstance(held, Mapping) else {}


def words(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def identity(value: Any) -> str:
    """An id as an opaque string; '' for anything else."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def at_moment(milliseconds: Any) -> datetime:
    """1970 where no moment is told, or an impossible one."""
    try:
        return datetime.fromtimestamp((number(milliseconds) or 0) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def body_of(raw: str) -> dict[str, Any]:
    """{} for whatever is no JSON object."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def written(body: Mapping[str, Any]) -> str:
    """As the inbox keeps it: ASCII JSON, so that halves of characters stay escaped."""
    return json.dumps(body, separators=(",", ":"))


def fingerprint(raw: str) -> str:
    """An id for what has none."""
    return "sha:" + hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:24]
