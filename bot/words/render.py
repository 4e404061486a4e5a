"""Putting a letter into words and pictures, at the last moment before it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.channels.base import (
    Button,
    Caps,
    Channel,
    Document,
    Rendered,
    RenderedNotice,
    RenderedRecall,
    SendFailed,
    Why,
    anything,
)
from bot.files.documents import form_document, qr_code
from bot.files.folder import stored_at
from bot.files.sealed import sealed_document
from bot.papers.press import Press
from bot.sending.outbox import RenderedMenu
from bot.words.fitting import name_what_stays
from bot.words.i18n import Words
from bot.words.menus import NumberedLists
from domain.language.text import Text, lines, unsealed
from domain.messaging.letters import menu_from_json, message_from_json, notice_from_json
from domain.messaging.messages import Attachment, Choice, Medium, Message, Picture, Recall
from domain.messaging.outgoing import OutgoingRow
from handlers.reports.paper_checks import is_report
from handlers.world import AccountKey, Strongbox
from storage.database import Database
from storage.messaging.files import KeptFile

_BEING_FETCHED = 2.0  # seconds: a file sent elsewhere is here in a moment, unless the first attempt fails
_SENDABLE = 50 * 1024 * 1024  # bytes: a file we hold that is bigger cannot go out at all


class Renderer:
    """`await renderer(row)`: the message or menu as it goes on the wire."""

    def __init__(
        self,
        words: Words,
        database: Database,
        files: Path,
        channels: Mapping[AccountKey, Channel],
        lists: NumberedLists,
        press: Press,
        strongbox: Strongbox,
    ) -> None:
        self._words = words
        self._database = database
        self._files = files
        self._channels = channels
        self._lists = lists
        self._press = press
        self._strongbox = strongbox

    async def __call__(self, row: OutgoingRow) -> Rendered | RenderedMenu:
        if row.kind == "menu":
            return self._menu(row)
        if row.notice_of:
            return Rendered("", notice=self._notice(row))
        message = message_from_json(row.payload)
        again = row.resend and not message.opens
        caps = self._caps(row)
        shown = message.text if caps.edits else _asked_of_people(message)
        text = lines(Text("outbox.sent_again"), shown) if again else shown
        spoken = self._words.say(unsealed(text, self._strongbox.opened), row.language, slashes=caps.commands)
        documents = [await self._document(row, one) for one in message.attachments]
        rendered = Rendered(
            spoken.text,
            spoken.spans,
            self._buttons(message, row.language),
            tuple(document for document in documents if document),
            protected=message.protected,
            silent=message.silent,
            thread=await self._thread(row, message),
            left_behind=self._words.plain(message.left_behind, row.language) if message.left_behind else "",
            opens=message.opens,
            closes=message.closes,
            takes_back=self._recall(message.takes_back, row.language)
            if message.takes_back and caps.edits
            else None,
        )
        return await self._fitted(row, rendered, caps, resumes=message.resumes)

    def _recall(self, recall: Recall, language: str) -> RenderedRecall:
        former = tuple((one.ids, self._words.plain(one.said, language)) for one in recall.former if not one.edited)
        return RenderedRecall(former, self._words.plain(recall.asks, language))

    async def _thread(self, row: OutgoingRow, message: Message) -> str:
        """Where somebody was speaking, or the first of its shelves that the group has."""
        if row.thread or not message.shelves:
            return row.thread
        async with self._database.transaction() as memory:
            return await memory.topics.thread(row.at, message.shelves)

    async def _fitted(self, row: OutgoingRow, message: Rendered, caps: Caps, *, resumes: bool) -> Rendered:
        """As this messenger can show it: files it cannot carry are named, choices become a list."""
        if caps.carries is not anything:
            message = name_what_stays(message, caps, lambda text: self._words.plain(text, row.language))
        if caps.buttons:
            return message
        return await self._lists.write(row, message, caps.quick_replies, resumes=resumes)

    def _caps(self, row: OutgoingRow) -> Caps:
        return self._channels[row.at.channel, row.at.account].caps

    def _menu(self, row: OutgoingRow) -> RenderedMenu:
        menu = menu_from_json(row.payload)
        commands = tuple((name, self._words.plain(what, row.language)) for name, what in menu.commands)
        return RenderedMenu("", commands)

    def _notice(self, row: OutgoingRow) -> RenderedNotice:
        notice = notice_from_json(row.payload)
        gaps = {
            name: self._words.plain(Text("text.verbatim", words=gap), row.language)
            for name, gap in notice.gaps.items()
        }
        return RenderedNotice(notice.occasion, gaps)

    def _buttons(self, message: Message, language: str) -> tuple[tuple[Button, ...], ...]:
        def button(choice: Choice) -> Button:
            label = self._words.plain(choice.label, language)
            return Button(label, choice.action, choice.style, choice.link, choice.copies, choice.aside)

        return tuple(tuple(button(choice) for choice in row) for row in message.choices)

    async def _document(self, row: OutgoingRow, attachment: Attachment) -> Document | None:
        match attachment.picture:
            case Picture.QR:
                drawn = await asyncio.to_thread(qr_code, attachment.ref, attachment.caption, self._words)
                code = Document(attachment.name, Medium.PHOTO, drawn)
                return code if self._caps(row).carries(code) else None  # the words say it, too
            case Picture.FORM:
                data = await asyncio.to_thread(form_document, attachment.ref, self._words)
                return Document(attachment.name, Medium.DOCUMENT, data)
            case Picture.PAPER:
                made = await self._press.make(attachment.ref, row.language)
                if isinstance(made, Path):
                    return Document(attachment.name, attachment.medium, path=made, fleeting=True)
                return Document(attachment.name, attachment.medium, made)
            case Picture.SEALED:
                return await sealed_document(self._database, self._strongbox, attachment)
            case Picture.STORED:
                return await self._stored(row, attachment)

    async def _stored(self, row: OutgoingRow, attachment: Attachment) -> Document | None:
        """The messenger's own copy where it was sent to the same account; otherwise ours, if we hold it. Of a report
        nothing is passed on before it was looked at, and nothing that was refused."""
        async with self._database.transaction() as memory:
            kept = await memory.files.find(attachment.ref)
        if kept is None or kept.fault:
            return None
        name = attachment.name or kept.file.name or kept.file.unique
        looked_at = kept.state != "wanted" or not is_report(kept)
        here = (kept.channel, kept.account) == (row.at.channel, row.at.account)
        if looked_at and here and self._caps(row).resends:
            return Document(name, kept.file.medium, known_id=kept.file.id)
        if kept.state == "wanted" and not kept.attempts:
            raise SendFailed(Why.LATER, "its file is being fetched", retry_after=_BEING_FETCHED)
        return await self._our_copy(name, kept)

    async def _our_copy(self, name: str, kept: KeptFile) -> Document | None:
        if not kept.sha256 or kept.file.size > _SENDABLE:
            return None
        path = stored_at(self._files, kept.sha256)
        await asyncio.to_thread(path.stat)  # one that is lost is our mistake: it is told as such, here
        return Document(name, kept.file.medium, path=path)


def _asked_of_people(message: Message) -> Text:
    """Where nothing can be changed any more, people are told exactly what to remove."""
    recall = message.takes_back
    return lines(recall.asks, *(one.said for one in recall.former)) if recall else message.text
