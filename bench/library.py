"""The peer that stores nothing: python-telegram-bot's own application with a trivial handler."""

from __future__ import annotations

import json
from typing import Any

from telegram import Bot, Update, User
from telegram.ext import Application, MessageHandler, filters

from bench.figures import Pace, Stopwatch
from bench.office import FIRST_CITIZEN, TOKEN
from bench.payloads import said

UPDATES = 2000


async def bare_application() -> Pace:
    """Decoding included, as in a turn of ours."""
    seen = []

    async def handle(update: Update, context: Any) -> None:
        seen.append(update.update_id)

    application = Application.builder().token(TOKEN).updater(None).build()
    application.add_handler(MessageHandler(filters.TEXT, handle))
    _introduce(application.bot)
    application._initialized = True
    raw = [said(FIRST_CITIZEN, "Đèn đường hỏng").raw for _ in range(UPDATES)]
    watch = Stopwatch()
    for one in raw:
        with watch:
            await application.process_update(Update.de_json(json.loads(one), application.bot))
    assert len(seen) == UPDATES
    return Pace(watch.seconds)


def _introduce(bot: Bot) -> None:
    """What the bot would have asked the network for."""
    bot._bot_user = User(4242, "Bench", is_bot=True, username="bench_bot")
    bot._initialized = True
