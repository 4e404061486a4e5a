"""How days, moments and numbers are written for people. Both languages follow the office: dd/mm/yyyy, 24 hours."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_GROUPED_FROM = 1000


def written(value: int | date | datetime, language: str) -> str:
    """Raises `ValueError` for a moment without a time zone: nobody can say what o'clock it means."""
    match value:
        case datetime():
            return f"{_in_vietnam(value):%H:%M %d/%m/%Y}"
        case date():
            return f"{value:%d/%m/%Y}"
        case int():
            # Below a thousand every language writes alike, and Babel costs more than the rest of a sentence.
            small = -_GROUPED_FROM < value < _GROUPED_FROM
            return str(value) if small else format_decimal(value, locale=language)


def _in_vietnam(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment without its time zone: {moment!r}")
    return moment.astimezone(_ZONE)
