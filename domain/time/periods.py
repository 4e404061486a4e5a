"""The period a report is about, and the short label by which one of them is known for good."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum

from domain.language.text import Text
from domain.language.vietnamese import fold


class Period(StrEnum):
    """How often a report is owed, as the plans say it."""

    HALF_YEAR = "6m"
    NINE_MONTHS = "9m"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    PERIODIC = "periodic"  # "định kỳ", and nothing more
    ADHOC = "adhoc"  # "đột xuất", "chuyên đề": when asked


def period_label(period: Period, last_safe_day: date) -> str:
    """`2026-6T`, `2026-9T`, `2026-N`, `2026-Q1`, `2026-01`, or the day itself where the period has no rhythm.

    Reports here fall due within the period they are about ("6 tháng" before 05/6), so the last safe day tells
    which one it is.
    """
    match period:
        case Period.HALF_YEAR:
            return f"{last_safe_day.year}-6T"
        case Period.NINE_MONTHS:
            return f"{last_safe_day.year}-9T"
        case Period.YEAR:
            return f"{last_safe_day.year}-N"
        case Period.QUARTER:
            return f"{last_safe_day.year}-Q{(last_safe_day.month + 2) // 3}"
        case Period.MONTH:
            return f"{last_safe_day:%Y-%m}"
        case Period.PERIODIC | Period.ADHOC:
            return last_safe_day.isoformat()


def period_span(label: str) -> tuple[date, date]:
    """The first and the last day a report of this period tells of. What has no rhythm tells of the year so far."""
    year, _, rest = label.partition("-")
    match rest:
        case "6T":
            return _months(int(year), 1, 6)
        case "9T":
            return _months(int(year), 1, 9)
        case "N":
            return _months(int(year), 1, 12)
        case "Q1" | "Q2" | "Q3" | "Q4":
            return _months(int(year), 3 * int(rest[1]) - 2, 3 * int(rest[1]))
        case _ if len(rest) == len("01"):
            return _months(int(year), int(rest), int(rest))
        case _:
            return date(int(year), 1, 1), date.fromisoformat(label)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def read_span(words: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of the period that somebody names: "tháng 5", "quý II/2026", "6 tháng cuối năm", "năm
    2025", "từ 1/5 đến 20/5", "tháng trước", or a label. The current month where they say nothing; without a year the
    last such period that has begun. None where it is no period."""
    said = fold(words)
    if not said:
        return _months(today.year, today.month, today.month)
    if days := _DAY.findall(said):
        return _between(days, today.year)
    named = _RELATIVE.fullmatch(said)
    if named:
        return _relative(named[1], today, back=named[2] in ("truoc", "ngoai"))
    found = next((one for one in (pattern.fullmatch(said) for pattern in _SPANS) if one), None)
    if found is None:
        return None
    months = _months_meant({name: value for name, value in found.groupdict().items() if value})
    if months is None:
        return None
    year = found["year"] and int(found["year"])
    return _months(year or today.year - (months[0] > today.month), *months)


def _months_meant(said: dict[str, str]) -> tuple[int, int] | None:
    """The first and the last month."""
    if half := said.get("half"):
        return (7, 12) if said.get("which") == "cuoi" else (1, int(half))
    if quarter := said.get("quarter"):
        number = _QUARTERS[quarter]
        return 3 * number - 2, 3 * number
    if month := said.get("month"):
        return (int(month), int(month)) if 1 <= int(month) <= 12 else None
    return 1, 12


def _relative(unit: str, today: date, *, back: bool) -> tuple[date, date]:
    length = {"thang": 1, "quy": 3, "nam": 12}[unit]
    number = (today.year * 12 + today.month - 1) // length - back
    year, first = divmod(number * length, 12)
    return _months(year, first + 1, first + length)


def _between(days: list[tuple[str, str, str]], year: int) -> tuple[date, date] | None:
    """A day without a year is in the last one's, or in this."""
    years = [int(written) for *_, written in days if written]
    try:
        read = [date(int(written or (years or [year])[-1]), int(month), int(day)) for day, month, written in days]
    except ValueError:
        return None
    return (read[0], read[-1]) if len(read) <= 2 and read[0] <= read[-1] else None


_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:\s*(?:/|-|nam)?\s*(?P<year>20\d\d))?"
_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(20\d\d))?(?![\d/])")
_RELATIVE = re.compile(r"(thang|quy|nam) (nay|truoc|ngoai)")
_SPANS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"0?(?P<half>[69]) thang(?: (?P<which>dau|cuoi)(?: nam)?)?{_YEAR}",
        rf"quy (?P<quarter>iv|i{{1,3}}|[1-4]){_YEAR}",
        rf"thang (?P<month>\d{{1,2}}){_YEAR}",
        r"(?P<month>\d{1,2})\s*/\s*(?P<year>20\d\d)",
        r"(?:nam )?(?P<year>20\d\d)",
        r"(?P<year>20\d\d)-(?P<month>\d\d)",
        r"(?P<year>20\d\d)-q(?P<quarter>[1-4])",
        r"(?P<year>20\d\d)-(?P<half>[69])t",
        r"(?P<year>20\d\d)-n",
    )
)


def period_name(label: str) -> Text:
    """The period of a label, for people: "6 tháng năm 2026", "quý I năm 2026"."""
    year, _, rest = label.partition("-")
    match rest:
        case "6T":
            return Text("plan.period_6m", year=year)
        case "9T":
            return Text("plan.period_9m", year=year)
        case "N":
            return Text("plan.period_year", year=year)
        case "Q1" | "Q2" | "Q3" | "Q4":
            return Text("plan.period_quarter", quarter=_ROMAN[int(rest[1])], year=year)
        case _ if len(rest) == len("01"):
            return Text("plan.period_month", month=rest, year=year)
        case _:
            return Text("plan.period_day", day=date.fromisoformat(label))


_ROMAN = ("", "I", "II", "III", "IV")
