"""Choices that were shown as a numbered list, until they expire or are answered by a newer list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.messages import Address
from storage.session import Session, moment


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. `menu` is the letter that showed it; `number` is 0 for one that stands aside."""

    menu: int
    number: int
    label: str
    action: str
    shown_at: datetime
    expires_at: datetime


class MenuStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def open(self, at: Address, now: datetime) -> list[Line]:
        """What may still be chosen here, the newest list first."""
        rows = await self._db.rows(
            """SELECT menu, number, label, action, shown_at, expires_at FROM menus
               WHERE channel = :channel AND account = :account AND chat = :chat AND expires_at > :now
               ORDER BY menu DESC, place""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            now=now,
        )
        return [Line(row[0], row[1], row[2], row[3], moment(row[4]), moment(row[5])) for row in rows]

    async def message_of(self, menu: int) -> str:
        """The messenger's id of the message that shows a list, or ''."""
        found = await self._db.value("SELECT message_ids FROM outbox WHERE id = :menu", menu=menu)
        return str(found or "").partition(" ")[0]

    def show(self, at: Address, lines: Sequence[Line]) -> None:
        for place, line in enumerate(lines):
            self._db.write(
                """INSERT OR REPLACE INTO menus
                   (channel, account, chat, menu, place, number, label, action, shown_at, expires_at)
                   VALUES (:channel, :account, :chat, :menu, :place, :number, :label, :action, :shown_at, :expires_at)
                """,
                channel=at.channel,
                account=at.account,
                chat=at.chat,
                menu=line.menu,
                place=place,
                number=line.number,
                label=line.label,
                action=line.action,
                shown_at=line.shown_at,
                expires_at=line.expires_at,
            )

    def close(self, at: Address) -> None:
        """Nothing shown here so far can be chosen any more."""
        self._db.write(
            "DELETE FROM menus WHERE channel = :channel AND account = :account AND chat = :chat",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )

    def forget_expired(self, now: datetime) -> None:
        self._db.write("DELETE FROM menus WHERE expires_at <= :now", now=now)
