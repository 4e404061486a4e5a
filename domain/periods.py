"""The period a report is about, and the short label by which one of them is known for good."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum

from domain.text import Text


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
