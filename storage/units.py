"""The units of a commune: those its plan names and those it added itself. They end, they are never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.session import Session


@dataclass(frozen=True, slots=True)
class UnitRow:
    id: str
    name: str
    kind: str
    belongs_to: str


class UnitStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def add(self, commune: str, unit: UnitRow, today: date) -> None:
        """A unit already there keeps its history and takes the new name."""
        self._db.write(
            """INSERT INTO units (commune, id, name, kind, belongs_to, from_day)
               VALUES (:commune, :id, :name, :kind, :belongs_to, :today)
               ON CONFLICT (commune, id) DO UPDATE SET name = excluded.name, kind = excluded.kind""",
            commune=commune,
            id=unit.id,
            name=unit.name,
            kind=unit.kind,
            belongs_to=unit.belongs_to,
            today=today,
        )

    async def all(self, commune: str) -> list[UnitRow]:
        rows = await self._db.rows(
            """SELECT id, name, kind, belongs_to FROM units
               WHERE commune = :commune AND until_day IS NULL ORDER BY from_day, name""",
            commune=commune,
        )
        return [UnitRow(*row) for row in rows]

    async def name(self, commune: str, unit: str) -> str:
        found = await self._db.value(
            "SELECT name FROM units WHERE commune = :commune AND id = :unit", commune=commune, unit=unit
        )
        return str(found or unit)
