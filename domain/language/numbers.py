"""Numbers as people write them here: "1.250" is one thousand two hundred and fifty, "12,5" twelve and a half."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.language.vietnamese import fold

_THOUSANDS = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_KEPT = re.compile(r"\d+(?:\.\d+)?")
_NONE = frozenset({"khong", "khong co", "0", "chua co", "none"})


def read_number(words: str, unit: str = "") -> Decimal | None:
    """The number that is all there is, but for a % or its unit of measure behind it. "không có" is 0. None for
    anything else: "khoảng 12" is no figure, and "1,250" is left to whoever asks, for it is 1.25 here."""
    said = fold(words).strip(" .!")
    if said in _NONE:
        return Decimal(0)
    for behind in (fold(unit), "%"):
        said = said.removesuffix(behind).strip() if behind else said
    if _THOUSANDS.fullmatch(said):
        return Decimal(re.sub(r"[. ]", "", said).replace(",", "."))
    return Decimal(said.replace(",", ".")) if _PLAIN.fullmatch(said) else None


def written(number: Decimal) -> str:
    """As it is kept: a point, no separators, no zeros behind it."""
    plain = f"{number.normalize():f}"
    return "0" if plain == "-0" else plain


def is_written(kept: str) -> bool:
    """Whether it is a number as `written` writes it."""
    return bool(_KEPT.fullmatch(kept))


def shown(kept: str) -> str:
    """What is kept, as it is written here: "1250.5" → "1.250,5"."""
    whole, _, rest = kept.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped
