"""Finding phrases in what people type: with accents, without, with some; in any capitals; whole syllables only.

A syllable typed with accents has to have the phrase's accents, one typed without may be anything, unless whoever
wrote it did type accents elsewhere. So "nhan tien" and "nhận tiền" are found by "nhận tiền", "nhân tiện" is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from domain.language.vietnamese import nfc

_TOKEN = re.compile(r"[^\W_]+|[.!?;:\n…]+|[,()]+")
_PAUSE, _END = _PAUSES = (",", ".")
_GAP = "…"
_GAP_WORDS = 4
_MOSTLY = 0.6
_SYLLABLES = 8_192  # kept ready: of those that Vietnamese has, nearly all that are ever written


@dataclass(frozen=True, slots=True)
class Syllable:
    """`marks` are its accents in no order, so hòa and hoà are the same. Punctuation is a syllable too: a pause
    within a sentence, or its end."""

    written: str
    bare: str
    marks: frozenset[str] = frozenset()
    capital: bool = False

    @property
    def is_pause(self) -> bool:
        return self.bare in _PAUSES


_STRUCK_OUT = Syllable("", "")


@dataclass(frozen=True, slots=True)
class Span:
    """Syllables `start` up to, but not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Said:
    """Words made ready for searching. `careful`: typed with accents, so that what has none means to have none."""

    syllables: tuple[Syllable, ...]
    careful: bool = False
    sentences: tuple[int, ...] = field(init=False)
    places: Mapping[str, Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Counts, for each syllable and for the end, how many sentences are over before it; and notes where each
        syllable stands, because hundreds of phrases are looked for and few of them begin here at all."""
        over, places = [0], defaultdict(list)
        for number, syllable in enumerate(self.syllables):
            over.append(over[-1] + (syllable.bare == _END))
            places[syllable.bare].append(number)
        object.__setattr__(self, "sentences", tuple(over))
        object.__setattr__(self, "places", places)

    def words(self, span: Span) -> str:
        return " ".join(syllable.written for syllable in self.syllables[span.start : span.end])

    def in_one_sentence(self, start: int, end: int) -> bool:
        return self.sentences[start] == self.sentences[end]

    def without(self, spans: Iterable[Span]) -> Said:
        """With these struck out, so that none of their syllables is found."""
        if not (struck_out := tuple(spans)):
            return self
        left = list(self.syllables)
        for span in struck_out:
            left[span.start : span.end] = [_STRUCK_OUT] * (span.end - span.start)
        return Said(tuple(left), self.careful)


def said(words: str, spelling: Mapping[str, str] | None = None) -> Said:
    """Reads somebody's words. `spelling` writes out what people shorten: {"ko": "không"}."""
    words = nfc(words)
    shouting = _share([letter.isupper() for letter in words if letter.isalpha()]) > _MOSTLY
    syllables: list[Syllable] = []
    for token in _TOKEN.findall(words):
        if not token[0].isalnum():
            syllables.append(Syllable(token[0], _PAUSE if token[0] in ",()" else _END))
            continue
        full = (spelling or {}).get(token.lower(), token)
        syllables += [_syllable(one, one[0].isupper() and not shouting) for one in full.split()]
    careful = _share([bool(one.marks) for one in syllables if one.bare not in _PAUSES]) > _MOSTLY
    return Said(tuple(syllables), careful)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`needs` are the syllables without which it can be nowhere."""

    parts: tuple[Syllable, ...]
    needs: frozenset[str]

    @property
    def is_one_accented(self) -> bool:
        return len(self.parts) == 1 and bool(self.parts[0].marks)


class Phrasebook:
    """Phrases to be found. In a phrase, `…` stands for up to four words without a pause. `wary` does not take a
    single syllable without accents for one that has some: "lua" may be lừa, lúa or lụa."""

    def __init__(self, phrases: Iterable[str], *, wary: bool = False) -> None:
        self._wary = wary
        self._by_first: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            parts = tuple(_syllable(word) for word in nfc(phrase).split())
            needs = frozenset(part.bare for part in parts if part.written != _GAP)
            self._by_first[parts[0].bare].append(_Phrase(parts, needs))

    def find(self, words: Said) -> list[Span]:
        """Where phrases begin, in order, each with the longest that does."""
        there = words.places.keys()
        begun = {first: self._possible(first, words) for first in self._by_first.keys() & there}
        starts = sorted(start for first, phrases in begun.items() if phrases for start in words.places[first])
        spans = (self._longest(begun[words.syllables[start].bare], words, start) for start in starts)
        return [span for span in spans if span]

    def at(self, words: Said, start: int) -> Span | None:
        """The longest phrase that begins just there."""
        if start >= len(words.syllables):
            return None
        return self._longest(self._possible(words.syllables[start].bare, words), words, start)

    def _possible(self, first: str, words: Said) -> list[_Phrase]:
        """The phrases that begin so, and all of whose syllables were said somewhere."""
        there = words.places.keys()
        return [phrase for phrase in self._by_first.get(first, ()) if phrase.needs <= there]

    def _longest(self, phrases: Sequence[_Phrase], words: Said, start: int) -> Span | None:
        if self._wary and not words.syllables[start].marks:
            phrases = [phrase for phrase in phrases if not phrase.is_one_accented]
        ends = [end for phrase in phrases if (end := _match(phrase.parts, words, start))]
        return Span(start, max(ends)) if ends else None


def _match(parts: tuple[Syllable, ...], words: Said, at: int) -> int | None:
    """Where the phrase that begins there ends, if it does begin there."""
    for number, part in enumerate(parts):
        if part.written == _GAP:
            return _match_after_gap(parts[number + 1 :], words, at)
        if at >= len(words.syllables) or not _fits(words.syllables[at], part, careful=words.careful):
            return None
        at += 1
    return at


def _match_after_gap(parts: tuple[Syllable, ...], words: Said, at: int) -> int | None:
    for skipped in range(_GAP_WORDS + 1):
        if end := _match(parts, words, at + skipped):
            return end
        if at + skipped >= len(words.syllables) or words.syllables[at + skipped].is_pause:
            return None
    return None


def _fits(syllable: Syllable, wanted: Syllable, *, careful: bool) -> bool:
    if syllable.bare != wanted.bare:
        return False
    if not syllable.marks:
        return not (careful and wanted.marks)
    return syllable.marks <= wanted.marks


@lru_cache(_SYLLABLES)
def _syllable(word: str, capital: bool = False) -> Syllable:
    lower = word.lower()
    decomposed = unicodedata.normalize("NFD", lower.replace("đ", "d"))
    marks = frozenset(filter(unicodedata.combining, decomposed)) | ({"đ"} if "đ" in lower else frozenset())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return Syllable(word, bare, marks, capital)


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers) if answers else 0.0
