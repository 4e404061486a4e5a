"""`nhipdan` without the pace of sending, which has tests of its own: `python -m tests.faults.hurried run`."""

from __future__ import annotations

from bot import accounts
from bot.channels.base import Channel, Limits
from bot.cli import main
from bot.settings import Settings
from handlers.world import AccountKey

HURRIED = Limits(500.0, same_chat_gap=0.0, group_per_minute=10_000, group_gap=0.0, in_flight=12)
_open_channels = accounts.open_channels


def _open_hurried(settings: Settings) -> dict[AccountKey, Channel]:
    channels = _open_channels(settings)
    for channel in channels.values():
        channel.limits = HURRIED
    return channels


if __name__ == "__main__":
    accounts.open_channels = _open_hurried
    main()
