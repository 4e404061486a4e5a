"""Hot spots: the same matter from several people within a few days. People are counted, not messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.petitions.likeness import Likeness, Matter


@dataclass(frozen=True, slots=True)
class Told:
    """What one petition tells, as much as is compared. `person` is who filed it."""

    petition: int
    person: int
    matter: Matter


def same_matter(new: Told, others: Iterable[Told], likeness: Likeness) -> list[Told]:
    """Those that tell of what the new one tells of."""
    return [one for one in others if likeness.of(new.matter, one.matter)]


def people(told: Iterable[Told], followers: Iterable[int] = ()) -> int:
    """How many different people they are from; who follows one instead of filing the same again counts."""
    return len({one.person for one in told} | set(followers))
