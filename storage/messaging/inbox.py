"""What was heard and is not yet dealt with: committed before anything is confirmed, one conversation in order."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.session import Session, moment


class Heard(Protocol):
    """One raw update (`bot.channels.base.Arrival`)."""

    @property
    def channel(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def update_id(self) -> str: ...
    @property
    def conversation(self) -> str: ...
    @property
    def raw(self) -> str: ...


@dataclass(frozen=True, slots=True)
class InboxRow:
    id: int
    channel: str
    account: str
    update_id: str
    raw: str
    attempts: int
    received_at: datetime

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.account}:{self.update_id}"


class InboxStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def accept(self, heard: Sequence[Heard], now: datetime) -> None:
        """Keeps updates; one that is already here is dropped by its key."""
        for one in heard:
            self._db.write(
                """INSERT INTO inbox (channel, account, update_id, conversation, raw, body_hash, received_at)
                   VALUES (:channel, :account, :update_id, :conversation, :raw, :body_hash, :now)
                   ON CONFLICT DO NOTHING""",
                channel=one.channel,
                account=one.account,
                update_id=one.update_id,
                conversation=one.conversation,
                raw=one.raw,
                body_hash=hashlib.sha256(one.raw.encode()).hexdigest(),
                now=now,
            )

    async def oldest_of_each_conversation(self, limit: int) -> list[InboxRow]:
        """The next turn of every conversation that has one waiting, oldest first."""
        found = await self._db.rows(
            """SELECT id, channel, account, update_id, raw, attempts, received_at FROM inbox WHERE id IN (
                   SELECT min(id) FROM inbox WHERE state = 'waiting' GROUP BY channel, account, conversation)
               ORDER BY id LIMIT :limit""",
            limit=limit,
        )
        return [InboxRow(**{**row, "received_at": moment(row["received_at"])}) for row in found]

    def done(self, row: InboxRow) -> None:
        """The words themselves are no longer kept here: they may be anything, a denunciation included."""
        self._db.write("UPDATE inbox SET state = 'done', raw = '' WHERE id = :id", id=row.id)

    def failed(self, row: InboxRow, problem: str) -> None:
        self._db.write(
            "UPDATE inbox SET attempts = attempts + 1, problem = :problem WHERE id = :id",
            id=row.id,
            problem=problem,
        )

    def dead(self, row: InboxRow, problem: str, locked: str) -> None:
        """Set aside with its raw form, `locked`: it may be anything, a denunciation included. The conversation goes
        on."""
        self._db.write(
            """UPDATE inbox SET state = 'dead', attempts = attempts + 1, problem = :problem, raw = :raw
               WHERE id = :id""",
            id=row.id,
            problem=problem,
            raw=locked,
        )

    def forget_before(self, moment: datetime) -> None:
        """Ids and hashes of finished turns, once the platform can no longer repeat them."""
        self._db.write("DELETE FROM inbox WHERE state = 'done' AND received_at < :moment", moment=moment)

    async def counts(self) -> dict[str, int]:
        return {row[0]: row[1] for row in await self._db.rows("SELECT state, count(*) FROM inbox GROUP BY state")}
