"""Letters that are not sent yet: a reply window is closed, a quota is used up; or what they say is no longer so."""

from __future__ import annotations

import json
from datetime import datetime

from domain.messaging.letters import message_to_json
from domain.messaging.messages import Address, Message, Urgency
from domain.messaging.outgoing import OutgoingRow
from storage.messaging.outbox import Letter
from storage.messaging.outgoing import outgoing_row
from storage.session import Session


class WaitingStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def hold(self, number: int) -> None:
        """It waits until the person speaks."""
        self._db.write("UPDATE outbox SET state = 'parked' WHERE id = :id", id=number)

    async def outcome(self, subject: str) -> str:
        """What became of the last thing that was said about this in the office's name: the letter's state, or ''."""
        found = await self._db.value(
            "SELECT state FROM outbox WHERE subject = :subject AND official = 1 ORDER BY id DESC LIMIT 1",
            subject=subject,
        )
        return str(found or "")

    async def parked(self, at: Address) -> list[tuple[OutgoingRow, str, str]]:
        """What waits for a conversation, in order: (row, commune, what it is about). Mere notices are not among it."""
        rows = await self._db.rows(
            """SELECT * FROM outbox WHERE channel = :channel AND account = :account AND chat = :chat
               AND state = 'parked' AND notice_of = 0 ORDER BY urgency, id""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )
        return [(outgoing_row(row), row["commune"], row["subject"]) for row in rows]

    async def notice(self, number: int, at: Address, now: datetime) -> Letter | None:
        """The same for another address, if it is a notice to one person that waits or is put off."""
        row = await self._db.row(
            """SELECT * FROM outbox WHERE id = :id AND state IN ('parked', 'due') AND urgency >= :notice
               AND kind = 'message' AND in_group = 0""",
            id=number,
            notice=Urgency.NOTICE.value,
        )
        if row is None:
            return None
        return Letter(
            key=f"{row['key']}|instead|{at}",
            commune=row["commune"],
            at=at,
            in_group=False,
            language=row["language"],
            body=json.loads(row["body"]),
            not_before=now,
            urgency=Urgency(row["urgency"]),
            card=row["card"],
            official=bool(row["official"]),
            subject=row["subject"],
            instead_of=number,
        )

    def replaced(self, number: int, key: str) -> None:
        """Its words are said within another letter, which has this key."""
        self._db.write(
            "UPDATE outbox SET state = 'failed', problem = :problem, body = '{}' WHERE id = :id",
            problem=f"within {key}",
            id=number,
        )

    def withdraw(self, commune: str, subject: str) -> None:
        """What was to be said about it is no longer so. A letter under way cannot be called back."""
        self._db.write(
            """UPDATE outbox SET state = 'failed', problem = 'withdrawn', body = '{}'
               WHERE commune = :commune AND subject = :subject AND state IN ('due', 'parked')""",
            commune=commune,
            subject=subject,
        )

    def rewrite(self, key: str, message: Message | None) -> None:
        """Says this instead, or nothing, wherever the letter waits: it, and what goes elsewhere in its place."""
        body = json.dumps(message_to_json(message), ensure_ascii=False) if message else "{}"
        self._db.write(
            """UPDATE outbox SET body = :body, state = CASE WHEN :gone THEN 'failed' ELSE state END,
                   problem = CASE WHEN :gone THEN 'withdrawn' ELSE problem END
               WHERE (key = :key OR (key > :key || '|instead|' AND key < :key || '|instead}'))
                 AND state IN ('due', 'parked')""",
            key=key,
            body=body,
            gone=message is None,
        )

    async def due(self, channel: str, account: str, now: datetime) -> list[int]:
        """What an account has to say now, in order. Mere notices are not among it."""
        rows = await self._db.rows(
            """SELECT id FROM outbox WHERE channel = :channel AND account = :account AND state = 'due'
               AND notice_of = 0 AND not_before <= :now ORDER BY urgency, id""",
            channel=channel,
            account=account,
            now=now,
        )
        return [row[0] for row in rows]

    async def due_subjects(self, channel: str, account: str) -> list[tuple[str, str]]:
        """(commune, what it is about) of everything that an account still has to say, once each."""
        rows = await self._db.rows(
            """SELECT DISTINCT commune, subject FROM outbox WHERE channel = :channel AND account = :account
               AND state IN ('due', 'leased') AND subject <> '' ORDER BY subject""",
            channel=channel,
            account=account,
        )
        return [(row[0], row[1]) for row in rows]
