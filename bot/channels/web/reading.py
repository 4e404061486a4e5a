"""Reading what a form sent: never more than the limits allow, and never for longer than a slow phone needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from bot.channels.web.seals import Ticket
from domain.language.vietnamese import nfc

LONGEST_WORDS = 10_000  # letters
MOST_FILES = 5
_LONGEST_ACTION = 64  # bytes, as everywhere
_BESIDE_FILES = 256 * 1024  # bytes: the words and what surrounds the parts
_MOST_FIELDS = 20
_SECONDS = 240.0


class Refused(Exception):
    """The request cannot be taken; `status` is of HTTP, `key` of the sentence that says what to do."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in. `trap` is the field that people leave empty."""

    ticket: Ticket
    words: str
    action: str
    language: str
    leaves: bool
    trap: str
    uploads: tuple[UploadFile, ...] = field(repr=False)

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.action or self.language or self.leaves or self.uploads)


def length_of(request: Request, largest_file: int) -> int:
    """How many bytes are announced; where nothing is, the most that would be taken. Raises `Refused`."""
    most = _most(largest_file)
    try:
        announced = int(request.headers.get("content-length", most))
    except ValueError:
        announced = -1
    if announced < 0:
        raise Refused(400, "web.not_understood")
    if announced > most:
        raise Refused(413, "web.too_big")
    return announced


@asynccontextmanager
async def reading(request: Request, largest_file: int) -> AsyncIterator[Filled]:
    """Its files are open inside the block. Raises `Refused`."""
    stream = _Limited(request, _most(largest_file))
    try:
        async with asyncio.timeout(_SECONDS):
            form = await Request(request.scope, stream).form(
                max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_BESIDE_FILES
            )
    except (ClientDisconnect, TimeoutError):
        raise Refused(400, "web.not_understood") from None
    except (MultiPartException, HTTPException):  # what is wrong with it is said in English, if at all
        raise Refused(413 if stream.left < 0 else 400, "web.too_big") from None
    try:
        yield _filled(form)
    finally:
        await form.close()


class _Limited:
    """The body's stream, broken off where it goes on for too long."""

    def __init__(self, request: Request, most: int) -> None:
        self._receive = request.receive
        self.left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise MultiPartException("")
        return message


def _most(largest_file: int) -> int:
    """All files of one form together are as large as one may be."""
    return largest_file + _BESIDE_FILES


def _filled(form: FormData) -> Filled:
    words, action = _text(form, "words").strip(), _text(form, "action")
    if len(words) > LONGEST_WORDS:
        raise Refused(413, "web.too_long")
    if len(action.encode()) > _LONGEST_ACTION:
        raise Refused(400, "web.not_understood")
    uploads = tuple(one for one in form.getlist("files") if isinstance(one, UploadFile) and one.size)
    ticket = Ticket(_text(form, "once"), _number(_text(form, "shown")), _text(form, "mark"))
    return Filled(
        ticket, words, action, _text(form, "lang"), bool(_text(form, "leave")), _text(form, "website"), uploads
    )


def _text(form: FormData, name: str) -> str:
    """Lines end as everywhere but on the web."""
    value = form.get(name)
    return nfc(value.replace("\r\n", "\n").replace("\0", "")) if isinstance(value, str) else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
