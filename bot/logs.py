"""The log: one line an event, to stderr, with ids and no words of anybody."""

from __future__ import annotations

import logging
import sys

import structlog

from bot import redaction


def set_up(*, as_json: bool = False, level: int = logging.INFO) -> None:
    """`as_json` for collectors; otherwise lines for people."""
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(name)s %(message)s", force=True)
    for chatty in ("apscheduler", "yoyo"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    redaction.install()
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else _plain()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            redaction.redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _plain() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
