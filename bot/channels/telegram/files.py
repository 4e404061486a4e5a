"""Fetching a file that somebody sent: in chunks, never whole in memory, never over the limit."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.base import SendFailed, Why
from bot.channels.telegram.errors import failure
from domain.messaging.messages import FileRef

_CHUNK = 64 * 1024


async def download(bot: Bot, http: httpx.AsyncClient, file: FileRef, max_bytes: int) -> AsyncIterator[bytes]:
    """https://core.telegram.org/bots/api#getfile. A path lives for an hour, so it is asked for anew each time.
    Raises `SendFailed`: `REFUSED` if the file is gone or too big, `LATER` where trying again may help."""
    if file.size > max_bytes:
        raise SendFailed(Why.REFUSED, "the file is too big")
    address = await _address_of(bot, file)
    received = 0
    try:
        async with http.stream("GET", address) as answer:
            _check(answer.status_code)
            async for chunk in answer.aiter_bytes(_CHUNK):
                received += len(chunk)
                if received > max_bytes:
                    raise SendFailed(Why.REFUSED, "the file is too big")
                yield chunk
    except httpx.HTTPError as error:
        # The address holds the token, so the error that knows it is not handed on.
        raise SendFailed(Why.LATER, f"download: {type(error).__name__}") from None


async def _address_of(bot: Bot, file: FileRef) -> str:
    try:
        found = await bot.get_file(file.id)
    except TelegramError as error:
        reason = failure(error)
        # Asking for a file may be repeated, unlike sending.
        why = Why.LATER if reason.why in (Why.UNKNOWN, Why.PAUSE_ALL) else reason.why
        raise SendFailed(why, reason.detail, retry_after=reason.retry_after) from None
    if not found.file_path:
        raise SendFailed(Why.REFUSED, "the file is gone")
    return found.file_path


def _check(status: int) -> None:
    if status == httpx.codes.OK:
        return
    why = Why.LATER if status >= httpx.codes.INTERNAL_SERVER_ERROR else Why.REFUSED
    raise SendFailed(why, f"download: HTTP {status}")
