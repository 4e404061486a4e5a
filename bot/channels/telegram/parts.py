"""What one outgoing message becomes: which texts and files, in which order, and which of them has the buttons.

Rules: one file with a short text is a captioned file; several files are albums; a text too long for a caption goes
ahead of its files. Albums cannot carry buttons (https://core.telegram.org/bots/api#sendmediagroup).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from telegram.constants import FileSizeLimit, MediaGroupLimit, MessageLimit

from bot.channels.base import Document, Rendered, Span
from bot.channels.split import split, units
from bot.channels.telegram.markup import Buttons
from domain.messaging.messages import Medium

_VISUAL = {Medium.PHOTO, Medium.VIDEO}


@dataclass(frozen=True, slots=True)
class Part:
    """One call. Without documents a text, with one a file, with several an album; `text` is then the caption."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    buttons: Buttons = ()
    documents: tuple[Document, ...] = ()


def parts_of(message: Rendered) -> list[Part]:
    files = list(_albums(message.documents))
    if _is_caption(message, files):
        captioned = Part(message.text, message.spans, message.buttons, files[0])
        return [captioned, *(Part(documents=album) for album in files[1:])]
    return [*_texts(message), *(Part(documents=album) for album in files)]


def _is_caption(message: Rendered, files: list[tuple[Document, ...]]) -> bool:
    single = bool(files) and (len(files[0]) == 1 or not message.buttons)
    return single and units(message.text) <= MessageLimit.CAPTION_LENGTH


def _texts(message: Rendered) -> Iterator[Part]:
    parts = list(split(message.text, message.spans, MessageLimit.MAX_TEXT_LENGTH))
    for text, spans in parts[:-1]:
        yield Part(text, spans)
    text, spans = parts[-1]
    yield Part(text, spans, message.buttons)


def _albums(documents: tuple[Document, ...]) -> Iterator[tuple[Document, ...]]:
    """Neighbours that may stand in one album together: pictures and films, or documents; voices stand alone."""
    for family, neighbours in groupby(documents, key=_family):
        run = tuple(neighbours)
        size = 1 if family is Medium.VOICE else MediaGroupLimit.MAX_MEDIA_LENGTH
        yield from (run[start : start + size] for start in range(0, len(run), size))


def _family(document: Document) -> Medium:
    medium = medium_of(document)
    return Medium.PHOTO if medium in _VISUAL else medium


def medium_of(document: Document) -> Medium:
    """A picture over 10 MB cannot be sent as one, only as a document."""
    too_big = document.medium is Medium.PHOTO and document.size > FileSizeLimit.PHOTOSIZE_UPLOAD
    return Medium.DOCUMENT if too_big else document.medium
