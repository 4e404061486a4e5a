"""Addresses that open a chat with one of our accounts, made from how the account introduced itself."""

from __future__ import annotations

import json

from bot.channels.base import Channel
from handlers.world import AccountKey

_HERE = "PAYLOAD"


class LinkUnknown(LookupError):
    """The account has not introduced itself yet: it was never reached over the network."""


class LinkBook:
    """What links of each account look like, for one person and for a group."""

    def __init__(self) -> None:
        self._patterns: dict[AccountKey, dict[str, str]] = {}

    def learn(self, account: AccountKey, written: str) -> None:
        self._patterns[account] = json.loads(written)

    def knows(self, account: AccountKey) -> bool:
        return account in self._patterns

    def make(self, account: AccountKey, payload: str, group: bool) -> str:
        """Raises `LinkUnknown`."""
        try:
            pattern = self._patterns[account]["group" if group else "person"]
        except KeyError:
            raise LinkUnknown(f"{account[0]} account {account[1]!r} has not been reached yet") from None
        return pattern.replace(_HERE, payload)


async def introduction(channel: Channel) -> str:
    """How the account's links look, as it is kept. Raises `SendFailed` without network."""
    person = await channel.link(_HERE)
    group = await channel.link(_HERE, group=True)
    return json.dumps({"person": person, "group": group})
