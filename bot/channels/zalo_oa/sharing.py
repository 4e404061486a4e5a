"""Several Official Accounts behind one app: its events come to one address, whichever of the accounts they are for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.channels.zalo_oa.channel import ZaloOaChannel


def share_apps(channels: Iterable[ZaloOaChannel]) -> None:
    """Each hands the others what is theirs. Accounts that share an app have numbers."""
    families: dict[str, list[ZaloOaChannel]] = defaultdict(list)
    for channel in channels:
        families[channel.app_id].append(channel)
    for family in families.values():
        numbers = {number: name for channel in family for number, name in channel.numbers.items()}
        receivers = {channel.account: channel.receiver for channel in family}
        for channel in family:
            channel.numbers, channel.receiver.others = numbers, receivers
