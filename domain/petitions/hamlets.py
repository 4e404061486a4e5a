"""Which thôn, bản or tổ dân phố somebody's words speak of: with accents or without, "TDP so 5" as well as "tổ 5".

Where the words fit two of them, or speak of two, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from domain.language.phrases import Said, Span, Syllable, said
from domain.language.vietnamese import fold
from domain.plans.units import Fact

_BEGINNING, _END = 6_000, 2_000  # characters of a story in which it says where it is, or who writes


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A unit of the kind `hamlet`, by its id, and its name as the commune writes it: "Thôn Đông"."""

    id: str
    name: str


class HamletWords(Fact):
    """`kinds`: words that mean the same sort of place, those written out first. `fillers` may stand before a number
    or a name."""

    kinds: tuple[tuple[str, ...], ...]
    fillers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a kind's word stands with a name behind it. `exact`: with just the accents of the name."""

    hamlet: Hamlet
    span: Span
    exact: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    number: int
    words: tuple[Syllable, ...]


class HamletFinder:
    """The hamlets of one commune, ready to be found."""

    def __init__(self, words: HamletWords, hamlets: Iterable[Hamlet]) -> None:
        kinds = [_Kind(number, _syllables(one)) for number, same in enumerate(words.kinds) for one in same]
        self._kinds = sorted(kinds, key=lambda kind: -len(kind.words))
        self._begin = {
            _number(kind.words[0].bare) for kind in kinds
        }  # nothing else need be looked at in a long story
        self._fillers = {fold(word) for word in words.fillers}
        self._called = [(one, *self._taken_apart(_up_to_pause(_syllables(one.name)))) for one in hamlets]
        self._found: dict[str, Hamlet | None] = {}

    def find(self, words: str) -> Hamlet | None:
        """The one hamlet spoken of; None where there is none, or more than one could be meant. A story is searched
        once, however often it is asked."""
        if words not in self._found:
            self._found[words] = self._find(words)
        return self._found[words]

    def _find(self, words: str) -> Hamlet | None:
        spoken = replace(said(_where_places_are(words)), careful=False)
        places = [at for at, one in enumerate(spoken.syllables) if _number(one.bare) in self._begin]
        mentions = [one for at in places for one in self._mentions(spoken, at)]
        meant = {one.hamlet for one in mentions}
        return meant.pop() if len(meant) == 1 else None

    def named(self, words: str) -> Hamlet | None:
        """As `find`, for an answer to "where?", which may be the bare name."""
        bare = [one for one, _, core in self._called if fold(words).strip(" .") == _bare(core)]
        return self.find(words) or (bare[0] if len(bare) == 1 else None)

    def _mentions(self, spoken: Said, at: int) -> list[_Mention]:
        """Of all that may be meant just there: the longest names, and of those the ones with the very accents."""
        for kind in self._kinds:
            if not _fits(spoken.syllables, at, kind.words):
                continue
            start = self._past_fillers(spoken.syllables, at + len(kind.words))
            found = [
                _Mention(one, Span(start, start + len(core)), _is_exact(spoken.syllables, start, core))
                for one, number, core in self._called
                if number in (kind.number, None) and core and _fits(spoken.syllables, start, core)
            ]
            longest = max((one.span.end for one in found), default=0)
            found = [one for one in found if one.span.end == longest]
            return [one for one in found if one.exact] or found
        return []

    def _taken_apart(self, name: tuple[Syllable, ...]) -> tuple[int | None, tuple[Syllable, ...]]:
        """The kind at its beginning, None where it has none, and what it is called behind that."""
        for kind in self._kinds:
            if _fits(name, 0, kind.words):
                return kind.number, name[self._past_fillers(name, len(kind.words)) :]
        return None, name

    def _past_fillers(self, syllables: Sequence[Syllable], at: int) -> int:
        while at < len(syllables) and syllables[at].bare in self._fillers:
            at += 1
        return at


def _where_places_are(words: str) -> str:
    return words if len(words) <= _BEGINNING + _END else f"{words[:_BEGINNING]}\n{words[-_END:]}"


def _syllables(words: str) -> tuple[Syllable, ...]:
    return said(words).syllables


def _up_to_pause(syllables: tuple[Syllable, ...]) -> tuple[Syllable, ...]:
    """What stands in brackets behind a name is no part of it."""
    return tuple(takewhile(lambda one: not one.is_pause, syllables))


def _bare(syllables: Iterable[Syllable]) -> str:
    return " ".join(one.bare for one in syllables)


def _fits(syllables: Sequence[Syllable], at: int, wanted: Sequence[Syllable]) -> bool:
    """Whether they stand there: what was typed without accents may be anything."""
    there = syllables[at : at + len(wanted)]
    return len(there) == len(wanted) and all(
        _number(one.bare) == _number(other.bare) and one.marks <= other.marks
        for one, other in zip(there, wanted, strict=True)
    )


def _is_exact(syllables: Sequence[Syllable], at: int, wanted: Sequence[Syllable]) -> bool:
    there = syllables[at : at + len(wanted)]
    return all(one.marks == other.marks for one, other in zip(there, wanted, strict=True))


def _number(bare: str) -> str:
    """ "05" and "5" are one number."""
    return bare.lstrip("0") if bare.isdigit() else bare
