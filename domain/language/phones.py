"""Telephone numbers as people in Việt Nam write them, kept in one form: 0 and nine or ten digits."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s.\-()]")
_NUMBER = re.compile(r"(?:\+84|0084|84|0)([1-9]\d{8,9})", re.ASCII)


def read_phone(words: str) -> str | None:
    """ "+84 912.345.678" is "0912345678": mobile numbers have nine digits behind the 0, landlines ten (Thông tư
    22/2014/TT-BTTTT). None where it is no such number."""
    found = _NUMBER.fullmatch(_BETWEEN.sub("", words))
    return f"0{found[1]}" if found else None


def show_phone(number: str) -> str:
    """ "0912 345 678"."""
    return f"{number[:-6]} {number[-6:-3]} {number[-3:]}" if number else ""
