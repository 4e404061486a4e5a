"""Where the cards stand: messages that stand for a thing and are edited in place."""

from __future__ import annotations

from domain.messaging.messages import Address
from storage.people.people import Reach
from storage.session import Session


class CardStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def places(self, card: str, commune: str) -> list[Reach]:
        """Every conversation in which the card stands."""
        rows = await self._db.rows(
            """SELECT channel, account, chat, in_group, language FROM cards
               WHERE card = :card AND commune = :commune""",
            card=card,
            commune=commune,
        )
        return [Reach(Address(row[0], row[1], row[2]), bool(row[3]), row[4]) for row in rows]

    def forget(self, at: Address, card: str = "") -> None:
        """The conversation is no longer the place for them, or for the one named: they stay as they are and are not
        changed again."""
        self._db.write(
            """DELETE FROM cards WHERE channel = :channel AND account = :account AND chat = :chat
               AND :card IN ('', card)""",
            **_place(at),
            card=card,
        )

    async def message(self, at: Address, card: str) -> tuple[str, str] | None:
        """(message, the thread in which it stands)"""
        row = await self._db.row(
            """SELECT message_id, thread FROM cards
               WHERE channel = :channel AND account = :account AND chat = :chat AND card = :card""",
            **_place(at),
            card=card,
        )
        return (row[0], row[1]) if row and row[0] else None

    async def of_message(self, at: Address, message_id: str) -> str | None:
        """Which card a message is: an officer may answer under it."""
        found = await self._db.value(
            """SELECT card FROM cards WHERE channel = :channel AND account = :account AND chat = :chat
               AND message_id = :message_id AND message_id <> ''""",
            **_place(at),
            message_id=message_id,
        )
        return None if found is None else str(found)

    def lose(self, at: Address, card: str) -> None:
        """The message is gone on the messenger's side: the next one is posted anew."""
        self._db.write(
            """UPDATE cards SET message_id = '' WHERE channel = :channel AND account = :account AND chat = :chat
               AND card = :card""",
            **_place(at),
            card=card,
        )


def _place(at: Address) -> dict[str, str]:
    return {"channel": at.channel, "account": at.account, "chat": at.chat}
