"""Whether two people's words tell of the same matter at the same place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pydantic import PositiveInt
from rapidfuzz import fuzz

from domain.language.vietnamese import fold
from domain.plans.units import Fact

_COMPARED = 4_000  # characters: whoever writes more has told by then what it is about


class LikenessRules(Fact):
    """`same_place` and `elsewhere`: of 100, how alike the words must be where the hamlet is the same, and where it is
    not known. `idle` say nothing of the matter; a word of `places` with the one behind it names a place."""

    same_place: PositiveInt
    elsewhere: PositiveInt
    idle: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """`hamlet` is an id, '' where it is not known."""

    words: str
    hamlet: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A matter made ready to be compared. `named`: every place that is named by its sort and its name."""

    hamlet: str
    telling: tuple[str, ...]
    named: frozenset[tuple[str, str]]


class Likeness:
    """The rules made ready."""

    def __init__(self, rules: LikenessRules) -> None:
        self._rules = rules
        self._idle = {fold(word) for word in rules.idle}
        self._places = {fold(word) for word in rules.places}

    def of(self, one: Matter, other: Matter) -> float:
        """0 to 100; 0 for what is at two places, or not alike enough to be taken for the same."""
        return self.all(one, [other])[0]

    def all(self, one: Matter, others: Iterable[Matter]) -> list[float]:
        """As `of`, with each of the others."""
        mine = self._read(one)
        return [self._alike(mine, self._read(other)) for other in others]

    def _alike(self, one: _Read, other: _Read) -> float:
        if one.hamlet and other.hamlet and one.hamlet != other.hamlet:
            return 0
        both = one.named & other.named
        if one.named and other.named and not both:
            return 0
        same = bool(one.hamlet) and one.hamlet == other.hamlet
        place = {name for _, name in both} if same else set()  # that it is the same is known already
        alike = fuzz.token_set_ratio(_without(one.telling, place), _without(other.telling, place))
        return alike if alike >= (self._rules.same_place if same else self._rules.elsewhere) else 0

    def _read(self, matter: Matter) -> _Read:
        bare = [_bare(word) for word in fold(matter.words[:_COMPARED]).split()]
        telling = tuple(word for word in bare if word and word not in self._idle)
        named = frozenset((sort, name) for sort, name in pairwise(bare) if sort in self._places and name)
        return _Read(matter.hamlet, telling, named)


def _without(words: Iterable[str], place: set[str]) -> str:
    return " ".join(word for word in words if word not in place)


def _bare(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
