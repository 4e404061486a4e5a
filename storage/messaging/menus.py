"""Choices that were shown as a numbered list: kept for a while after they expire, so that a list can be shown again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.messaging.messages import Address
from storage.messaging.outgoing import UNSEEN
from storage.session import Row, Session, moment


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

    async def remembered(self, at: Address) -> list[Line]:
        """What was shown here, the oldest list first, whether or not it may still be chosen. Nobody saw the list of a
        letter that was refused, or surely has not arrived yet."""
        rows = await self._db.rows(
            f"""SELECT menu, number, label, action, shown_at, expires_at FROM menus AS shown
               WHERE channel = :channel AND account = :account AND chat = :chat AND NOT EXISTS (
                   SELECT 1 FROM outbox AS letter WHERE id = shown.menu AND {UNSEEN})
               ORDER BY nth, shown_at, menu, place""",  # noqa: S608 - only the constant above
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )
        return [_line(row) for row in rows]

    async def last_offered(self, at: Address) -> tuple[str, list[Line]]:
        """The newest list that may have been seen, leaving out questions of dialogues that have ended, and the card
        that showed it, or ''."""
        rows = await self._db.rows(
            f"""SELECT menu, number, label, action, shown_at, expires_at, coalesce(card, '') FROM menus
               LEFT JOIN outbox ON outbox.id = menu WHERE menu = (
                   SELECT menu FROM menus AS shown LEFT JOIN outbox AS letter ON letter.id = shown.menu
                   WHERE shown.channel = :channel AND shown.account = :account AND shown.chat = :chat
                     AND (letter.id IS NULL OR NOT ({UNSEEN}))
                     AND (coalesce(letter.card, '') NOT LIKE 'dialog:%' OR EXISTS (
                         SELECT 1 FROM dialogs WHERE letter.card LIKE 'dialog:' || dialogs.id || ':%'))
                   ORDER BY shown.nth DESC, shown.shown_at DESC, shown.menu DESC LIMIT 1)
               ORDER BY place""",  # noqa: S608 - only the constant above
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )
        return (rows[0][6], [_line(row) for row in rows]) if rows else ("", [])

    async def message_of(self, menu: int) -> str:
        """The messenger's id of the message that shows a list, or ''."""
        found = await self._db.value("SELECT message_ids FROM outbox WHERE id = :menu", menu=menu)
        return str(found or "").partition(" ")[0]

    def show(self, at: Address, lines: Sequence[Line]) -> None:
        """From now on the newest list here."""
        for place, line in enumerate(lines):
            self._db.write(
                """INSERT OR REPLACE INTO menus
                   (channel, account, chat, menu, place, number, label, action, shown_at, expires_at, nth)
                   SELECT :channel, :account, :chat, :menu, :place, :number, :label, :action, :shown_at, :expires_at,
                          1 + coalesce(max(nth), 0) FROM menus
                   WHERE channel = :channel AND account = :account AND chat = :chat AND menu <> :menu""",
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

    def take_back(self, at: Address, menu: int) -> None:
        """The list of a letter that is tried again and was surely not seen: a number typed before it is shown is not
        for it."""
        self._db.write(
            "DELETE FROM menus WHERE channel = :channel AND account = :account AND chat = :chat AND menu = :menu",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            menu=menu,
        )

    def forget(self, at: Address, before: datetime) -> None:
        """What expired before then."""
        self._db.write(
            """DELETE FROM menus
               WHERE channel = :channel AND account = :account AND chat = :chat AND expires_at <= :before""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            before=before,
        )


def _line(row: Row) -> Line:
    return Line(row[0], row[1], row[2], row[3], moment(row[4]), moment(row[5]))
