"""Telegram over the Bot API. python-telegram-bot serves as object model and HTTP client, nothing more."""
