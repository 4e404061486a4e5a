"""Keeping secrets and people's words out of the log.

A bot's token is part of every address it calls, so it turns up in other libraries' log lines and in the text of
errors. Whatever looks like a token is masked wherever it stands.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

_TOKEN = re.compile(
    r"""\d+(?::|%3[Aa])[A-Za-z0-9_-]{30,}            # a bot's token, Telegram's or Zalo's
    |(?<=/bot)\d+(?::|%3[Aa])[^/\s"']+             # a short one, within an address
    |(?<![A-Za-z0-9_.-])[A-Za-z0-9_-]{80,}=*    # tokens of an Official Account look like this
    |(?:(?<=access_token)|(?<=refresh_token)|(?<=secret_key)|(?<=code_verifier))["']?\s*[:=]\s*[^\s,&}]+
    """,
    re.VERBOSE,
)
_MASK = "***"
_HUSHED = ("httpx", "httpcore", "telegram")
"""At INFO or DEBUG these write addresses with tokens, or whole messages."""


def masked(words: str) -> str:
    return _TOKEN.sub(_MASK, words)


class RedactingFilter(logging.Filter):
    """For handlers: a filter on a logger does not see what its children write."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(_message(record)), None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = masked("".join(traceback.format_exception(record.exc_info[1])).rstrip())
            record.exc_info = None
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True


def whereabouts(error: BaseException) -> str:
    """Where it was raised and of which kind it is, without its message, which may quote what somebody wrote."""
    return "".join((*traceback.format_tb(error.__traceback__), type(error).__name__))


def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor, to stand last before the renderer. Tracebacks are written out, without locals."""
    if exc_info := event.pop("exc_info", None):
        event["exception"] = "".join(traceback.format_exception(_error_of(exc_info))).rstrip()
    for key, value in event.items():
        event[key] = _redacted(value)
    return event


def install(handlers: Iterable[logging.Handler] | None = None) -> None:
    """Masks what these handlers write, or those of the root logger, and quiets the libraries that know tokens."""
    for handler in logging.getLogger().handlers if handlers is None else handlers:
        handler.addFilter(RedactingFilter())
    for name in _HUSHED:
        logging.getLogger(name).setLevel(logging.WARNING)


def _error_of(exc_info: Any) -> BaseException | None:
    """structlog, like logging, takes the error itself, its triple, or True for the one in hand."""
    match exc_info:
        case BaseException():
            return exc_info
        case (_, BaseException() as error, _):
            return error
        case _:
            return sys.exc_info()[1]


def _message(record: logging.LogRecord) -> str:
    """python-telegram-bot quotes as arguments what the server sent, people's words in it: without them."""
    if record.name.partition(".")[0] == "telegram":
        return str(record.msg)
    return record.getMessage()


def _redacted(value: Any) -> Any:
    match value:
        case str():
            return masked(value)
        case None | bool() | int() | float():
            return value
        case BaseException():
            return masked(repr(value))
        case Mapping():
            return {_redacted(key): _redacted(held) for key, held in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_redacted(held) for held in value]
        case _:
            shown = repr(value)
            return masked(shown) if _TOKEN.search(shown) else value
