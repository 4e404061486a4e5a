"""A scripted crowd: people of two communes who go on with their business whatever happens to the bot.

Each waits for what the bot must say before doing the next thing, as people do, and does nothing twice: so every one
of their messages must have exactly one effect.
"""

from __future__ import annotations

import base64
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bot.words.i18n import Words
from domain.language.text import Text
from sandbox.control import acting, bodies
from sandbox.telegram.model import Message
from tests.faults.conftest import Telegram, until

BOT = "thu_bot"


@cache
def spoken(key: str, **gaps: str) -> str:
    return Words.load().plain(Text(key, **gaps))


@dataclass(eq=False)
class Somebody(ABC):
    """A person in a private chat with the bot, come by a link that carries `carried`."""

    telegram: Telegram
    name: str
    carried: str
    id: int = field(init=False)

    def __post_init__(self) -> None:
        self.id = acting.add_person(self.telegram.world, bodies.NewPerson(first_name=self.name))["id"]

    @abstractmethod
    async def acts(self) -> None: ...

    def starts(self) -> None:
        acting.start(self.telegram.world, bodies.Start(bot=BOT, person=self.id, payload=self.carried))

    def sends(self, **thing: Any) -> None:
        acting.send(self.telegram.world, bodies.Send(bot=BOT, person=self.id, **thing))

    async def presses(self, pattern: str, *, beside: str = "", which: int = 0) -> str:
        """Waits for a button whose data looks like this, in a message with those words; tells the data."""
        await until(lambda: self.buttons(pattern, beside))
        found = self.buttons(pattern, beside)
        message, data = found[which % len(found)]
        acting.press(
            self.telegram.world, bodies.PressButton(bot=BOT, person=self.id, message_id=message.id, data=data)
        )
        return data

    def buttons(self, pattern: str, beside: str = "") -> list[tuple[Message, str]]:
        return [
            (message, button["callback_data"])
            for message in self.heard(beside)
            for row in message.buttons
            for button in row
            if re.search(pattern, button.get("callback_data", ""))
        ]

    def heard(self, words: str = "") -> list[Message]:
        """What the bot said with these words."""
        world = self.telegram.world
        chat = world.private_chat(self.telegram.bot, world.people[self.id])
        return [m for m in chat.messages.values() if m.author is self.telegram.bot and words in m.words]

    def receipts(self) -> int:
        """Messages that offer a code to copy."""
        return sum("copy_text" in button for m in self.heard() for row in m.buttons for button in row)


@dataclass(eq=False)
class Citizen(Somebody):
    """Tells one story that nobody else tells, and gets its code."""

    story: str

    async def acts(self) -> None:
        self.starts()
        self.sends(text=self.story)
        await self.presses(":sure:yes$", beside=self.story)
        await until(self.receipts)


@dataclass(eq=False)
class Officer(Somebody):
    """Takes some of the petitions and answers each in words that nobody else uses: `answers` by story."""

    answers: dict[str, str]

    async def acts(self) -> None:
        self.starts()
        for story, answer in self.answers.items():
            code = (await self.presses(":take:", beside=story)).split(":")[1]
            await until(lambda story=story: self._taken(story))  # type: ignore[misc]
            self.sends(text=f"/traloi {code} {answer}")
            await until(lambda code=code: self.heard(spoken("triage.done_answer", code=code, unit="")))  # type: ignore[misc]

    def _taken(self, story: str) -> bool:
        """A card said twice shows the old state in one of its places."""
        return any(message.buttons and ":take:" not in str(message.buttons) for message in self.heard(story))


@dataclass(eq=False)
class Clerk(Somebody):
    """Hands in one report, as a file that nobody else sends."""

    paper: bytes
    which: int

    async def acts(self) -> None:
        self.starts()
        await self.presses("^n:", which=self.which)
        await until(lambda: self.buttons(":paper:"))
        self.sends(document="bao-cao.pdf", file_base64=base64.b64encode(self.paper).decode())
        await until(self.receipts)


@dataclass
class Crowd:
    citizens: list[Citizen]
    officers: list[Officer]
    clerks: list[Clerk]
