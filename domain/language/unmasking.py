"""Words written so that nobody finds them: "h.ố.i l.ộ", "nhậnhốilộ", letters of other scripts, signs of no width.

Only for reading: what people wrote is kept as they wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from domain.language.vietnamese import fold, nfc

_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u04bb\u043f\u03bf\u03b1\u03bd\u0131"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u039f\u0391\u039d",
    "aeopcyxijhnoaviABEKMHOPCTXIOAN",
) | dict.fromkeys((0xD0, 0x189), "Đ")
"""Cyrillic, Greek and Icelandic letters that look like ours: people write no Russian here."""
_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b")  # of tones and vowels
_BLANK = re.compile("[\u115f\u1160\u3164\uffa0]")  # letters that show nothing
_LETTER = r"[^\W\d_]"
_BETWEEN = r"(?:[^\w\n]|_){1,3}"
_LETTER_BY_LETTER = re.compile(rf"(?<![^\W_]){_LETTER}(?:{_BETWEEN}{_LETTER}(?![^\W_])){{2,}}+")
_WORD_BY_WORD = re.compile(rf"(?<!{_LETTER}){_LETTER}++(?:[^\w\s]{_LETTER}++){{3,}}+")
_LINE_BY_LINE = re.compile(r"(?:^[^\S\n]*+\S++[^\S\n]*+$\n?){4,}+", re.MULTILINE)
_JOINED = re.compile(rf"{_LETTER}{{5,}}+")
_SEVERAL = re.compile(r"[aeiouy]+[^aeiouy\s]+[aeiouy]")  # no syllable has two groups of vowels
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZĐ][^\W\dA-Z_])")
_LONGEST_SYLLABLE, _LONGEST_JOINED = 12, 400
_UNKNOWN = 3  # what a letter of no known syllable costs


def plain_letters(words: str) -> str:
    """Without signs that nobody sees, each letter in the one form that our phrases have: "ｈｏ́ｉ" is "hói"."""
    seen = "".join(char for char in _BLANK.sub("", words) if not _hides(char))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", nfc(seen)).translate(_ALIKE))


def _hides(char: str) -> bool:
    category = unicodedata.category(char)
    return category == "Cf" or (category in ("Mn", "Me") and char not in _MARKS)


def respaced(words: str, known: Collection[str]) -> str:
    """With spaces where syllables end: letters strung apart are joined, joined syllables parted. `known` are bare
    syllables; what cannot be made of them mostly stays as it is."""
    words = _LINE_BY_LINE.sub(lambda found: " ".join(found[0].split()) + "\n", words)
    words = _LETTER_BY_LETTER.sub(lambda found: "".join(filter(str.isalpha, found[0])), words)
    words = _WORD_BY_WORD.sub(lambda found: re.sub(r"\W", " ", found[0]), words)
    return _JOINED.sub(lambda found: _parted(found[0], known), words)


def _parted(token: str, known: Collection[str]) -> str:
    bare = fold(token) if len(token) <= _LONGEST_JOINED else ""
    if bare in known or not _SEVERAL.search(bare) or len(bare) != len(token):
        return token
    words = _CAMEL.sub(" ", token).split()
    if len(words) > 1:
        return " ".join(_parted(word, known) for word in words)
    return " ".join(_syllables(token, bare, known)) or token


def _syllables(token: str, bare: str, known: Collection[str]) -> list[str]:
    """The cheapest way to cut it: the fewest letters of no known syllable, then the fewest syllables. Nothing where
    more than a fifth of it is unknown."""
    best: list[tuple[int, int]] = [(0, 0)]  # (cost of the letters so far, where the last syllable begins)
    for end in range(1, len(bare) + 1):
        starts = range(max(0, end - _LONGEST_SYLLABLE), end - 1)
        ways = [(best[start][0] + 1, start) for start in starts if bare[start:end] in known]
        best.append(min([(best[end - 1][0] + _UNKNOWN, end - 1), *ways]))
    cuts, end = [], len(bare)
    while end:
        cuts.append(slice(best[end][1], end))
        end = best[end][1]
    strange = sum(cut.stop - cut.start == 1 for cut in cuts)
    return [] if strange * 5 > len(bare) else [token[cut] for cut in reversed(cuts)]
