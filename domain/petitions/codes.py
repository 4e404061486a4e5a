"""The code a citizen holds: short, unguessable, readable aloud, and sure to be noticed when mistyped.

Eight characters of five random bits each and a check character, as `K7M2-9QXT-4`. The alphabet is Crockford's base
32 (https://www.crockford.com/base32.html): it has no I, L, O or U, and reading takes I and L for 1, O for 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import xor

from domain.language.vietnamese import fold

RANDOM_BYTES = 5
"""How many random bytes a code is made of: 40 bits. A turn that draws one which is taken already fails at the table's
UNIQUE, and is held again with another (`bot.worker`)."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_GAP = r"[\s.\-–—_]{0,3}"
_IN_GROUPS = re.compile(rf"(?<!\w)(\w{{4}}{_GAP}\w{{4}}{_GAP}\w)(?!\w)")
_SPELT_OUT = re.compile(r"(?<!\w)(\w(?:[\s.\-–—_]{1,3}\w){8})(?!\w)")
_FEW = 4  # words that may still be a code in groups, mistyped
_AS_SHOWN = re.compile(rf"(?<![^\W_])[{_ALPHABET}]{{4}}-[{_ALPHABET}]{{4}}-[{_ALPHABET}](?![^\W_])")
_NOTHING = re.compile(r"[\W_]+")


def make_code(random: bytes) -> str:
    """A code out of `RANDOM_BYTES` random bytes, as it is shown and kept. Raises `ValueError` on fewer."""
    if len(random) < RANDOM_BYTES:
        raise ValueError(f"a code needs {RANDOM_BYTES} random bytes")
    number = int.from_bytes(random[:RANDOM_BYTES])
    values = [number >> shift & 31 for shift in range(35, -1, -5)]
    return _shown([*values, _check(values)])


def read_code(words: str) -> str | None:
    """The code in somebody's words, as `make_code` shows it: alone however it is spaced, or within a sentence,
    in groups or letter by letter. None where there is none, or where its check character disagrees."""
    return next((code for code in map(_read, _candidates(words)) if code), None)


def codes_in(written: str) -> list[str]:
    """Every code in something that we wrote, as `make_code` shows it, each once."""
    return [code for code in dict.fromkeys(_AS_SHOWN.findall(written)) if _read(code)]


def looks_like_code(words: str) -> bool:
    """Whether they are nothing but a code, perhaps mistyped: then `read_code` finds none, and no petition begins.
    "thôn Đông 3" is shaped like one, but has its only digit where a house number stands."""
    said = fold(words).strip()
    has_digit = any(char.isdigit() for char in said[:-1])
    return has_digit and bool(_IN_GROUPS.fullmatch(said) or _SPELT_OUT.fullmatch(said))


def is_sentence(words: str) -> bool:
    """Whether they are somebody's own words rather than a code, mistyped or with a word or two around it."""
    return len(words.split()) > _FEW and read_code(words) is None


def _candidates(words: str) -> Iterator[str]:
    folded = fold(words)
    yield from _SPELT_OUT.findall(folded)
    for written in (folded, *_IN_GROUPS.findall(folded)):
        if _IN_GROUPS.fullmatch(folded) or _is_no_sentence(written):
            yield written


def _is_no_sentence(written: str) -> bool:
    """Whatever its check character says, "minh hoai a" in the midst of others is three words."""
    return " " not in written or any(char.isdigit() for char in written)


def _read(written: str) -> str | None:
    bare = _NOTHING.sub("", written).upper().translate(_MISREAD)
    if len(bare) != 9 or not set(bare) <= set(_ALPHABET):
        return None
    *values, check = map(_ALPHABET.index, bare)
    return _shown([*values, check]) if _check(values) == check else None


def _shown(values: Iterable[int]) -> str:
    code = "".join(_ALPHABET[value] for value in values)
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def _check(values: Iterable[int]) -> int:
    """The sum of the characters in GF(32), each times another power of 2. The factors are different from each
    other, from 0 and from 1 (the check character's own), so one wrong character or two neighbours swapped
    always change the sum."""
    return reduce(xor, (_times_power_of_two(value, place) for place, value in enumerate(values, start=1)))


def _times_power_of_two(value: int, power: int) -> int:
    for _ in range(power):
        value <<= 1
        if value & 32:
            value ^= 0b100101  # x⁵ + x² + 1, irreducible and primitive
    return value
