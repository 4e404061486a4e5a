"""Our accounts on the messengers, made from the settings."""

from __future__ import annotations

from bot.channels.base import Channel
from bot.settings import Settings
from bot.world import TELEGRAM
from handlers.world import AccountKey


def open_channels(settings: Settings) -> dict[AccountKey, Channel]:
    """Raises `ChannelStopped` for a token that cannot be one."""
    from bot.channels.telegram.channel import create  # heavy: not for commands that only read plans

    return {
        (TELEGRAM, name): create(
            account.token,
            name,
            base_url=settings.telegram_base_url,
            proxy=settings.telegram_proxy,
            webhook=settings.telegram_webhook_secret,
            per_second=settings.telegram_rate,
        )
        for name, account in settings.accounts().items()
    }
