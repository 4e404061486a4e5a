"""Reading how an official document names itself: "Số 12/BC-UBND ngày 03/6/2026" (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.time.days import read_day

_NUMBER = re.compile(r"(?<![\w/])(\d{1,5}[a-zA-Z]?(?:/\d{4})?/[^\W\d_]{1,8}\d?(?:[-–][^\W_]{1,15}){0,4})(?![\w/])")
_BARE = re.compile(r"(?<!\w)số\s*[:.]?\s*(\d{1,5})(?![\d/.])", re.IGNORECASE)
_DATED = re.compile(r"(?<!\w)(?:ngày|ngay)\s+(.*)", re.IGNORECASE | re.DOTALL)

_AHEAD = re.compile(
    r"(?:(?:văn bản|thông báo|quyết định|công văn|phiếu chuyển)\s+)?(?:số\s*[:.]?)?\s*$", re.IGNORECASE
)
_DAY_BEHIND = re.compile(
    r"[\s,;(]*(?:(?:ngày|ngay)\s+)?\d{1,2}(?:\s*[/.-]\s*|\s*(?:tháng|thang)\s*)\d{1,2}"
    r"(?:(?:\s*[/.-]\s*|\s*(?:năm|nam)\s*)\d{2,4})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """`on` is the document's own day; None where the words do not name it."""

    number: str
    on: date | None = None


def read_document(words: str, today: date) -> DocumentNumber | None:
    """The first number in the words, with the day behind it. None where there is none. A day without a year is the
    last one that was; one that is still to come is none."""
    found = _NUMBER.search(words) or _BARE.search(words)
    if not found:
        return None
    rest = words[found.end() :]
    dated = _DATED.search(rest)
    on = read_past_day(dated[1] if dated else rest.lstrip(" ,;()-"), today) if rest.strip() else None
    return DocumentNumber(found[1].replace("–", "-").upper(), on)


def part_document(words: str, today: date) -> tuple[DocumentNumber | None, str]:
    """The document, and the words without its number and day: (12/TB-UBND, "vì …") of "12/TB-UBND ngày 05/6 vì …"."""
    document = read_document(words, today)
    found = _NUMBER.search(words) or _BARE.search(words)
    if document is None or found is None:
        return None, words.strip()
    before, behind = _AHEAD.sub("", words[: found.start()]), words[found.end() :]
    dated = _DAY_BEHIND.match(behind) if document.on else None
    rest = behind[dated.end() :] if dated else behind
    return document, f"{before.strip(' ,;:(')} {rest.strip(' ,;:.()–-')}".strip()


def read_past_day(words: str, today: date) -> date | None:
    """The first day in the words that is not later than today; without a year, the last one that was."""
    leap_day = (today.month, today.day) == (2, 29)
    a_year_ago = date(today.year - 1, today.month, 28 if leap_day else today.day)
    day = read_day(words, a_year_ago)
    return day if day and day <= today else None
