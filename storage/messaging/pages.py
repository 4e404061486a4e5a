"""What was said to visitors of the web form, until they have answered it or it is too old to be kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.session import Session

_WEB = "web"


@dataclass(frozen=True, slots=True)
class PageMessage:
    """`body` is as it was handed in; `documents` are (number, name)."""

    id: int
    body: str
    documents: tuple[tuple[int, str], ...]


class PageStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def say(
        self, account: str, chat: str, body: str, documents: Sequence[tuple[str, bytes]], now: datetime
    ) -> int:
        """Puts a message with its (name, bytes) on the visitor's page; tells its number."""
        number = await self._db.value(
            """INSERT INTO web_messages (account, chat, body, said_at) VALUES (:account, :chat, :body, :now)
               RETURNING id""",
            account=account,
            chat=chat,
            body=body,
            now=now,
        )
        for name, data in documents:
            self._db.write(
                "INSERT INTO web_documents (message, name, data) VALUES (:message, :name, :data)",
                message=number,
                name=name,
                data=data,
            )
        return int(number)

    async def change(self, account: str, chat: str, message: int, body: str) -> bool:
        """False where it no longer stands on the page."""
        changed = await self._db.value(
            """UPDATE web_messages SET body = :body WHERE id = :message AND account = :account AND chat = :chat
               RETURNING id""",
            account=account,
            chat=chat,
            message=message,
            body=body,
        )
        return changed is not None

    async def said(self, account: str, chat: str) -> list[PageMessage]:
        """In the order in which it was said."""
        rows = await self._db.rows(
            "SELECT id, body FROM web_messages WHERE account = :account AND chat = :chat ORDER BY id",
            account=account,
            chat=chat,
        )
        return [PageMessage(row[0], row[1], await self._documents(row[0])) for row in rows]

    async def _documents(self, message: int) -> tuple[tuple[int, str], ...]:
        rows = await self._db.rows(
            "SELECT id, name FROM web_documents WHERE message = :message ORDER BY id", message=message
        )
        return tuple((row[0], row[1]) for row in rows)

    async def document(self, account: str, chat: str, number: int) -> tuple[str, bytes] | None:
        """(name, bytes) of one that stands on this visitor's page."""
        row = await self._db.row(
            """SELECT name, data FROM web_documents WHERE id = :number AND message IN (
                   SELECT id FROM web_messages WHERE account = :account AND chat = :chat)""",
            account=account,
            chat=chat,
            number=number,
        )
        return (row[0], bytes(row[1])) if row else None

    def forget(self, account: str, chat: str, up_to: int) -> None:
        """Takes off the page what was answered, with the drafts quoted in it."""
        self._db.write(
            "DELETE FROM web_messages WHERE account = :account AND chat = :chat AND id <= :up_to",
            account=account,
            chat=chat,
            up_to=up_to,
        )

    def forget_before(self, moment: datetime) -> None:
        self._db.write("DELETE FROM web_messages WHERE said_at < :moment", moment=moment)

    def forget_question(self, dialog: int) -> None:
        """Takes what a form last asked off the page: it quotes the draft."""
        self._db.write("DELETE FROM web_messages WHERE instr(body, :button)", button=f'"f:{dialog}:')

    async def is_settled(self, account: str, chat: str, now: datetime) -> bool:
        """Whether everything heard from this visitor was dealt with, and everything due was said."""
        waiting = await self._db.value(
            """SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting' AND channel = :web
                              AND account = :account AND conversation = :chat)
                   OR EXISTS (SELECT 1 FROM outbox WHERE channel = :web AND account = :account AND chat = :chat
                              AND (state = 'leased' OR (state = 'due' AND not_before <= :now)))""",
            web=_WEB,
            account=account,
            chat=chat,
            now=now,
        )
        return not waiting

    async def needed(self, account: str, chat: str, files: Collection[str]) -> set[str]:
        """Which of the visitor's files a turn to come, a draft, or a petition that has not fetched it still
        needs."""
        rows = await self._db.rows(
            """SELECT value FROM json_each(:files) WHERE EXISTS (
                   SELECT 1 FROM attachments WHERE state = 'wanted' AND channel = :web AND account = :account
                     AND platform_id = value)
               OR EXISTS (SELECT 1 FROM vault_files WHERE needs = value)
               OR EXISTS (SELECT 1 FROM dialogs WHERE channel = :web AND account = :account AND chat = :chat
                          AND instr(answers, value))
               OR EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting' AND channel = :web AND account = :account
                          AND conversation = :chat AND instr(raw, value))""",
            web=_WEB,
            account=account,
            chat=chat,
            files=json.dumps(list(files)),
        )
        return {row[0] for row in rows}
