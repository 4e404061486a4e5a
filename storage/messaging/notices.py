"""Notices: letters that only announce another one, which waits. They cost money, so they are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.messaging.messages import Address
from storage.session import Session

_NOT_NEEDED = "not needed any more"


@dataclass(frozen=True, slots=True)
class Announced:
    """`lost`: refused, or nobody knows whether they arrived."""

    sent: int
    lost: int


class NoticeStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def drop(self, at: Address) -> None:
        """Whatever was still to be announced will now be said itself."""
        self._db.write(
            """UPDATE outbox SET state = 'failed', problem = :problem, body = '{}' WHERE notice_of > 0
               AND channel = :channel AND account = :account AND chat = :chat AND state IN ('due', 'parked')""",
            problem=_NOT_NEEDED,
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )

    async def since(self, channel: str, account: str, moment: datetime) -> Announced:
        """How many were written since then, and became of it."""
        row = await self._db.row(
            """SELECT count(*) FILTER (WHERE state = 'sent') AS sent,
                      count(*) FILTER (WHERE state = 'unknown' OR state = 'failed' AND problem <> :not_needed) AS lost
               FROM outbox WHERE notice_of > 0 AND channel = :channel AND account = :account
               AND created_at >= :moment""",
            not_needed=_NOT_NEEDED,
            channel=channel,
            account=account,
            moment=moment,
        )
        return Announced(row["sent"], row["lost"]) if row else Announced(0, 0)
