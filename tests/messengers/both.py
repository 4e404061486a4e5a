"""A town where people have Telegram and one of Zalo's interfaces: what is done goes through the first, unless the town
is looked at `through` the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.channels.base import Channel
from sandbox.world import World as Sandbox
from tests.messengers.telegram import Telegram
from tests.messengers.zalo import ZaloBot, ZaloOa

if TYPE_CHECKING:
    from tests.town import Person, Town


class Both(Telegram):
    """Implements `Messenger`."""

    def __init__(self, zalo: ZaloBot | ZaloOa) -> None:
        super().__init__()
        self.zalo = zalo

    def settle(self, sandbox: Sandbox, own: str) -> None:
        super().settle(sandbox, own)
        self.zalo.settle(sandbox, own)

    def settings(self, address: str, folder: Path) -> dict[str, Any]:
        return super().settings(address, folder) | self.zalo.settings(address, folder)

    def loosen(self, channel: Channel) -> None:
        if channel.name == self.zalo.channel:
            self.zalo.loosen(channel)

    @asynccontextmanager
    async def served(self, town: Town) -> AsyncIterator[None]:
        async with self.zalo.served(town):
            yield

    def closed(self) -> None:
        self.zalo.closed()

    def at_rest(self, sandbox: Sandbox) -> bool:
        return super().at_rest(sandbox) and self.zalo.at_rest(sandbox)


def through(person: Person, zalo: ZaloBot | ZaloOa) -> Person:
    """The same human being in their chat on Zalo."""
    return replace(person, town=replace(person.town, messenger=zalo))
