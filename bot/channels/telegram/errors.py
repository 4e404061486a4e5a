"""What each error of the Bot API means for the message that was to be sent.

The order matters: `BadRequest` and `TimedOut` are subclasses of `NetworkError`, and a connect timeout says only
"Timed out", so the cause is read before the class.
"""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.base import SendFailed, Why

MARGIN = 0.2
"""Seconds added to `retry_after`: the server's whole seconds end a little after ours."""

_DONE = ("message is not modified", "query is too old", "topic_not_modified")
_CARD_LOST = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
)
_SHELF_LOST = ("message thread not found", "topic_")
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

_BY_CLASS: tuple[tuple[type[TelegramError], Why], ...] = (
    (Forbidden, Why.GONE),
    (InvalidToken, Why.STOPPED),
    (EndPointNotFound, Why.STOPPED),
    (Conflict, Why.LATER),
)

_BY_WORDS: tuple[tuple[str, Why], ...] = (
    ("too many requests", Why.PAUSE_ALL),  # a 429 that names no time
    ("request entity too large", Why.REFUSED),  # looks like the network, is permanent
)


def is_done(error: TelegramError) -> bool:
    """Whether what was asked for is so already, or no longer matters."""
    return isinstance(error, BadRequest) and any(words in _words(error) for words in _DONE)


def failure(error: TelegramError) -> SendFailed:
    """The error as the dispatcher understands it (telegram.md, 5.4). `retry_after` 0 leaves the wait to it."""
    if isinstance(error, RetryAfter):
        return SendFailed(Why.PAUSE_ALL, "429", retry_after=seconds(error.retry_after) + MARGIN)
    if isinstance(error, ChatMigrated):
        return SendFailed(Why.MOVED, "the group became a supergroup", new_chat=str(error.new_chat_id))
    return SendFailed(_why(error), detail(error))


def seconds(wait: int | timedelta) -> float:
    """`retry_after` is a timedelta where PTB_TIMEDELTA is set, and will always be one day."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def detail(error: TelegramError) -> str:
    """One short line for the operator. What a server sent that is not the Bot API's stays out of it, and so does
    the text of a refused token, in which the library quotes the token."""
    if isinstance(error, InvalidToken | EndPointNotFound):
        return "the token is not valid"
    first_line = error.message.partition(". Parsing the server response")[0].partition("\n")[0]
    return f"{type(error).__name__}: {first_line[:120]}"


def _why(error: TelegramError) -> Why:
    words = _words(error)
    if isinstance(error, BadRequest):
        if any(part in words for part in _SHELF_LOST):
            return Why.SHELF_LOST
        return Why.CARD_LOST if any(part in words for part in _CARD_LOST) else Why.REFUSED
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Why.LATER
    for kind, why in _BY_CLASS:
        if isinstance(error, kind):
            return why
    if isinstance(error, NetworkError):
        return next((why for start, why in _BY_WORDS if words.startswith(start)), Why.UNKNOWN)
    return Why.UNKNOWN


def _words(error: TelegramError) -> str:
    return error.message.lower()
