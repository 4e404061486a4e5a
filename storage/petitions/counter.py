"""People without a chat, for whom officers file, until they prove in one that a petition is theirs."""

from __future__ import annotations

from datetime import datetime

from domain.messaging.messages import Address
from storage.petitions.petition import Petition
from storage.session import Session


class CounterStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def enlist(self, commune: str, name: str, phone: str, now: datetime) -> int:
        """Somebody without a chat, for whom an officer files: whoever gave the commune the same number before, or
        somebody new. Tells the id."""
        known = await self._db.value(
            """SELECT person FROM petitions WHERE commune = :commune AND sender_phone = :phone AND sender_phone <> ''
               AND channel = '' ORDER BY id LIMIT 1""",
            commune=commune,
            phone=phone,
        )
        if known is not None:
            return int(known)
        return int(
            await self._db.value(
                "INSERT INTO persons (name, language, since) VALUES (:name, 'vi', :now) RETURNING id",
                name=name,
                now=now,
            )
        )

    def hand_to(self, petition: Petition, person: int, at: Address, language: str) -> None:
        """To whoever proved in a chat that it is theirs: filed at the counter, it had no chat. Nobody else's is."""
        self._db.write(
            """UPDATE petitions SET person = :person, channel = :channel, account = :account, chat = :chat,
                   language = :language, version = version + 1 WHERE id = :id AND channel = ''""",
            person=person,
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            language=language,
            id=petition.id,
        )
