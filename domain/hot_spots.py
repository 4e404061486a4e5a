"""Hot spots: the same matter from several people within a few days. People are counted, not messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Told:
    """What one petition tells, as much as is compared. `person` is who filed it."""

    petition: int
    person: int
    words: str
    hamlet: str = ""


def alike(one: Told, other: Told, least: int) -> bool:
    """Whether they tell of the same matter: like words (`least` of 100), and nothing against the place being the
    same."""
    if one.hamlet and other.hamlet and one.hamlet != other.hamlet:
        return False
    return fuzz.token_set_ratio(fold(one.words), fold(other.words)) >= least


def same_matter(new: Told, before: Iterable[Told], least: int) -> list[Told]:
    """Those of `before` that tell of what the new one tells of."""
    return [one for one in before if alike(new, one, least)]


def people(told: Sequence[Told]) -> int:
    """How many different people they are from."""
    return len({one.person for one in told})
