"""Which days somebody means: "tháng 5", "quý II/2026", "6 tháng", "năm 2025", "từ 01/5 đến 15/5"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.days import read_day
from domain.periods import period_name, period_span
from domain.text import Text
from domain.vietnamese import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*(?:/|-|nam)?\s*(20\d\d))?"
_MONTH = re.compile(rf"\bthang\s*0?(1[0-2]|[1-9])\b{_YEAR}")
_MONTH_WRITTEN = re.compile(r"\b0?(1[0-2]|[1-9])\s*/\s*(20\d\d)\b")
_QUARTER = re.compile(rf"\bquy\s*(iv|iii|ii|i|[1-4])\b{_YEAR}")
_MONTHS = re.compile(rf"\b0?([69])\s*thang(?:\s*dau nam)?\b{_YEAR}")
_WHOLE_YEAR = re.compile(r"\b(?:nam\s*)?(20\d\d)\b|\b(?:ca nam|nam nay)\b")
_FROM_TO = re.compile(r"\btu\s+(?:ngay\s+)?(.+?)\s+(?:den|toi)\s+(?:het\s+)?(?:ngay\s+)?(.+)")
_QUARTER_DAYS = 89


@dataclass(frozen=True, slots=True)
class Span:
    """Both days are included. `label` as in `domain.periods`; '' for days freely chosen."""

    first: date
    last: date
    label: str = ""

    @property
    def name(self) -> Text:
        return period_name(self.label) if self.label else Text("span.days", first=self.first, last=self.last)

    @property
    def is_quarter_or_longer(self) -> bool:
        return (self.last - self.first).days >= _QUARTER_DAYS

    @property
    def written(self) -> str:
        """As `read_span_written` reads it."""
        return f"{self.first.isoformat()}..{self.last.isoformat()}..{self.label}"


def read_written(written: str) -> Span:
    """Raises `ValueError` for what `Span.written` did not write."""
    first, last, label = written.split("..")
    return Span(date.fromisoformat(first), date.fromisoformat(last), label)


def of_label(label: str) -> Span:
    return Span(*period_span(label), label)


def this_month(today: date) -> Span:
    return of_label(f"{today:%Y-%m}")


def read_span(words: str, today: date) -> Span | None:
    """None where the words name none, or one that makes no sense. Without a year it is the last one that has begun."""
    said = fold(words)
    if found := _FROM_TO.search(said):
        return _from_to(found[1], found[2], today)
    if "thang nay" in said:
        return this_month(today)
    if "thang truoc" in said:
        return this_month(today.replace(day=1) - timedelta(days=1))
    if found := _MONTHS.search(said):
        return _begun(f"{found[1]}T", found[2], today)
    if found := _QUARTER.search(said):
        return _begun(f"Q{_ROMAN[found[1]]}", found[2], today)
    if found := _MONTH.search(said) or _MONTH_WRITTEN.search(said):
        return _begun(f"{int(found[1]):02}", found[2], today)
    if found := _WHOLE_YEAR.search(said):
        return _begun("N", found[1], today)
    return None


def _begun(rest: str, year: str | None, today: date) -> Span | None:
    span = of_label(f"{year or today.year}-{rest}")
    if span.first <= today:
        return span
    return None if year else of_label(f"{today.year - 1}-{rest}")


def _from_to(one: str, other: str, today: date) -> Span | None:
    start_of_year = date(today.year, 1, 1)
    first, last = read_day(one, start_of_year), read_day(other, start_of_year)
    if not first or not last or not first <= last or first > today:
        return None
    return Span(first, last)
