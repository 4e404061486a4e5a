"""How days, hours and numbers are written for people. Both languages follow the office: dd/mm/yyyy, 24 hours."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from domain.language.text import Text

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_GROUPED_FROM = 1000


def written(value: int | date, language: str) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    # Below a thousand every language writes alike, and Babel costs more than the rest of a sentence.
    small = -_GROUPED_FROM < value < _GROUPED_FROM
    return str(value) if small else format_decimal(value, locale=language)


def told(moment: datetime) -> Text:
    """The hour and the day in Việt Nam; how they are joined is each language's affair. Raises `ValueError` for a moment
    without a time zone: nobody can say what o'clock it means."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without its time zone: {moment!r}")
    here = moment.astimezone(_ZONE)
    return Text("span.moment", hour=f"{here:%H:%M}", day=here.date())
