"""Wrong codes, counted for each address: guessing ends after a few."""

from __future__ import annotations

from datetime import datetime

from domain.messaging.messages import Address
from storage.session import Session


class GuessStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def wrong(self, at: Address, since: datetime) -> int:
        """How many, counting those whose first was after `since`."""
        found = await self._db.value(
            """SELECT wrong FROM guesses
               WHERE channel = :channel AND account = :account AND user = :user AND since > :since""",
            **_place(at),
            since=since,
        )
        return int(found or 0)

    def note_wrong(self, at: Address, now: datetime, since: datetime) -> None:
        """One more; counting begins anew where the first was not after `since`."""
        self._db.write(
            """INSERT INTO guesses (channel, account, user, wrong, since)
               VALUES (:channel, :account, :user, 1, :now)
               ON CONFLICT (channel, account, user) DO UPDATE SET
                   wrong = CASE WHEN guesses.since > :begin THEN guesses.wrong + 1 ELSE 1 END,
                   since = CASE WHEN guesses.since > :begin THEN guesses.since ELSE :now END""",
            **_place(at),
            now=now,
            begin=since,
        )


def _place(at: Address) -> dict[str, str]:
    return {"channel": at.channel, "account": at.account, "user": at.chat}
