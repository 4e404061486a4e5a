"""Telegram in the sandbox: buttons, groups, links that carry something."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from bot.channels.base import Channel
from bot.world import TELEGRAM
from sandbox.control import acting, bodies
from sandbox.telegram.model import Message
from sandbox.world import World as Sandbox
from tests.messengers import Ability

if TYPE_CHECKING:
    from tests.town import Person, Town

MAIN, OWN = "main", "own"
BOTS = {MAIN: "thu_bot", OWN: "rieng_bot"}
"""The account that serves everybody, and the one that a commune may have for itself."""
TOKENS = {MAIN: "4242:a-token-of-the-stories-and-nothing-else", OWN: "4343:another-token-of-the-stories"}


class Telegram:
    """Implements `Messenger`."""

    channel = TELEGRAM
    able = frozenset(Ability)

    def __init__(self) -> None:
        self._own = ""

    def settle(self, sandbox: Sandbox, own: str) -> None:
        self._own = own
        for account in (MAIN, OWN) if own else (MAIN,):
            sandbox.add_bot(TOKENS[account], BOTS[account], "Nhịp Dân")

    def settings(self, address: str, folder: Path) -> dict[str, Any]:
        given: dict[str, Any] = {"telegram_token": TOKENS[MAIN], "telegram_base_url": address}
        if self._own:
            given["telegram_accounts"] = {OWN: {"token": TOKENS[OWN], "communes": [self._own]}}
        return given

    def loosen(self, channel: Channel) -> None:
        """Its pace is the town's."""

    @asynccontextmanager
    async def served(self, town: Town) -> AsyncIterator[None]:
        """It is polled."""
        yield

    def closed(self) -> None:
        """The next poll takes over."""

    def heard(self, person: Person) -> list[Any]:
        return [one for one in person.messages if person.town.is_bots(one)]

    def send(self, person: Person, **thing: Any) -> None:
        body = bodies.Send(bot=person.bot, person=person.id, chat=person.group, topic=person.topic, **thing)
        acting.send(person.town.sandbox, body)

    def start(self, person: Person, carried: str) -> None:
        body = bodies.Start(bot=person.bot, person=person.id, payload=carried, group=person.group)
        acting.start(person.town.sandbox, body)

    def choose(self, person: Person, label: str, within: str) -> None:
        number, data = person.town.button(person, label, _newest(person, within) if within else None)
        self.press(person, number, data)

    def press(self, person: Person, number: int, data: str) -> None:
        body = bodies.PressButton(
            bot=person.bot, person=person.id, chat=person.group, message_id=number, data=data
        )
        acting.press(person.town.sandbox, body)

    def block(self, person: Person, *, blocks: bool) -> None:
        body = bodies.BotAndPerson(bot=person.bot, person=person.id)
        (acting.block if blocks else acting.unblock)(person.town.sandbox, body)

    def carried(self, link: str) -> str:
        query = parse_qs(urlsplit(link).query)
        return (query.get("startgroup") or query["start"])[0]

    def at_rest(self, sandbox: Sandbox) -> bool:
        fetched = not any(bot.queue.waiting() for bot in sandbox.bots.values())
        return fetched and all(press.answered for press in sandbox.presses.values())


def _newest(person: Person, words: str) -> Message:
    return next(message for message in reversed(person.messages) if words in message.words)
