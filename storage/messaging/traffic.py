"""How much was heard and said: what reply windows and monthly quotas are reckoned from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.messaging.messages import Address
from storage.session import Session, moment


@dataclass(frozen=True, slots=True)
class Heard:
    """When somebody last spoke, and how many messages they were sent since."""

    at: datetime
    replies: int


@dataclass(frozen=True, slots=True)
class Month:
    heard: int = 0
    said: int = 0


class TrafficStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def heard(self, at: Address, month: str, now: datetime) -> None:
        """Somebody spoke: their window opens anew."""
        self._db.write(
            """INSERT INTO conversations (channel, account, chat, heard_at)
               VALUES (:channel, :account, :chat, :now)
               ON CONFLICT (channel, account, chat) DO UPDATE SET heard_at = excluded.heard_at, replies = 0""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            now=now,
        )
        self._count(at, month, heard=1, said=0)

    def said(self, at: Address, month: str, messages: int) -> None:
        self._db.write(
            """UPDATE conversations SET replies = replies + :messages
               WHERE channel = :channel AND account = :account AND chat = :chat""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            messages=messages,
        )
        self._count(at, month, heard=0, said=messages)

    def _count(self, at: Address, month: str, *, heard: int, said: int) -> None:
        self._db.write(
            """INSERT INTO traffic (channel, account, month, heard, said)
               VALUES (:channel, :account, :month, :heard, :said)
               ON CONFLICT (channel, account, month) DO UPDATE
               SET heard = heard + excluded.heard, said = said + excluded.said""",
            channel=at.channel,
            account=at.account,
            month=month,
            heard=heard,
            said=said,
        )

    async def last_heard(self, at: Address) -> Heard | None:
        """None for somebody who never spoke here."""
        row = await self._db.row(
            """SELECT heard_at, replies FROM conversations
               WHERE channel = :channel AND account = :account AND chat = :chat""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )
        return Heard(moment(row[0]), row[1]) if row else None

    async def silence(self, at: Address) -> str:
        """Names the silence that lasts: another one after every word."""
        heard = await self.last_heard(at)
        return heard.at.isoformat() if heard else "never"

    async def month(self, channel: str, account: str, month: str) -> Month:
        row = await self._db.row(
            """SELECT heard, said FROM traffic
               WHERE channel = :channel AND account = :account AND month = :month""",
            channel=channel,
            account=account,
            month=month,
        )
        return Month(row[0], row[1]) if row else Month()

    async def people(self, channel: str, account: str) -> int:
        """How many have ever spoken to the account."""
        found = await self._db.value(
            "SELECT count(*) FROM conversations WHERE channel = :channel AND account = :account",
            channel=channel,
            account=account,
        )
        return int(found or 0)
