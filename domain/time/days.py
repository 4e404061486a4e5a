"""Reading a day as people write it: 05/6, 5-6-2026, "trước ngày 10/9", "ngày 5 tháng 6"."""

from __future__ import annotations

import re
from datetime import date

from domain.language.vietnamese import fold

_DAY = re.compile(
    r"(?<!\d)(?<!\d[/.-])(\d{1,2})(?:\s*[/.-]\s*|\s*thang\s*)(\d{1,2})"
    r"(?:(?:\s*[/.-]\s*|\s*nam\s*)(\d{4}|\d{2}))?(?!\d|[/.-]\d)"
)
"""A year of five digits, or one that stands first, makes it no day: without it, it would be another one."""


def read_day(words: str, today: date) -> date | None:
    """The first day in the words. Without a year it is the next one to come. None if there is no such day."""
    found = _DAY.search(fold(words))
    if not found:
        return None
    day, month = int(found[1]), int(found[2])
    if found[3]:
        year = int(found[3])
        return _date(year if year > 99 else 2000 + year, month, day)
    here = _date(today.year, month, day)
    return here if here and here > today else _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
