"""Who follows a petition instead of filing the same again: they hear how it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.messaging.messages import Address
from storage.people.people import Reach
from storage.session import Session


class FollowerStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def follow(self, petition: int, reach: Reach, now: datetime) -> None:
        self._db.write(
            """INSERT INTO petition_followers (petition, person, channel, account, chat, language, since)
               VALUES (:petition, :person, :channel, :account, :chat, :language, :now) ON CONFLICT DO NOTHING""",
            petition=petition,
            person=reach.person,
            channel=reach.at.channel,
            account=reach.at.account,
            chat=reach.at.chat,
            language=reach.language,
            now=now,
        )

    def leave(self, petition: int, person: int) -> None:
        self._db.write(
            "DELETE FROM petition_followers WHERE petition = :petition AND person = :person",
            petition=petition,
            person=person,
        )

    def forget(self, petition: int) -> None:
        """Nobody follows it any more."""
        self._db.write("DELETE FROM petition_followers WHERE petition = :petition", petition=petition)

    async def follows(self, petition: int, person: int) -> bool:
        return bool(
            await self._db.value(
                "SELECT 1 FROM petition_followers WHERE petition = :petition AND person = :person",
                petition=petition,
                person=person,
            )
        )

    async def codes_followed(self, person: int, commune: str, limit: int) -> list[str]:
        """The codes of the commune's cases that the person follows, the newest first."""
        rows = await self._db.rows(
            """SELECT p.code FROM petition_followers f JOIN petitions p ON p.id = f.petition
               WHERE f.person = :person AND p.commune = :commune ORDER BY p.id DESC LIMIT :limit""",
            person=person,
            commune=commune,
            limit=limit,
        )
        return [row["code"] for row in rows]

    async def people(self, petitions: Iterable[int], since: datetime) -> set[int]:
        """Who began to follow one of them since then."""
        numbers = ",".join(str(int(number)) for number in petitions)
        rows = await self._db.rows(
            f"SELECT person FROM petition_followers WHERE petition IN ({numbers}) AND since >= :since",  # noqa: S608
            since=since,
        )
        return {row[0] for row in rows}

    async def of(self, petition: int) -> list[Reach]:
        """In the order of their persons' ids."""
        rows = await self._db.rows(
            "SELECT * FROM petition_followers WHERE petition = :petition ORDER BY person", petition=petition
        )
        return [
            Reach(Address(row["channel"], row["account"], row["chat"]), False, row["language"], row["person"])
            for row in rows
        ]
