"""The days that figures are about: a month, a quarter, half a year, a year, or days freely chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.language.text import Text
from domain.time import periods
from domain.time.periods import period_name, period_span

_QUARTER_DAYS = 89
_FOUR = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Span:
    """Both days are included."""

    first: date
    last: date

    @property
    def name(self) -> Text:
        if self.first == self.last:
            return Text("span.day", day=self.first)
        named = next((label for label in _labels(self.first) if period_span(label) == (self.first, self.last)), "")
        return period_name(named) if named else Text("span.days", first=self.first, last=self.last)

    @property
    def is_quarter_or_longer(self) -> bool:
        return (self.last - self.first).days >= _QUARTER_DAYS

    @property
    def is_of_whole_quarters(self) -> bool:
        """One that anybody may choose freely must be: of two that differ by a day the figures tell those of that day."""
        after = self.last + timedelta(days=1)
        return all(day.day == 1 and day.month % 3 == 1 for day in (self.first, after))

    def quarters(self, today: date) -> list[Span]:
        """The whole ones within it that are over."""
        spans = (
            Span(*period_span(f"{year}-Q{n}"))
            for year in range(self.first.year, self.last.year + 1)
            for n in _FOUR
        )
        return [one for one in spans if self.first <= one.first and one.last <= self.last and one.last < today]

    @property
    def written(self) -> str:
        """As `read_written` reads it."""
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


def read_written(written: str) -> Span:
    """Raises `ValueError` for what `Span.written` did not write."""
    first, last = written.split("..")
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def month_of(day: date) -> Span:
    return Span(*period_span(f"{day:%Y-%m}"))


def year_of(day: date) -> Span:
    return Span(*period_span(f"{day.year}-N"))


def read_span(words: str, today: date) -> Span | None:
    """As `domain.time.periods.read_span`; None also for what has not begun."""
    found = periods.read_span(words, today)
    return Span(*found) if found and found[0] <= today else None


def _labels(first: date) -> Iterator[str]:
    """Of the periods that may begin on that day."""
    year, month = first.year, first.month
    yield f"{year}-{month:02}"
    yield f"{year}-Q{(month + 2) // 3}"
    yield from (f"{year}-{rest}" for rest in ("6T", "9T", "N"))
