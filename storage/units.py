"""The units of a commune: those its plan names and those it added itself. They end, they are never deleted, and what
they were called when is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.session import Row, Session


@dataclass(frozen=True, slots=True)
class UnitRow:
    """It exists from `from_day` to the day before `until_day`; `merged_into` names the unit that goes on with its
    work, or ''."""

    id: str
    name: str
    kind: str
    belongs_to: str
    from_day: date | None = None
    until_day: date | None = None
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class UnitName:
    name: str
    from_day: date
    reason: str


class UnitStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def add(self, commune: str, unit: UnitRow, today: date) -> None:
        """From `today` on, or from its own first day. A unit already there keeps its history, and the name that it
        was given in the chat."""
        self._db.write(
            """INSERT INTO unit_names (commune, unit, name, from_day)
               SELECT :commune, :id, :name, :from_day
               WHERE NOT EXISTS (SELECT 1 FROM units WHERE commune = :commune AND id = :id)""",
            commune=commune,
            id=unit.id,
            name=unit.name,
            from_day=unit.from_day or today,
        )
        self._db.write(
            """INSERT INTO units (commune, id, name, kind, belongs_to, from_day)
               VALUES (:commune, :id, :name, :kind, :belongs_to, :from_day)
               ON CONFLICT (commune, id) DO UPDATE SET kind = excluded.kind, name = CASE
                   WHEN (SELECT count(*) FROM unit_names WHERE commune = :commune AND unit = :id) > 1
                   THEN name ELSE excluded.name END""",
            commune=commune,
            id=unit.id,
            name=unit.name,
            kind=unit.kind,
            belongs_to=unit.belongs_to,
            from_day=unit.from_day or today,
        )

    def rename(self, commune: str, unit: str, name: str, today: date, reason: str, by: int) -> None:
        self._db.write(
            """INSERT INTO unit_names (commune, unit, name, from_day, reason, by)
               VALUES (:commune, :unit, :name, :today, :reason, :by)""",
            commune=commune,
            unit=unit,
            name=name,
            today=today,
            reason=reason,
            by=by,
        )
        self._db.write(
            "UPDATE units SET name = :name WHERE commune = :commune AND id = :unit",
            commune=commune,
            unit=unit,
            name=name,
        )

    def end(self, commune: str, unit: str, until_day: date, *, merged_into: str = "") -> None:
        """It exists no more from `until_day` on. What it handed in stays its own."""
        self._db.write(
            """UPDATE units SET until_day = :until_day, merged_into = :merged_into
               WHERE commune = :commune AND id = :unit AND until_day IS NULL""",
            commune=commune,
            unit=unit,
            until_day=until_day,
            merged_into=merged_into,
        )

    def people_go_to(self, commune: str, unit: str, into: str, now: datetime) -> None:
        """Everybody of one unit is the same in another, too, and so are its group chats."""
        self._db.write(
            """INSERT INTO memberships (commune, person, unit, role, from_at)
               SELECT commune, person, :into, role, :now FROM memberships
               WHERE commune = :commune AND unit = :unit AND until_at IS NULL ON CONFLICT DO NOTHING""",
            commune=commune,
            unit=unit,
            into=into,
            now=now,
        )
        self._db.write(
            "UPDATE groups SET unit = :into WHERE commune = :commune AND unit = :unit",
            commune=commune,
            unit=unit,
            into=into,
        )

    async def all(self, commune: str) -> list[UnitRow]:
        """Those that exist, and have not been told to end."""
        return [unit for unit in await self.ever(commune) if unit.until_day is None]

    async def ever(self, commune: str) -> list[UnitRow]:
        """Those that ended among them."""
        rows = await self._db.rows(
            """SELECT id, name, kind, belongs_to, from_day, until_day, merged_into FROM units
               WHERE commune = :commune ORDER BY from_day, name""",
            commune=commune,
        )
        return [_unit(row) for row in rows]

    async def names(self, commune: str, unit: str) -> list[UnitName]:
        """What it was called, the first name first."""
        rows = await self._db.rows(
            """SELECT name, from_day, reason FROM unit_names WHERE commune = :commune AND unit = :unit
               ORDER BY from_day, id""",
            commune=commune,
            unit=unit,
        )
        return [UnitName(row["name"], date.fromisoformat(row["from_day"]), row["reason"]) for row in rows]

    async def all_names(self, commune: str) -> dict[str, list[UnitName]]:
        """Unit → what it was called, the first name first."""
        found: dict[str, list[UnitName]] = {}
        rows = await self._db.rows(
            "SELECT unit, name, from_day, reason FROM unit_names WHERE commune = :commune ORDER BY from_day, id",
            commune=commune,
        )
        for unit, *told in rows:
            found.setdefault(unit, []).append(UnitName(told[0], date.fromisoformat(told[1]), told[2]))
        return found

    async def name(self, commune: str, unit: str) -> str:
        found = await self._db.value(
            "SELECT name FROM units WHERE commune = :commune AND id = :unit", commune=commune, unit=unit
        )
        return str(found or unit)


def _unit(row: Row) -> UnitRow:
    until = date.fromisoformat(row["until_day"]) if row["until_day"] else None
    return UnitRow(
        row["id"],
        row["name"],
        row["kind"],
        row["belongs_to"],
        date.fromisoformat(row["from_day"]),
        until,
        row["merged_into"],
    )
