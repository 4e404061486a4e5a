"""Reading an hour of the day as people write it: 7h30, 07:30, 8 giờ, 14g."""

from __future__ import annotations

import re
from datetime import time

from domain.language.vietnamese import fold

_HOUR = re.compile(r"(?:luc\s*)?(\d{1,2})\s*(?:(?:h|g|gio|:|\.)\s*(\d{2})?(?:\s*phut)?)?(?:\s*(sang|chieu|toi))?")
_NOON = 12


def read_hour(words: str) -> time | None:
    """None where the words are no hour. "2 giờ chiều" is 14:00."""
    found = _HOUR.fullmatch(fold(words).strip(" ."))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] in ("chieu", "toi") and hour < _NOON:
        hour += _NOON
    return time(hour, minute) if hour < 24 and minute < 60 else None
