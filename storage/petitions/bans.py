"""Bans: who may not file petitions with a commune, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Ban:
    """`code` is of the petition it was for; `told` tells whether the person knows of it. `nameless`: they filed it so
    that nobody knows them."""

    id: int
    person: int
    name: str
    code: str
    reason: str
    at: datetime
    until_at: datetime
    told: bool
    nameless: bool


class BanStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def put(
        self, commune: str, person: int, code: str, reason: str, by: int, now: datetime, until: datetime
    ) -> None:
        """In place of one that runs."""
        self.lift(commune, person, by, now)
        self._db.write(
            """INSERT INTO bans (commune, person, code, reason, by, at, until_at)
               VALUES (:commune, :person, :code, :reason, :by, :now, :until)""",
            commune=commune,
            person=person,
            code=code,
            reason=reason,
            by=by,
            now=now,
            until=until,
        )

    def lift(self, commune: str, person: int, by: int, now: datetime) -> None:
        self._db.write(
            """UPDATE bans SET lifted_at = :now, lifted_by = :by
               WHERE commune = :commune AND person = :person AND lifted_at IS NULL AND until_at > :now""",
            commune=commune,
            person=person,
            by=by,
            now=now,
        )

    def told(self, ban: Ban, now: datetime) -> None:
        self._db.write("UPDATE bans SET told_at = :now WHERE id = :id", now=now, id=ban.id)

    async def of(self, person: int, commune: str, now: datetime) -> Ban | None:
        """The one that runs now."""
        found = await self._those("b.person = :person", commune, now, person=person)
        return found[0] if found else None

    async def all(self, commune: str, now: datetime) -> list[Ban]:
        """Those that run now, the one that ends first, first."""
        return await self._those("1", commune, now)

    async def _those(self, which: str, commune: str, now: datetime, **values: int) -> list[Ban]:
        rows = await self._db.rows(
            f"""SELECT b.*, p.name,
                       EXISTS (SELECT 1 FROM petitions WHERE code = b.code AND identity = 'nobody') AS nameless
                FROM bans b JOIN persons p ON p.id = b.person
                WHERE b.commune = :commune AND b.lifted_at IS NULL AND b.until_at > :now AND {which}
                ORDER BY b.until_at, b.id""",  # noqa: S608 - `which` is one of those above
            commune=commune,
            now=now,
            **values,
        )
        return [_ban(row) for row in rows]


def _ban(row: Row) -> Ban:
    return Ban(
        row["id"],
        row["person"],
        row["name"],
        row["code"],
        row["reason"],
        moment(row["at"]),
        moment(row["until_at"]),
        row["told_at"] is not None,
        bool(row["nameless"]),
    )
