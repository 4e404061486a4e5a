"""Vietnamese text at the door: NFC for keeping, a folded form for comparing and searching."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Soft hyphen, spaces and joins of no width, changes of direction. The joiner within emoji stays."""
_SPACES = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W_]")


def nfc(words: str) -> str:
    """What people typed, in the one form in which it is kept. Phones send NFD as well as NFC. Signs that nobody sees
    go: they hide words from a search, or turn the text of whoever quotes them around."""
    return unicodedata.normalize(
        "NFC", words.translate(_UNSEEN)
    )  # in this order: one may part a letter from its mark


def says_something(words: str) -> bool:
    """Whether there is a letter or a digit of any script in them: "…" and "👍" leave nothing to work on."""
    return any(char.isalnum() for char in words)


def fold(words: str) -> str:
    """Lower case, without accents, đ as d, single spaces: "  Đề  nghị" and "de nghi" fold alike."""
    bare = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SPACES.sub(" ", kept).strip()


def only_letters(words: str) -> str:
    """Letters and digits alone, folded: “Trợ giúp!” and tro_giup are one name."""
    return _NO_LETTER.sub("", fold(words))
