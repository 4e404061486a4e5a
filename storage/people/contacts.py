"""How people want to be turned to: at which hour, and under which telephone number. Who is to be telephoned for a
unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from domain.people.roles import Role
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody registered for a unit. `phone` is '' where they gave none."""

    name: str
    role: Role
    phone: str


class ContactStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def hour(self, person: int) -> time | None:
        found = await self._db.value("SELECT hour FROM persons WHERE id = :person", person=person)
        return time.fromisoformat(found) if found else None

    def set_hour(self, person: int, hour: time) -> None:
        self._db.write("UPDATE persons SET hour = :hour WHERE id = :person", hour=f"{hour:%H:%M}", person=person)

    async def phone(self, person: int) -> str:
        return str(await self._db.value("SELECT phone FROM persons WHERE id = :person", person=person) or "")

    def set_phone(self, person: int, phone: str) -> None:
        """'' takes it away."""
        self._db.write("UPDATE persons SET phone = :phone WHERE id = :person", phone=phone, person=person)

    async def of_units(self, commune: str) -> dict[str, tuple[Contact, ...]]:
        """Who is registered for each unit, its head first, then in the order of their appointment; nobody twice."""
        rows = await self._db.rows(
            """SELECT m.unit, p.id, p.name, m.role, p.phone FROM memberships m JOIN persons p ON p.id = m.person
               WHERE m.commune = :commune AND m.until_at IS NULL AND m.role IN ('head', 'staff', 'collector')
               ORDER BY m.role <> 'head', m.id""",
            commune=commune,
        )
        found: dict[str, dict[int, Contact]] = {}
        for row in rows:
            found.setdefault(row["unit"], {}).setdefault(
                row["id"], Contact(row["name"], Role(row["role"]), row["phone"])
            )
        return {unit: tuple(people.values()) for unit, people in found.items()}

    async def names(self, commune: str) -> dict[int, str]:
        """Of everybody who ever worked for a unit of the commune."""
        rows = await self._db.rows(
            """SELECT DISTINCT p.id, p.name FROM persons p JOIN memberships m ON m.person = p.id
               WHERE m.commune = :commune""",
            commune=commune,
        )
        return {row[0]: row[1] for row in rows}
