"""Canned answers: words that an office says often, with gaps for what differs from case to case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.language.vietnamese import fold
from domain.plans.units import Fact

GAPS = ("ma", "ho_ten", "don_vi", "han", "xa", "noi_tiep_dan", "gio_tiep_dan")
"""What may stand between braces: the code, the sender's name, the unit that has the case, the deadline, the commune,
where and when citizens are received."""

_GAP = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_NAME = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 40


def canned_name(said: str) -> str:
    """ "Đã chuyển" and "#da-chuyen" are one: da-chuyen. '' where nothing of a name is in it."""
    return _NAME.sub("-", fold(said)).strip("-")[:LONGEST_NAME]


def unknown_gaps(words: str) -> tuple[str, ...]:
    """What stands between braces and is no gap of ours, as it was written; a lone brace too."""
    strange = [gap for gap in _GAP.findall(words) if gap not in GAPS]
    lone = _BRACE.findall(_GAP.sub("", words))
    return tuple(dict.fromkeys([*strange, *lone]))


def fill(words: str, known: Mapping[str, str]) -> str:
    """The words as they are sent. What fills a gap is not read again: a name with braces stays a name."""
    return _GAP.sub(lambda found: known.get(found[1], found[0]), words)


def _known_gaps(words: str) -> str:
    if unknown := unknown_gaps(words):
        raise ValueError(f"unknown gaps {', '.join(unknown)}; there are {', '.join(GAPS)}")
    return words


def _as_a_name(name: str) -> str:
    if name != canned_name(name):
        raise ValueError(f"a name has small letters without accents, digits and hyphens, as {canned_name(name)!r}")
    return name


Name = Annotated[str, Field(min_length=1), AfterValidator(_as_a_name)]


class CannedAnswer(Fact):
    name: Name
    words: Annotated[str, Field(min_length=1), AfterValidator(_known_gaps)]
