"""Who holds which seat, who leaves one, and what the one who takes over has taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.people.roles import Role
from storage.session import Row, Session, Value


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in a unit, with all they are there."""

    person: int
    name: str
    unit: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """Without a `taker`, an invitation has been sent for one. `by` began it: the person, or whoever acts for them."""

    commune: str
    unit: str
    person: int
    taker: int | None
    reason: str
    by: int
    id: int = 0


class HandoverStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def seats(self, commune: str) -> list[Seat]:
        """Everybody who is anything in a unit now, by name."""
        rows = await self._db.rows(
            """SELECT m.person, p.name, m.unit, group_concat(m.role) AS roles
               FROM memberships m JOIN persons p ON p.id = m.person
               WHERE m.commune = :commune AND m.until_at IS NULL GROUP BY m.person, m.unit ORDER BY p.name, m.person""",
            commune=commune,
        )
        return [
            Seat(r["person"], r["name"], r["unit"], tuple(Role(role) for role in r["roles"].split(",")))
            for r in rows
        ]

    async def begin(self, handover: Handover, now: datetime) -> int:
        """Its number; 0 where the same seat is being handed over already."""
        number = await self._db.value(
            """INSERT INTO handovers (commune, unit, person, taker, reason, by, at)
               VALUES (:commune, :unit, :person, :taker, :reason, :by, :now)
               ON CONFLICT DO NOTHING RETURNING id""",
            commune=handover.commune,
            unit=handover.unit,
            person=handover.person,
            taker=handover.taker,
            reason=handover.reason,
            by=handover.by,
            now=now,
        )
        return int(number or 0)

    async def find(self, commune: str, number: int) -> Handover | None:
        """One that has not ended."""
        row = await self._db.row(
            "SELECT * FROM handovers WHERE commune = :commune AND id = :number AND ended_at IS NULL",
            commune=commune,
            number=number,
        )
        return _handover(row) if row else None

    async def open(self, commune: str) -> list[Handover]:
        rows = await self._db.rows(
            "SELECT * FROM handovers WHERE commune = :commune AND ended_at IS NULL ORDER BY id", commune=commune
        )
        return [_handover(row) for row in rows]

    def name_taker(self, number: int, person: int) -> None:
        self._db.write("UPDATE handovers SET taker = :person WHERE id = :id", person=person, id=number)

    def take(self, number: int, item: str, now: datetime) -> None:
        self._db.write(
            "INSERT INTO handover_items (handover, item, at) VALUES (:id, :item, :now) ON CONFLICT DO NOTHING",
            id=number,
            item=item,
            now=now,
        )

    async def taken(self, number: int) -> set[str]:
        rows = await self._db.rows("SELECT item FROM handover_items WHERE handover = :id", id=number)
        return {row["item"] for row in rows}

    def end(self, number: int, outcome: str, reason: str, now: datetime) -> None:
        """`outcome`: 'taken', 'forced' or 'cancelled'; a `reason` of '' leaves the one it has."""
        self._db.write(
            """UPDATE handovers SET ended_at = :now, outcome = :outcome,
                   reason = CASE :reason WHEN '' THEN reason ELSE :reason END WHERE id = :id""",
            now=now,
            outcome=outcome,
            reason=reason,
            id=number,
        )

    def leave(self, commune: str, unit: str, person: int, now: datetime) -> None:
        """All that somebody is in the unit ends, and so do their absences from it."""
        seat: dict[str, Value] = {"commune": commune, "unit": unit, "person": person}
        self._db.write(
            """UPDATE memberships SET until_at = :now WHERE commune = :commune AND unit = :unit
               AND person = :person AND until_at IS NULL""",
            now=now,
            **seat,
        )
        self._db.write(
            """UPDATE absences SET ended_at = :now, stands_in = NULL WHERE commune = :commune AND unit = :unit
               AND person = :person AND ended_at IS NULL""",
            now=now,
            **seat,
        )


def _handover(row: Row) -> Handover:
    return Handover(row["commune"], row["unit"], row["person"], row["taker"], row["reason"], row["by"], row["id"])
