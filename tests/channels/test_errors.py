"""Every error as the library raises it, and what it means (telegram.md, 5.4)."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
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
    TimedOut,
)

from bot.channels.base import Why
from bot.channels.telegram.errors import failure, is_done

TABLE: list[tuple[TelegramError, type[Exception] | None, Why]] = [
    (RetryAfter(timedelta(seconds=3)), None, Why.PAUSE_ALL),
    (NetworkError("Too Many Requests: retry later"), None, Why.PAUSE_ALL),
    (Forbidden("Forbidden: bot was blocked by the user"), None, Why.GONE),
    (Forbidden("Forbidden: user is deactivated"), None, Why.GONE),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), None, Why.GONE),
    (ChatMigrated(-100), None, Why.MOVED),
    (BadRequest("Bad Request: message to edit not found"), None, Why.CARD_LOST),
    (BadRequest("Bad Request: message can't be edited"), None, Why.CARD_LOST),
    (BadRequest("Bad Request: message thread not found"), None, Why.SHELF_LOST),
    (BadRequest("Bad Request: TOPIC_CLOSED"), None, Why.SHELF_LOST),
    (BadRequest("Bad Request: chat not found"), None, Why.REFUSED),
    (BadRequest("Bad Request: BUTTON_DATA_INVALID"), None, Why.REFUSED),
    (BadRequest("Bad Request: message is too long"), None, Why.REFUSED),
    (NetworkError("Request Entity Too Large"), None, Why.REFUSED),
    (NetworkError("httpx.ConnectError: "), httpx.ConnectError, Why.LATER),
    (NetworkError("httpx.ProxyError: "), httpx.ProxyError, Why.LATER),
    (TimedOut(), httpx.ConnectTimeout, Why.LATER),
    (TimedOut("Pool timeout"), httpx.PoolTimeout, Why.LATER),
    (TimedOut(), httpx.ReadTimeout, Why.UNKNOWN),
    (TimedOut(), httpx.WriteTimeout, Why.UNKNOWN),
    (NetworkError("httpx.ReadError: "), httpx.ReadError, Why.UNKNOWN),
    (NetworkError("httpx.RemoteProtocolError: "), httpx.RemoteProtocolError, Why.UNKNOWN),
    (NetworkError("Bad Gateway"), None, Why.UNKNOWN),
    (NetworkError("Internal Server Error"), None, Why.UNKNOWN),
    (TelegramError("Invalid server response"), ValueError, Why.UNKNOWN),
    (InvalidToken(), None, Why.STOPPED),
    (EndPointNotFound("Endpoint 'sendMessage' not found in Bot API"), None, Why.STOPPED),
    (Conflict("Conflict: terminated by other getUpdates request"), None, Why.LATER),
]


@pytest.mark.parametrize(("error", "cause", "why"), TABLE, ids=lambda value: str(value)[:40])
def test_an_error_means(error: TelegramError, cause: type[Exception] | None, why: Why) -> None:
    if cause:
        error.__cause__ = cause("")
    assert failure(error).why is why


def test_a_wait_is_told_with_a_margin_and_a_new_chat_with_its_id() -> None:
    assert failure(RetryAfter(timedelta(seconds=3))).retry_after == pytest.approx(3.2)
    assert failure(ChatMigrated(-1009)).new_chat == "-1009"


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("Bad Request: message is not modified: specified new message content …", True),
        ("Bad Request: query is too old and response timeout expired or query ID is invalid", True),
        ("Bad Request: chat not found", False),
    ],
)
def test_what_is_so_already_is_no_failure(words: str, done: bool) -> None:
    assert is_done(BadRequest(words)) is done


def test_the_detail_holds_neither_what_a_server_sent_nor_a_token() -> None:
    strange = NetworkError("Bad Gateway (502). Parsing the server response b'<html>tôi là Lan' failed")
    assert failure(strange).detail == "NetworkError: Bad Gateway (502)"
    refused = InvalidToken("The token `123456789:AAFakeTokenForTestsOnly_0123456789abcde` was rejected")
    assert "AAFake" not in str(failure(refused))
