"""Putting a letter into words and pictures, at the last moment before it is sent."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.channels.base import Button, Document, Rendered
from bot.documents import form_document, qr_code
from bot.fetcher import stored_at
from bot.i18n import Words
from bot.outbox import RenderedMenu
from domain.letters import menu_from_json, message_from_json
from domain.messages import Attachment, Choice, Medium, Message, Picture
from domain.outgoing import OutgoingRow
from domain.text import Text, lines
from storage.database import Database
from storage.files import KeptFile

_SENDABLE = 50 * 1024 * 1024  # bytes: a file we hold that is bigger cannot go out at all


class Renderer:
    """`await renderer(row)`: the message or menu as it goes on the wire."""

    def __init__(self, words: Words, database: Database, files: Path) -> None:
        self._words = words
        self._database = database
        self._files = files

    async def __call__(self, row: OutgoingRow) -> Rendered | RenderedMenu:
        if row.kind == "menu":
            return self._menu(row)
        message = message_from_json(row.payload)
        text = lines(Text("outbox.sent_again"), message.text) if row.resend else message.text
        spoken = self._words.say(text, row.language)
        documents = [await self._document(row, one) for one in message.attachments]
        return Rendered(
            spoken.text,
            spoken.spans,
            self._buttons(message, row.language),
            tuple(document for document in documents if document),
            protected=message.protected,
            silent=message.silent,
        )

    def _menu(self, row: OutgoingRow) -> RenderedMenu:
        menu = menu_from_json(row.payload)
        commands = tuple((name, self._words.plain(what, row.language)) for name, what in menu.commands)
        return RenderedMenu("", commands)

    def _buttons(self, message: Message, language: str) -> tuple[tuple[Button, ...], ...]:
        def button(choice: Choice) -> Button:
            label = self._words.plain(choice.label, language)
            return Button(label, choice.action, choice.style, choice.link, choice.copies)

        return tuple(tuple(button(choice) for choice in row) for row in message.choices)

    async def _document(self, row: OutgoingRow, attachment: Attachment) -> Document | None:
        match attachment.picture:
            case Picture.QR:
                return Document(attachment.name, Medium.PHOTO, await asyncio.to_thread(qr_code, attachment.ref))
            case Picture.FORM:
                data = await asyncio.to_thread(form_document, attachment.ref, self._words)
                return Document(attachment.name, Medium.DOCUMENT, data)
            case Picture.STORED:
                return await self._stored(row, attachment)

    async def _stored(self, row: OutgoingRow, attachment: Attachment) -> Document | None:
        """The messenger's own copy where it was sent to the same account; otherwise ours, if we hold it."""
        async with self._database.transaction() as memory:
            kept = await memory.files.find(attachment.ref)
        if kept is None:
            return None
        name = attachment.name or kept.file.name or kept.file.unique
        if (kept.channel, kept.account) == (row.at.channel, row.at.account):
            return Document(name, kept.file.medium, known_id=kept.file.id)
        return await self._our_copy(name, kept)

    async def _our_copy(self, name: str, kept: KeptFile) -> Document | None:
        if not kept.sha256 or kept.file.size > _SENDABLE:
            return None
        return Document(
            name, kept.file.medium, await asyncio.to_thread(stored_at(self._files, kept.sha256).read_bytes)
        )
