"""Which cases a letter shows something of: it is found by this when it must be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.petitions.codes import codes_in


class Sort(StrEnum):
    """As what it stands there."""

    CARD = "card"
    FILES = "files"
    REGISTER = "register"
    WORDS = "words"


_SPAN = re.compile(r"/(\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d)(?=[/\"])")


@dataclass(frozen=True, slots=True)
class Trace:
    """`code` of a case, or the days of a register: "2026-06-01/2026-06-30"."""

    code: str
    sort: Sort


def traces(written: str, *, card: str = "", about: str = "") -> Iterator[Trace]:
    """Of a letter as it is written down; `about` names further cases of which it speaks."""
    files = '"attachments":' in written
    for code in codes_in(f"{card} {about} {written}"):
        yield Trace(code, Sort.CARD if card == f"petition:{code}" else Sort.FILES if files else Sort.WORDS)
    if files:
        yield from (Trace(span, Sort.REGISTER) for span in dict.fromkeys(_SPAN.findall(written)))
