"""What an official document says of itself, taken from the plan it belongs to (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from domain.language.vietnamese import fold
from domain.plans.plan import Document

_SYMBOL = re.compile(r"/[^\W\d_]+-([^\s,;]+)")  # 363/KH-UBND
_LINE_ENDS = re.compile(r"(?<=nhan dan) (?=\S)|(?<=chu tich) (?=pho )")  # of a folded title
_DAY = re.compile(r"\s+ngày\s")


def symbol_of(document: Document) -> str:
    """Of whoever issued the plan: "UBND" in "363/KH-UBND"; '' where it names none."""
    found = _SYMBOL.search(document.number or document.number_as_written)
    return found[1] if found else ""


def signed_as(title: str) -> list[str]:
    """ "TM. ỦY BAN NHÂN DÂN Q. CHỦ TỊCH" → its two lines."""
    ends = [found.start() for found in _LINE_ENDS.finditer(fold(title))]
    return [title[start:end].strip() for start, end in pairwise([0, *ends, len(title)])] if title else []


def bases(national: Iterable[str], document: Document) -> list[str]:
    """The law first, then what the plan implements and cites; what names the same once, the fuller one."""
    found: list[str] = []
    for one in (*national, *document.cites, *document.implements):
        name = fold(_DAY.split(one)[0].split("(")[0])
        if not any(name in fold(other) for other in found):
            found.append(one)
    return found


def subject_of(title: str) -> str:
    """What stands under BÁO CÁO: the report's title without that word before it."""
    words = title.strip()
    rest = re.sub(r"^(?:tổng hợp\s+)?báo cáo\s+", "", words, flags=re.IGNORECASE)
    return rest[:1].upper() + rest[1:] if rest else words
