"""`nhipdan` in a hurry, without the pace of sending, which has tests of its own: `python -m tests.faults.hurried run`.

Officers' answers can be taken back for a moment only: long enough for the process to be killed in it.
"""

from __future__ import annotations

import bot.world
from bot import accounts
from bot.channels.base import Channel, Limits
from bot.cli import main
from bot.settings import Settings
from domain.habits import Habits
from handlers.world import AccountKey

HURRIED = Limits(500.0, same_chat_gap=0.0, group_per_minute=10_000, group_gap=0.0, in_flight=12)
ANSWERS_WAIT = 3  # seconds
_open_channels, _habits_of = accounts.open_channels, bot.world.habits_of


def _open_hurried(settings: Settings) -> dict[AccountKey, Channel]:
    channels = _open_channels(settings)
    for channel in channels.values():
        channel.limits = HURRIED
    return channels


def _hurried_habits(settings: Settings) -> Habits:
    habits = _habits_of(settings)
    closing = habits.closing.model_copy(update={"answer_waits_seconds": ANSWERS_WAIT})
    return habits.model_copy(update={"closing": closing})


if __name__ == "__main__":
    accounts.open_channels = _open_hurried
    bot.world.habits_of = _hurried_habits
    main()
