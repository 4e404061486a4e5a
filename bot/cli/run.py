"""`nhipdan run`: the bot itself, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal

from bot.app import AllStopped, App, open_app
from bot.channels.base import ChannelStopped
from bot.cli.common import fail
from bot.clock import SystemClock
from bot.lock import AlreadyRunning, only_one
from bot.reading.plan_files import PlanProblems
from bot.settings import Settings, SettingsWrong, read_settings
from bot.words.i18n import Words
from storage.database import DatabaseUnusable

TROUBLE = 1  # exit status: the settings, the plans, the database or the token are wrong


def run() -> None:
    """Run the bot with the settings of the environment (NHIPDAN_…) until Ctrl-C or SIGTERM."""
    from bot import logs

    try:
        settings = read_settings()
        logs.set_up(as_json=settings.log_json)
        with only_one(settings.data):
            asyncio.run(_run(settings))
    except (SettingsWrong, PlanProblems, DatabaseUnusable, ChannelStopped, AllStopped, AlreadyRunning) as trouble:
        fail(str(trouble), TROUBLE)


async def _run(settings: Settings) -> None:
    from bot.accounts import open_channels
    from bot.web import serving

    channels = open_channels(settings)
    if not channels:
        raise SettingsWrong(
            "NHIPDAN_TELEGRAM_TOKEN is not set, no NHIPDAN_ZALO_… account, no NHIPDAN_ACCOUNTS and no NHIPDAN_WEB_FORM "
            "either: nobody to talk to"
        )
    async with (
        open_app(settings, channels, SystemClock(), Words.load()) as app,
        serving(app, settings),
    ):
        stop_on_signals(app)
        await app.run()


def stop_on_signals(app: App) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, app.stop)
