"""Whether two people's words tell of the same matter at the same place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pydantic import PositiveInt
from rapidfuzz import fuzz

from domain.language.vietnamese import fold
from domain.plans.units import Fact


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


class Likeness:
    """The rules made ready."""

    def __init__(self, rules: LikenessRules) -> None:
        self._rules = rules
        self._idle = {fold(word) for word in rules.idle}
        self._places = {fold(word) for word in rules.places}

    def of(self, one: Matter, other: Matter) -> float:
        """0 to 100; 0 for what is at two places, or not alike enough to be taken for the same."""
        if one.hamlet and other.hamlet and one.hamlet != other.hamlet:
            return 0
        mine, others = fold(one.words).split(), fold(other.words).split()
        here, there = self._named(mine), self._named(others)
        if here and there and not here & there:
            return 0
        same = bool(one.hamlet) and one.hamlet == other.hamlet
        place = {name for _, name in here & there} if same else set()  # that it is the same is known already
        alike = fuzz.token_set_ratio(self._telling(mine, place), self._telling(others, place))
        return alike if alike >= (self._rules.same_place if same else self._rules.elsewhere) else 0

    def _telling(self, words: Iterable[str], place: set[str]) -> str:
        return " ".join(bare for word in words if (bare := _bare(word)) and bare not in self._idle | place)

    def _named(self, words: list[str]) -> set[tuple[str, str]]:
        """("thon", "dong"): every place that is named by its sort and its name."""
        bare = [_bare(word) for word in words]
        return {(sort, name) for sort, name in pairwise(bare) if sort in self._places and name}


def _bare(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
