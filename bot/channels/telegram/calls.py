"""One part of a message as one call of the Bot API."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from telegram import (
    Bot,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    Message,
)

from bot.channels.base import Document
from bot.channels.telegram.markup import entities, keyboard
from bot.channels.telegram.parts import Part, medium_of
from domain.messaging.messages import Medium

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def say(
    bot: Bot, chat: str, part: Part, *, thread: int | None, protected: bool, silent: bool
) -> Sequence[Message]:
    """Raises `TelegramError`."""
    manner: dict[str, Any] = {
        "protect_content": protected,
        "disable_notification": silent,
        "message_thread_id": thread,
    }
    marks = entities(part.text, part.spans)
    if len(part.documents) > 1:
        with ExitStack() as opened:
            media = [_in_album(document, opened) for document in part.documents]
            caption = part.text or None
            return await bot.send_media_group(
                chat, media, caption=caption, caption_entities=marks or None, **manner
            )
    manner["reply_markup"] = keyboard(part.buttons)
    if part.documents:
        manner |= {"caption": part.text or None, "caption_entities": marks}
        return [await _file(bot, chat, part.documents[0], manner)]
    return [await bot.send_message(chat, part.text, entities=marks, link_preview_options=NO_PREVIEW, **manner)]


async def _file(bot: Bot, chat: str, document: Document, manner: dict[str, Any]) -> Message:
    with ExitStack() as opened:
        return await _sent(bot, chat, document, _upload(document, opened), manner)


async def _sent(bot: Bot, chat: str, document: Document, file: str | InputFile, manner: dict[str, Any]) -> Message:
    match medium_of(document):
        case Medium.PHOTO:
            return await bot.send_photo(chat, file, **manner)
        case Medium.VIDEO:
            return await bot.send_video(chat, file, **manner)
        case Medium.VOICE:
            return await bot.send_voice(chat, file, **manner)
        case Medium.DOCUMENT:
            return await bot.send_document(chat, file, **manner)


def _in_album(document: Document, opened: ExitStack) -> InputMediaPhoto | InputMediaVideo | InputMediaDocument:
    file = _upload(document, opened, attach=True)
    match medium_of(document):
        case Medium.PHOTO:
            return InputMediaPhoto(file)
        case Medium.VIDEO:
            return InputMediaVideo(file)
        case _:
            return InputMediaDocument(file)


def _upload(document: Document, opened: ExitStack, *, attach: bool = False) -> str | InputFile:
    """Uploaded once; afterwards the platform's own id is enough. A file on disk is read while it goes out."""
    if document.known_id:
        return document.known_id
    name = document.name or None
    if document.path:
        file = opened.enter_context(document.path.open("rb"))
        return InputFile(file, filename=name, attach=attach, read_file_handle=False)
    return InputFile(document.data, filename=name, attach=attach)
