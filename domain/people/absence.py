"""Who stands in for whom: the rule by which what is meant for somebody away reaches somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.people.roles import Role

DELEGATED = (Role.STAFF, Role.HEAD, Role.COLLECTOR, Role.OFFICER)
"""What a substitute does in somebody's place. To see what is restricted, to lead and to invite stay with the person."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Of one person from the work of one unit, from `from_day` to `until_day`, both included; None: until told
    otherwise. Without a `substitute`, an invitation has been sent for one. Until it is `accepted` it changes nothing."""

    commune: str
    unit: str
    person: int
    substitute: int | None
    from_day: date
    until_day: date | None
    accepted: bool = False
    id: int = 0

    def covers(self, day: date) -> bool:
        return self.from_day <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.until_day is not None and self.until_day < day

    def overlaps(self, other: Absence) -> bool:
        return not (self.is_over(other.from_day) or other.is_over(self.from_day))


def stand_ins(absences: Iterable[Absence], today: date) -> dict[int, int]:
    """Absence → who is reached instead today: the substitute, or, where they are away too, theirs, and so on. An
    absence that leads round in a circle is not there: its person goes on being reached, which is better than nobody."""
    away = {(one.commune, one.unit, one.person): one for one in absences if one.accepted and one.covers(today)}
    found = {}
    for one in away.values():
        last, seen = one, {one.person}
        while last.substitute is not None and last.substitute not in seen:
            seen.add(last.substitute)
            further = away.get((one.commune, one.unit, last.substitute))
            if further is None:
                found[one.id] = last.substitute
                break
            last = further
    return found


def leads_back(asked: Absence, accepted: Iterable[Absence]) -> bool:
    """Whether the work would come back to whoever is away: the substitute has it done, in some of these days, by
    somebody who has it done … by the same person."""
    theirs = [one for one in accepted if one.accepted and one.unit == asked.unit and one.overlaps(asked)]
    reached, open_ends = set(), {asked.substitute}
    while open_ends:
        reached |= open_ends
        open_ends = {one.substitute for one in theirs if one.person in open_ends} - reached
    return asked.person in reached
