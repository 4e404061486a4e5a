"""Telegram over the Bot API. python-telegram-bot serves as object model and HTTP client, nothing more."""

import os

# Spans of time as timedelta, which will be the library's only way; without it, it warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "1")
