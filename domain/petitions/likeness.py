"""Whether two people's words tell of the same matter at the same place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pydantic import PositiveInt
from rapidfuzz import fuzz

from domain.language.vietnamese import fold
from domain.plans.units import Fact

_COMPARED = 4_000  # characters: whoever writes more has told by then what it is about
_REMEMBERED = 2048  # stories


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
class _Understood:
    """("thon", "dong"): every place that is named by its sort and its name. `telling`: the words that say something."""

    places: frozenset[tuple[str, str]]
    telling: tuple[str, ...]


class Likeness:
    """The rules made ready. What was compared lately is compared again with what comes next."""

    def __init__(self, rules: LikenessRules) -> None:
        self._rules = rules
        self._idle = {fold(word) for word in rules.idle}
        self._places = {fold(word) for word in rules.places}
        self._read = lru_cache(maxsize=_REMEMBERED)(self._understood)

    def of(self, one: Matter, other: Matter) -> float:
        """0 to 100; 0 for what is at two places, or not alike enough to be taken for the same."""
        if one.hamlet and other.hamlet and one.hamlet != other.hamlet:
            return 0
        mine, others = self._read(one.words[:_COMPARED]), self._read(other.words[:_COMPARED])
        if mine.places and others.places and not mine.places & others.places:
            return 0
        same = bool(one.hamlet) and one.hamlet == other.hamlet
        place = (
            {name for _, name in mine.places & others.places} if same else set()
        )  # that it is the same is known
        alike = fuzz.token_set_ratio(_without(mine.telling, place), _without(others.telling, place))
        return alike if alike >= (self._rules.same_place if same else self._rules.elsewhere) else 0

    def _understood(self, words: str) -> _Understood:
        bare = [_bare(word) for word in fold(words).split()]
        places = frozenset((sort, name) for sort, name in pairwise(bare) if sort in self._places and name)
        return _Understood(places, tuple(word for word in bare if word and word not in self._idle))


def _without(words: Iterable[str], place: set[str]) -> str:
    return " ".join(word for word in words if word not in place)


def _bare(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
