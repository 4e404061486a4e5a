"""How much came lately: from a person, in a conversation, about a place, to a commune; and what was set apart."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.messaging.messages import Address
from domain.petitions.floods import Counts
from storage.session import Session, moment

_HOUR, _DAY, _MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody's petitions that are set apart: `code` is the first one's. `nameless`: nobody is to know them by one of
    these."""

    person: int
    name: str
    code: str
    n: int
    since: datetime
    nameless: bool


class FloodStore:
    """Counting stops at `most`: what it costs does not grow with the flood."""

    def __init__(self, session: Session) -> None:
        self._db = session

    async def counts(
        self, person: int, at: Address, commune: str, hamlet: str, field: str, now: datetime, most: int
    ) -> Counts:
        row = await self._db.row(
            """SELECT
                 (SELECT count(*) FROM (SELECT 1 FROM petitions WHERE person = :person AND commune = :commune
                      AND received_at > :hour LIMIT :most)) AS hour,
                 (SELECT count(*) FROM (SELECT 1 FROM petitions WHERE person = :person AND commune = :commune
                      AND received_at > :day LIMIT :most)) AS day,
                 (SELECT count(*) FROM (SELECT 1 FROM inbox WHERE channel = :channel AND account = :account
                      AND conversation = :chat AND received_at > :minute LIMIT :most)) AS minute,
                 (SELECT count(*) FROM (SELECT 1 FROM petitions WHERE commune = :commune AND hamlet = :hamlet
                      AND field = :field AND received_at > :hour LIMIT :most)) AS place,
                 (SELECT count(*) FROM (SELECT 1 FROM petitions WHERE commune = :commune
                      AND received_at > :hour LIMIT :most)) AS commune""",
            person=person,
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            commune=commune,
            hamlet=hamlet,
            field=field,
            hour=now - _HOUR,
            day=now - _DAY,
            minute=now - _MINUTE,
            most=most,
        )
        return Counts(*row) if row else Counts()

    async def said_lately(self, at: Address, now: datetime, most: int) -> int:
        """What was heard in a conversation within a minute."""
        found = await self._db.value(
            """SELECT count(*) FROM (SELECT 1 FROM inbox WHERE channel = :channel AND account = :account
               AND conversation = :chat AND received_at > :minute LIMIT :most)""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            minute=now - _MINUTE,
            most=most,
        )
        return int(found)

    async def said_already(self, person: int, commune: str, story: str, place: str, since: datetime) -> str:
        """The code of a petition of theirs with the very same words about the same place, or ''."""
        found = await self._db.value(
            """SELECT code FROM petitions WHERE person = :person AND commune = :commune AND received_at >= :since
               AND story = :story AND place = :place AND latitude IS NULL AND source = 'chat' ORDER BY id LIMIT 1""",
            person=person,
            commune=commune,
            since=since,
            story=story,
            place=place,
        )
        return str(found or "")

    async def held(self, commune: str, limit: int, *, restricted: bool, but: Collection[str] = ()) -> list[Held]:
        """Whose petitions are set apart, the first first; restricted ones only for those who may see them, `but` not
        these codes. SQLite takes the code from the row that has the minimum."""
        rows = await self._db.rows(
            """SELECT h.person, p.name, h.code, count(*) AS n, min(h.received_at) AS since,
                      sum(h.identity = 'nobody') AS nameless
               FROM petitions h JOIN persons p ON p.id = h.person
               WHERE h.commune = :commune AND h.status = 'held' AND h.restricted <= :restricted
                 AND h.code NOT IN (SELECT value FROM json_each(:but))
               GROUP BY h.person ORDER BY since, h.person LIMIT :limit""",
            commune=commune,
            restricted=restricted,
            but=json.dumps([*but]),
            limit=limit,
        )
        return [
            Held(row["person"], row["name"], row["code"], row["n"], moment(row["since"]), bool(row["nameless"]))
            for row in rows
        ]

    async def restricted_held(self, commune: str) -> list[str]:
        """The codes of all restricted ones that are set apart."""
        rows = await self._db.rows(
            "SELECT code FROM petitions WHERE commune = :commune AND status = 'held' AND restricted = 1",
            commune=commune,
        )
        return [row[0] for row in rows]

    async def count_held(self, commune: str, *, restricted: bool) -> int:
        return int(
            await self._db.value(
                """SELECT count(*) FROM petitions
                   WHERE commune = :commune AND status = 'held' AND restricted <= :restricted""",
                commune=commune,
                restricted=restricted,
            )
        )

    async def held_of(self, person: int, commune: str, *, restricted: bool) -> list[str]:
        """The codes of somebody's petitions that are set apart, the first first."""
        rows = await self._db.rows(
            """SELECT code FROM petitions WHERE commune = :commune AND status = 'held' AND person = :person
               AND restricted <= :restricted ORDER BY id""",
            commune=commune,
            person=person,
            restricted=restricted,
        )
        return [row[0] for row in rows]
