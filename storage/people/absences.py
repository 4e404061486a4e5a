"""Who is away, and who stands in for them."""

from __future__ import annotations

from datetime import date, datetime

from domain.people.absence import DELEGATED, Absence, stand_ins
from storage.session import Row, Session

_DELEGATED = ", ".join(f"'{role.value}'" for role in DELEGATED)

REACHED = f"""coalesce((SELECT x.stands_in FROM absences x
    WHERE x.person = m.person AND x.commune = m.commune AND x.unit = m.unit AND x.stands_in IS NOT NULL
      AND m.role IN ({_DELEGATED})
      AND EXISTS (SELECT 1 FROM addresses r WHERE r.person = x.stands_in AND r.reachable = 1)), m.person)"""  # noqa: S608
"""Of a membership `m`, the person who is spoken to: whoever stands in, if they can be reached."""

ACTS = f"""(SELECT own.id FROM memberships own WHERE own.person = p.id AND own.until_at IS NULL
    UNION SELECT theirs.id FROM absences x JOIN memberships theirs
      ON theirs.person = x.person AND theirs.commune = x.commune AND theirs.unit = x.unit
    WHERE x.stands_in = p.id AND theirs.until_at IS NULL AND theirs.role IN ({_DELEGATED}))"""  # noqa: S608
"""The memberships by which a person `p` may do things: their own, and those of whom they stand in for."""


class AbsenceStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def ask(self, absence: Absence, now: datetime) -> int:
        number = await self._db.value(
            """INSERT INTO absences (commune, unit, person, substitute, from_day, until_day, asked_at)
               VALUES (:commune, :unit, :person, :substitute, :from_day, :until_day, :now) RETURNING id""",
            commune=absence.commune,
            unit=absence.unit,
            person=absence.person,
            substitute=absence.substitute,
            from_day=absence.from_day,
            until_day=absence.until_day,
            now=now,
        )
        return int(number)

    async def find(self, commune: str, number: int) -> Absence | None:
        """One that has not ended."""
        row = await self._db.row(
            "SELECT * FROM absences WHERE commune = :commune AND id = :number AND ended_at IS NULL",
            commune=commune,
            number=number,
        )
        return _absence(row) if row else None

    async def communes(self) -> list[str]:
        """Those in which somebody is, or will be, away."""
        rows = await self._db.rows("SELECT DISTINCT commune FROM absences WHERE ended_at IS NULL")
        return [row["commune"] for row in rows]

    async def open(self, commune: str) -> list[Absence]:
        """All that have not ended, the earliest first; those to come as well."""
        rows = await self._db.rows(
            "SELECT * FROM absences WHERE commune = :commune AND ended_at IS NULL ORDER BY from_day, id",
            commune=commune,
        )
        return [_absence(row) for row in rows]

    def name_substitute(self, number: int, person: int) -> None:
        self._db.write("UPDATE absences SET substitute = :person WHERE id = :id", person=person, id=number)

    def accept(self, number: int, now: datetime) -> None:
        self._db.write("UPDATE absences SET accepted_at = :now WHERE id = :id", now=now, id=number)

    def end(self, number: int, now: datetime) -> None:
        self._db.write("UPDATE absences SET ended_at = :now, stands_in = NULL WHERE id = :id", now=now, id=number)

    async def settle(self, commune: str, today: date) -> None:
        """Works out anew who stands in for whom. A substitute who has left the unit is none any more."""
        rows = await self._db.rows(
            """SELECT x.* FROM absences x WHERE x.commune = :commune AND x.ended_at IS NULL
                 AND x.accepted_at IS NOT NULL AND EXISTS (
                   SELECT 1 FROM memberships m WHERE m.person = x.substitute AND m.commune = x.commune
                   AND m.unit = x.unit AND m.until_at IS NULL)""",
            commune=commune,
        )
        reached = stand_ins(map(_absence, rows), today)
        self._db.write(
            "UPDATE absences SET stands_in = NULL WHERE commune = :commune AND stands_in IS NOT NULL",
            commune=commune,
        )
        for number, person in reached.items():
            self._db.write("UPDATE absences SET stands_in = :person WHERE id = :id", person=person, id=number)


def _absence(row: Row) -> Absence:
    until = row["until_day"]
    return Absence(
        row["commune"],
        row["unit"],
        row["person"],
        row["substitute"],
        date.fromisoformat(row["from_day"]),
        date.fromisoformat(until) if until else None,
        row["accepted_at"] is not None,
        row["id"],
    )
