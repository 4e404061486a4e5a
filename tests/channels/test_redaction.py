"""No token and nobody's words in any log line, whatever happens."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
import structlog
from pydantic import SecretStr

from bot import redaction
from bot.channels.base import Rendered, SendFailed
from bot.channels.telegram.channel import create
from tests.channels.conftest import TOKEN, Inbox, Stage

SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the whole process logs, at DEBUG, through the filter."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    redaction.install([handler])
    structlog.configure(
        processors=[structlog.processors.add_log_level, redaction.redact, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(written),
        cache_logger_on_first_use=False,
    )
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    structlog.reset_defaults()


async def test_sending_and_failing_in_every_way_shows_no_token_and_no_words(
    stage: Stage, log: io.StringIO
) -> None:
    faults: list[dict[str, object]] = [{"malformed": True}, {"close": "after"}, {"code": 401}, {"code": 502}, {}]
    for fault in faults:
        if fault:
            stage.fault(**fault)
        with suppress(SendFailed):
            await stage.channel.send(stage.at, Rendered("lời riêng của Lan"))
    stage.fault(method="getUpdates", malformed=True)
    with suppress(TimeoutError):
        async with asyncio.timeout(0.3):
            await stage.channel.listen(Inbox().accept)
    wrong = create(SecretStr("9" + TOKEN), "xa", base_url=stage.root)
    try:
        await wrong.listen(Inbox().accept)
    except Exception:
        logging.getLogger("bot").exception("stopped")
        structlog.get_logger().exception("stopped")
    await wrong.close()
    assert "stopped" in log.getvalue()
    assert "telegram.poll_failed" in log.getvalue()
    assert SECRET not in log.getvalue()
    assert "lời riêng" not in log.getvalue()


def test_other_libraries_addresses_and_errors_are_masked(log: io.StringIO) -> None:
    address = f"https://api.telegram.org/bot{TOKEN}/getMe"
    logging.getLogger("somebody").warning("GET %s", address)
    logging.getLogger("httpx").info("HTTP Request: POST %s", address)
    try:
        raise httpx.ConnectError(f"cannot reach {address}")
    except httpx.ConnectError as error:
        logging.getLogger("somebody").exception("failed: %s", error)
        structlog.get_logger().exception("failed", address=address, more={"urls": [address]}, error=error)
    shown = log.getvalue()
    assert SECRET not in shown
    assert shown.count("https://api.telegram.org/bot***/getMe") >= 6
    assert "HTTP Request" not in shown
    assert "Traceback" in shown


def test_what_the_library_quotes_from_the_server_is_left_out(log: io.StringIO) -> None:
    logging.getLogger("telegram.request.BaseRequest").error('Can not load invalid JSON data: "%s"', "lời của Lan")
    logging.getLogger("telegram.Bot").info("Getting updates: %s", ["lời của Lan"])
    assert "Can not load invalid JSON data" in log.getvalue()
    assert "Lan" not in log.getvalue()


@pytest.mark.parametrize("harmless", ["12:30:00", "P-0007", "https://example.vn/a:b", "123456:short", ""])
def test_what_is_no_token_stays(harmless: str) -> None:
    assert redaction.masked(harmless) == harmless
