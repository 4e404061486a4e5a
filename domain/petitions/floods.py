"""What is a flood, and what is only a busy day. A petition of a flood is set apart, never lost.

What others do never holds anybody's first petition within an hour: where a place, or the whole commune, is crowded, one
person may only send fewer. So a real crowd is heard, and somebody who takes their time never notices any of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Limits(Protocol):
    """Petitions of one person, messages of one conversation, petitions of one place (thôn and field) and of all."""

    @property
    def petitions_hour(self) -> int: ...
    @property
    def petitions_day(self) -> int: ...
    @property
    def messages_minute(self) -> int: ...
    @property
    def place_hour(self) -> int: ...
    @property
    def commune_hour(self) -> int: ...
    @property
    def crowded_hour(self) -> int:
        """Petitions of one person in an hour while the place or the commune is crowded."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    """What came before this petition: the person's own in the last hour and day, what was said in their conversation in
    the last minute, what others and they sent about the place, and to the commune, in the last hour."""

    hour: int = 0
    day: int = 0
    minute: int = 0
    place: int = 0
    commune: int = 0


class Crowd(StrEnum):
    """What the officers are told of, once."""

    PLACE = "place"
    COMMUNE = "commune"


def is_rush(messages: int, limits: Limits) -> bool:
    """So many messages in a minute that nobody writes them by hand."""
    return messages > limits.messages_minute


def crowd(counts: Counts, limits: Limits) -> Crowd | None:
    """Whether many write at once: of the whole commune first."""
    if counts.commune >= limits.commune_hour:
        return Crowd.COMMUNE
    return Crowd.PLACE if counts.place >= limits.place_hour else None


def is_to_be_held(counts: Counts, limits: Limits) -> bool:
    most = limits.crowded_hour if crowd(counts, limits) else limits.petitions_hour
    too_many = counts.hour >= min(most, limits.petitions_hour) or counts.day >= limits.petitions_day
    return too_many or is_rush(counts.minute, limits)
