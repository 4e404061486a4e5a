"""What is to be said: written in the turn that decides it, sent afterwards, at least once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.messaging.messages import Address, Urgency
from domain.messaging.outgoing import OutgoingRow
from domain.messaging.traces import traces
from storage.messaging.folding import newest_edit
from storage.messaging.outgoing import UNSEEN, outgoing_row
from storage.session import Session, moment


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to be said. `key` makes twice once; `body` is a meaning (`domain/messaging/letters.py`); `subject` is
    the petition or report it speaks of, for whoever must be told that it did not arrive; `about` names further cases
    of which it shows something, beside those it names itself."""

    key: str
    commune: str
    at: Address
    in_group: bool
    language: str
    body: Mapping[str, Any]
    not_before: datetime
    kind: str = "message"
    urgency: Urgency = Urgency.REPLY
    card: str = ""
    official: bool = False
    subject: str = ""
    thread: str = ""  # the conversation within a group in which it is an answer
    instead_of: int = 0  # the letter that could not be said at another address of the same person
    notice_of: int = 0  # the letter that this one only announces; `body` is the notice
    about: str = ""


class OutboxStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def post(self, letter: Letter, now: datetime) -> None:
        """Queues it, unless a letter with this key was queued before."""
        written = json.dumps(letter.body, ensure_ascii=False, separators=(",", ":"))
        self._db.write(
            """INSERT INTO outbox (key, commune, channel, account, chat, in_group, kind, urgency, card, official,
                                   language, body, subject, created_at, not_before, state, thread, instead_of,
                                   notice_of)
               VALUES (:key, :commune, :channel, :account, :chat, :in_group, :kind, :urgency, :card, :official,
                       :language, :body, :subject, :now, :not_before, 'due', :thread, :instead_of,
                       :notice_of) ON CONFLICT DO NOTHING""",
            key=letter.key,
            commune=letter.commune,
            channel=letter.at.channel,
            account=letter.at.account,
            chat=letter.at.chat,
            in_group=letter.in_group,
            kind=letter.kind,
            urgency=letter.urgency.value,
            card=letter.card,
            official=letter.official,
            language=letter.language,
            body=written,
            subject=letter.subject,
            now=now,
            not_before=letter.not_before,
            thread=letter.thread,
            instead_of=letter.instead_of,
            notice_of=letter.notice_of,
        )
        if letter.card:
            self._place_card(letter)
        for trace in traces(written, card=letter.card, about=f"{letter.subject} {letter.about}"):
            self._db.write(
                "INSERT INTO letter_cases (code, letter, sort) VALUES (:code, :letter, :sort) ON CONFLICT DO NOTHING",
                code=trace.code,
                letter=letter.key,
                sort=trace.sort.value,
            )

    def _place_card(self, letter: Letter) -> None:
        """Where a card stands is known from when it is posted, so that no change to it misses a place."""
        self._db.write(
            """INSERT INTO cards (channel, account, chat, card, commune, in_group, language)
               VALUES (:channel, :account, :chat, :card, :commune, :in_group, :language) ON CONFLICT DO NOTHING""",
            channel=letter.at.channel,
            account=letter.at.account,
            chat=letter.at.chat,
            card=letter.card,
            commune=letter.commune,
            in_group=letter.in_group,
            language=letter.language,
        )

    async def lease_next(
        self, channel: str, account: str, now: datetime, waiting: Collection[str]
    ) -> OutgoingRow | None:
        """The row to send next: of the first due row of every conversation that has none under way and is not
        `waiting`, the most urgent. It is leased from now on."""
        rows = await self._db.rows(
            """UPDATE outbox SET state = 'leased' WHERE id = (
                   SELECT id FROM outbox AS mine
                   WHERE state = 'due' AND not_before <= :now AND channel = :channel AND account = :account
                     AND chat NOT IN (SELECT value FROM json_each(:waiting)) AND NOT EXISTS (
                       SELECT 1 FROM outbox AS other
                       WHERE other.channel = mine.channel AND other.account = mine.account
                         AND other.chat = mine.chat AND other.state IN ('due', 'leased')
                         AND (other.state = 'leased' OR (other.not_before <= :now
                              AND (other.urgency, other.id) < (mine.urgency, mine.id))))
                   ORDER BY urgency, id LIMIT 1)
               RETURNING *""",
            channel=channel,
            account=account,
            now=now,
            waiting=json.dumps(list(waiting)),
        )
        if rows and rows[0]["card"]:
            return outgoing_row(await newest_edit(self._db, rows[0], now))
        return outgoing_row(rows[0]) if rows else None

    async def leased(self, channel: str, account: str) -> list[OutgoingRow]:
        """What was under way when the process stopped."""
        rows = await self._db.rows(
            "SELECT * FROM outbox WHERE state = 'leased' AND channel = :channel AND account = :account ORDER BY id",
            channel=channel,
            account=account,
        )
        return [outgoing_row(row) for row in rows]

    async def next_due_at(self) -> datetime | None:
        found = await self._db.value("SELECT min(not_before) FROM outbox WHERE state = 'due'")
        return moment(found) if found else None

    def sent(self, number: int, message_ids: Sequence[str], now: datetime, thread: str = "") -> None:
        """It arrived. The words are no longer kept; the card, if it was one, is known by its message, and by the
        `thread` in which that stands."""
        self._db.write(
            """UPDATE outbox SET state = 'sent', sent_at = :now, message_ids = :ids, body = ''
               WHERE id = :id""",
            now=now,
            ids=" ".join(message_ids),
            id=number,
        )
        if message_ids:
            self._db.write(
                """UPDATE cards SET message_id = :message, thread = :thread, kept = outbox.thread <> '' FROM outbox
                   WHERE outbox.id = :id AND outbox.card <> '' AND cards.channel = outbox.channel
                     AND cards.account = outbox.account AND cards.chat = outbox.chat AND cards.card = outbox.card""",
                message=message_ids[0],
                thread=thread,
                id=number,
            )

    def later(self, number: int, not_before: datetime, *, resend: bool = False) -> None:
        """Due again then. `resend`: it may have arrived already, and says so."""
        self._db.write(
            """UPDATE outbox SET state = 'due', not_before = :not_before, attempts = attempts + :surely_not,
                   resend = resend OR :resend WHERE id = :id""",
            not_before=not_before,
            surely_not=not resend,
            resend=resend,
            id=number,
        )

    def failed(self, number: int, problem: str) -> None:
        self._give_up(number, "failed", problem)

    def unknown(self, number: int) -> None:
        """Nobody knows whether it arrived, and saying it twice would be worse: somebody must decide."""
        self._give_up(number, "unknown", "")

    def _give_up(self, number: int, state: str, problem: str) -> None:
        self._db.write(
            "UPDATE outbox SET state = :state, problem = :problem WHERE id = :id",
            state=state,
            problem=problem,
            id=number,
        )

    def park(self, at: Address) -> None:
        """Everything for a conversation that no longer takes messages waits until it does."""
        self._db.write(
            """UPDATE outbox SET state = 'parked' WHERE channel = :channel AND account = :account AND chat = :chat
               AND state IN ('due', 'leased')""",
            **_place(at),
        )

    async def parked_subjects(self, at: Address) -> list[tuple[str, str]]:
        """(commune, what it is about) of the letters that wait for a conversation, once each."""
        rows = await self._db.rows(
            """SELECT DISTINCT commune, subject FROM outbox WHERE channel = :channel AND account = :account
               AND chat = :chat AND state = 'parked' AND subject <> '' ORDER BY subject""",
            **_place(at),
        )
        return [(row[0], row[1]) for row in rows]

    async def about(self, number: int) -> tuple[str, str] | None:
        """(commune, what it is about) of one letter."""
        row = await self._db.row("SELECT commune, subject FROM outbox WHERE id = :id", id=number)
        return (row[0], row[1]) if row else None

    async def commune_of_message(self, at: Address, message_id: str) -> str:
        """For which commune a message was said, or '' where nobody knows. The message with the buttons is the first
        of those that a letter became."""
        found = await self._db.value(
            """SELECT commune FROM outbox WHERE channel = :channel AND account = :account AND chat = :chat
               AND (message_ids = :message OR message_ids GLOB :message || ' *') AND message_ids <> ''
               ORDER BY id DESC LIMIT 1""",
            **_place(at),
            message=message_id,
        )
        return str(found or "")

    async def is_unseen(self, at: Address, card: str) -> bool:
        """Whether no letter that puts this card can have been seen: all were refused, or have surely not arrived."""
        unseen = await self._db.value(
            f"""SELECT min({UNSEEN}) FROM outbox AS letter WHERE card = :card AND card <> ''
                AND channel = :channel AND account = :account AND chat = :chat""",  # noqa: S608 - only the constant
            card=card,
            **_place(at),
        )
        return bool(unseen)

    def withdraw_questions(self, at: Address) -> None:
        """What was asked here and did not arrive is not said any more: questions quote drafts."""
        self._db.write(
            """UPDATE outbox SET state = 'failed', problem = 'withdrawn', body = ''
               WHERE channel = :channel AND account = :account AND chat = :chat AND card LIKE 'dialog:%'
                 AND state IN ('due', 'parked', 'failed', 'unknown')""",
            **_place(at),
        )

    def drop_question(self, at: Address, now: datetime) -> None:
        """What is to be asked here later is not asked: another question or an end came first."""
        self._db.write(
            """UPDATE outbox SET state = 'failed', problem = 'withdrawn', body = ''
               WHERE channel = :channel AND account = :account AND chat = :chat AND card LIKE 'dialog:%'
                 AND state = 'due' AND not_before > :now""",
            now=now,
            **_place(at),
        )

    def unpark(self, at: Address, now: datetime) -> None:
        self._db.write(
            """UPDATE outbox SET state = 'due', not_before = :now
               WHERE channel = :channel AND account = :account AND chat = :chat AND state = 'parked'""",
            now=now,
            **_place(at),
        )

    def move(self, at: Address, new_chat: str, now: datetime) -> None:
        """A group got a new id: everything known under the old one goes with it, what was to be said at once. The ids
        of its messages stay behind, and may be other messages' there."""
        old = _place(at)
        here = "WHERE channel = :channel AND account = :account AND chat = :chat"
        self._db.write(
            f"""UPDATE outbox SET chat = :new_chat, thread = '', state = 'due', not_before = :now
                {here} AND state IN ('due', 'leased', 'parked')""",  # noqa: S608 - only the constant above
            new_chat=new_chat,
            now=now,
            **old,
        )
        self._db.write(
            f"UPDATE OR REPLACE cards SET chat = :new_chat, message_id = '', thread = '' {here}",  # noqa: S608
            new_chat=new_chat,
            **old,
        )
        self._db.write(f"UPDATE OR REPLACE groups SET chat = :new_chat {here}", new_chat=new_chat, **old)  # noqa: S608

    async def recent_sends(self, channel: str, account: str, since: datetime) -> list[tuple[str, bool, datetime]]:
        """(chat, is it a group, when), oldest first."""
        rows = await self._db.rows(
            """SELECT chat, in_group, sent_at FROM outbox
               WHERE sent_at >= :since AND channel = :channel AND account = :account ORDER BY sent_at""",
            channel=channel,
            account=account,
            since=since,
        )
        return [(row[0], bool(row[1]), moment(row[2])) for row in rows]

    async def counts(self) -> dict[str, int]:
        return {row[0]: row[1] for row in await self._db.rows("SELECT state, count(*) FROM outbox GROUP BY state")}


def _place(at: Address) -> dict[str, str]:
    return {"channel": at.channel, "account": at.account, "chat": at.chat}
