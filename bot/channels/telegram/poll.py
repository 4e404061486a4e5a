"""Long polling of our own: the next offset is given only after the batch before it is committed to the inbox.

The library's own poller confirms before anything is processed, and decodes inside, so that one bad update stops
all the others. Raw, each update is decoded later and alone. The offset is never stored: starting at 0 the server
repeats what is unconfirmed, and the inbox's key drops repeats.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.channels.base import Accept, ChannelStopped
from bot.channels.telegram.errors import detail, seconds
from bot.channels.telegram.intake import KINDS, arrival
from bot.sending.backoff import backoff

log = structlog.get_logger(__name__)

LONGEST_WAIT = 50
"""Seconds the server holds an empty poll open at most."""

_MARGIN = 10.0


async def poll(
    bot: Bot,
    account: str,
    accept: Accept,
    *,
    wait: int = LONGEST_WAIT,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Receives for ever. Raises `ChannelStopped` when the token is wrong or was revoked."""
    warnings.filterwarnings("ignore", r"Please use 'Bot\.", PTBUserWarning)
    offset, failures = 0, 0
    while True:
        try:
            if batch := await _fetch(bot, offset, wait):
                await accept([arrival(account, update) for update in batch])
                offset = batch[-1]["update_id"] + 1
            failures = 0
        except (InvalidToken, EndPointNotFound):
            # Without the cause: the library quotes the token in it.
            raise stopped(account) from None
        except Exception as error:  # whatever it is: a poller that ends hears nobody any more
            failures += 1
            _report(account, error)
            await sleep(_pause(error, failures))


def stopped(account: str) -> ChannelStopped:
    return ChannelStopped(f"Telegram refuses the token of account {account!r}: it is wrong or was revoked.")


async def _fetch(bot: Bot, offset: int, wait: int) -> list[dict[str, Any]]:
    asked = {"offset": offset, "timeout": wait, "allowed_updates": KINDS}
    batch: list[dict[str, Any]] = await bot.do_api_request(
        "getUpdates", api_kwargs=asked, read_timeout=wait + _MARGIN
    )
    return batch


def _pause(error: Exception, failures: int) -> float:
    """At least 2 s: the same offset again within 0.5 s would get one update at a time."""
    return seconds(error.retry_after) if isinstance(error, RetryAfter) else backoff(failures)


def _report(account: str, error: Exception) -> None:
    if isinstance(error, Conflict):
        log.error("telegram.someone_else_polls", account=account, detail=detail(error))
    elif isinstance(error, TelegramError):
        log.warning("telegram.poll_failed", account=account, detail=detail(error))
    else:
        log.error("telegram.inbox_unavailable", account=account, error=type(error).__name__)
