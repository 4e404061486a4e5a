"""The secret addresses at which people's calendars are read. Only their hashes are kept: looking one up takes the same
time whether it is nearly right or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from domain.people.roles import Member, Role
from storage.session import Session, moment


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose it is, and what they are in the commune now."""

    commune: str
    person: int
    members: tuple[Member, ...]


class FeedStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def make(self, commune: str, person: int, token: str, now: datetime) -> None:
        """In place of the one before it, which is no address any more."""
        self._db.write(
            """UPDATE calendar_feeds SET ended_at = :now
               WHERE person = :person AND commune = :commune AND ended_at IS NULL""",
            now=now,
            person=person,
            commune=commune,
        )
        self._db.write(
            "INSERT INTO calendar_feeds (token_hash, commune, person, made_at) VALUES (:hash, :commune, :person, :now)",
            hash=_hash(token),
            commune=commune,
            person=person,
            now=now,
        )

    async def made_at(self, commune: str, person: int) -> datetime | None:
        """When the address that is valid now was given out."""
        found = await self._db.value(
            """SELECT max(made_at) FROM calendar_feeds
               WHERE person = :person AND commune = :commune AND ended_at IS NULL""",
            person=person,
            commune=commune,
        )
        return moment(found) if found else None

    async def find(self, token: str) -> Feed | None:
        rows = await self._db.rows(
            """SELECT f.commune, f.person, m.unit, m.role FROM calendar_feeds f
               JOIN memberships m ON m.person = f.person AND m.commune = f.commune AND m.until_at IS NULL
               WHERE f.token_hash = :hash AND f.ended_at IS NULL ORDER BY m.id""",
            hash=_hash(token),
        )
        if not rows:
            return None
        commune = str(rows[0]["commune"])
        return Feed(commune, rows[0]["person"], tuple(Member(commune, r["unit"], Role(r["role"])) for r in rows))


def _hash(token: str) -> str:
    return hashlib.sha256(f"calendar {token}".encode()).hexdigest()
