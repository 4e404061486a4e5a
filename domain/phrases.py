"""Finding phrases in what people type: with accents, without, with some; in any capitals; whole syllables only.

A syllable typed with accents must carry accents the phrase has, one typed without may be anything: "nhan tien" and
"nhận tiền" are found by "nhận tiền", "nhân tiện" is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.vietnamese import nfc

SENTENCE_END = "|"
CAPITAL = "^"
ANY_CAPITAL = rf"\{CAPITAL}[^ |]+"
"""Matches a word with a capital letter: a name, if it stands after a title."""

_MARKS = {"\u0300": "F", "\u0301": "S", "\u0303": "X", "\u0309": "R", "\u0323": "J"}  # tones, as Telex types them
_MARKS |= {"\u0302": "A", "\u0306": "B", "\u031b": "W"}  # â, ă, ơ
_D_WITH_STROKE = "D"
_TOKEN = re.compile(r"[^\W_]+|[.!?;:\n…]+")
_GAP = "…"
_FEW_WORDS = r"(?:[^ |]+ ){0,4}"
_MOSTLY = 0.6  # of the letters


@dataclass(frozen=True, slots=True)
class Said:
    """Words made ready for searching. `text` has one code per syllable between single blanks, and `|` between
    sentences; `syllables` are the same, as people read them."""

    text: str
    syllables: tuple[str, ...]

    def words_of(self, found: re.Match[str]) -> str:
        """What was found, as it was said."""
        first = self.text.count(" ", 0, found.start()) - 1
        return " ".join(self.syllables[first : first + found[0].count(" ") + 1])

    def without(self, phrases: re.Pattern[str]) -> Said:
        """With those phrases struck out, so that none of their syllables is found."""
        return Said(phrases.sub(lambda found: re.sub("[^ ]+", "_", found[0]), self.text), self.syllables)


def said(words: str, spelling: Mapping[str, str] | None = None) -> Said:
    """Reads somebody's words. `spelling` writes out what people abbreviate: {"ko": "không"}."""
    words = nfc(words)
    shouting = _shouting(words)
    syllables: list[str] = []
    codes: list[str] = []
    for token in _TOKEN.findall(words):
        if not token[0].isalnum():
            syllables.append(SENTENCE_END)
            codes.append(SENTENCE_END)
            continue
        written = (spelling or {}).get(token.lower())
        for syllable in written.split() if written else [token]:
            capital = CAPITAL if syllable[0].isupper() and not shouting else ""
            syllables.append(syllable)
            codes.append(capital + _code(syllable))
    return Said(f" {' '.join(codes)} ", tuple(syllables))


def phrases(written: Iterable[str], classes: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """One pattern for all of these. In a phrase, `…` stands for up to four words of the same sentence and `<name>`
    for any phrase of that class. Raises `KeyError` for a class that is not there."""
    return re.compile(f"(?<= ){alternatives(written, classes)}(?= )")


def alternatives(written: Iterable[str], classes: Mapping[str, str] | None = None) -> str:
    """As `phrases`, as a part of a larger pattern; of two that fit, the one written first is taken."""
    return f"(?:{'|'.join(_pattern(phrase, classes or {}) for phrase in written) or '(?!)'})"


def _pattern(phrase: str, classes: Mapping[str, str]) -> str:
    parts = []
    for word in nfc(phrase).split():
        if word == _GAP:
            parts.append(_FEW_WORDS)
        elif word.startswith("<"):
            parts.append(f"{classes[word.strip('<>')]} ")
        else:
            parts.append(f"{_syllable(word)} ")
    return "".join(parts).removesuffix(" ")


def _syllable(word: str) -> str:
    bare, marks = _taken_apart(word)
    return rf"\{CAPITAL}?{re.escape(bare)}" + "".join(f"{mark}?" for mark in marks)


def _code(syllable: str) -> str:
    bare, marks = _taken_apart(syllable)
    return bare + marks


def _taken_apart(syllable: str) -> tuple[str, str]:
    """ "nhận" → ("nhan", "AJ"): wherever the tone is put, as in hòa and hoà, the result is the same."""
    lower = syllable.lower()
    decomposed = unicodedata.normalize("NFD", lower.replace("đ", "d"))
    marks = {_MARKS[mark] for mark in decomposed if mark in _MARKS}
    marks |= {_D_WITH_STROKE} if "đ" in lower else set()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare, "".join(sorted(marks))


def _shouting(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _MOSTLY * len(letters)
