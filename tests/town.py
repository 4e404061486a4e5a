"""A town for the stories: the whole bot against the sandbox over loopback HTTP, with a clock and a chance of its own.

Codes and invitations come out the same every time, so that a story can be kept as a text and read by an official.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.accounts import open_channels
from bot.app import App, open_app
from bot.demo.quiet import settled
from bot.i18n import Words
from bot.settings import Settings
from bot.world import TELEGRAM
from domain.people import Member, Role
from handlers.invitations import invite_one
from handlers.links import COMMUNE, payload
from sandbox.app import create_app
from sandbox.control import acting, bodies
from sandbox.server import serve
from sandbox.telegram.model import Message, Standing
from sandbox.world import World as Sandbox

TOKEN = "4242:a-token-of-the-stories-and-nothing-else"
ACCOUNT = "main"
BOT = "thu_bot"


class StoryClock:
    """Stands still until it is moved, so that every message has a known time."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def move_to(self, moment: datetime) -> None:
        self._moment = moment


class StoryTimekeeper:
    """The sandbox's dates go with the story's clock."""

    timezone = "Asia/Ho_Chi_Minh"

    def __init__(self, clock: StoryClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    async def move_to(self, moment: datetime) -> dict[str, Any]:
        self._clock.move_to(moment)
        return {}

    async def step(self, name: str) -> dict[str, Any]:
        raise NotImplementedError(name)


def chance() -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    numbers = count(1)
    return lambda size: hashlib.sha256(f"story {next(numbers)}".encode()).digest()[:size]


@dataclass
class Person:
    town: Town
    id: int
    name: str
    group: int | None = None
    read: int = 0  # the last message of the chat that was looked at

    def in_group(self, group: int) -> Person:
        return replace(self, group=group)

    async def says(self, text: str, *, reply_to: int | None = None) -> list[Message]:
        return await self._send(text=text, reply_to=reply_to)

    async def sends(self, **thing: Any) -> list[Message]:
        """photo=True, document=True, voice=True, sticker=True, location={…}, caption=…, file_name=…, album=[…]"""
        return await self._send(**thing)

    async def starts(self, carried: str = "") -> list[Message]:
        body = bodies.Start(bot=BOT, person=self.id, payload=carried, group=self.group)
        return await self.town.after(self, lambda: acting.start(self.town.sandbox, body))

    async def presses(self, label: str, message: Message | None = None) -> list[Message]:
        """The newest button whose label holds these words. Fails where there is none."""
        found = self.town.button(self, label, message)
        body = bodies.PressButton(bot=BOT, person=self.id, chat=self.group, message_id=found[0], data=found[1])
        return await self.town.after(self, lambda: acting.press(self.town.sandbox, body))

    async def _send(self, **thing: Any) -> list[Message]:
        body = bodies.Send(bot=BOT, person=self.id, chat=self.group, **thing)
        return await self.town.after(self, lambda: acting.send(self.town.sandbox, body))

    @property
    def messages(self) -> list[Message]:
        return list(self.town.chat_of(self).messages.values())

    @property
    def heard(self) -> list[str]:
        """Everything the bot has said here."""
        return [message.words for message in self.messages if self.town.is_bots(message)]

    @property
    def last(self) -> str:
        return self.heard[-1] if self.heard else ""


@dataclass
class Town:
    app: App
    sandbox: Sandbox
    clock: StoryClock
    people: list[Person] = field(default_factory=list)

    async def person(self, name: str, *, language: str = "vi") -> Person:
        body = bodies.NewPerson(first_name=name, language_code=language)
        person = Person(self, acting.add_person(self.sandbox, body)["id"], name)
        self.people.append(person)
        return person

    async def citizen(self, name: str, commune: str, *, language: str = "vi") -> Person:
        person = await self.person(name, language=language)
        await person.starts(payload(COMMUNE, commune))
        return person

    async def member(self, name: str, commune: str, role: Role, unit: str) -> Person:
        person = await self.person(name)
        await person.starts(await self.invitation(Member(commune, unit, role)))
        return person

    async def group(self, title: str, owner: Person, member: Member, *others: Person) -> Person:
        """The owner, speaking in a new group of that unit."""
        chat = acting.add_group(
            self.sandbox,
            bodies.NewGroup(title=title, members=[one.id for one in others], admins=[owner.id], type="supergroup"),
        )["id"]
        in_group = owner.in_group(chat)
        self.people.append(in_group)
        bot = self.sandbox.bot_named(BOT)
        assert bot
        self._chat(chat).members[bot.id] = Standing.ADMINISTRATOR
        await in_group.starts(await self.invitation(member, group=True))
        return in_group

    async def invitation(self, member: Member, *, group: bool = False) -> str:
        async with self.app.database.transaction() as memory:
            invited = invite_one(
                self.app.world, memory, (TELEGRAM, ACCOUNT), member, self.clock.now(), group=group, by=None
            )
        return parse_qs(urlsplit(invited.link).query)["startgroup" if group else "start"][0]

    async def goes_to(self, moment: datetime) -> list[datetime]:
        """Moves the clock, stopping at every reminder on the way; tells at which."""
        stops = []
        while (due := await self.app.timetable.next_reminder_at()) and due <= moment:
            self.clock.move_to(max(due, self.clock.now()))
            await self.app.timetable.remind()
            await settled(self.app)
            if await self.app.timetable.next_reminder_at() == due:
                break
            stops.append(self.clock.now())
        self.clock.move_to(max(moment, self.clock.now()))
        await self.app.timetable.remind()
        await settled(self.app)
        return stops

    async def after(self, person: Person, act: Callable[[], Any]) -> list[Message]:
        """Does something in the sandbox, lets the bot finish, and gives what it then said to this person."""
        chat = self.chat_of(person)
        before = set(chat.messages)
        act()
        await self.quiet()
        return [m for number, m in chat.messages.items() if number not in before and self.is_bots(m)]

    async def quiet(self) -> None:
        """Until the bot has fetched everything, answered everything and said everything."""
        bot = self.sandbox.bot_named(BOT)
        assert bot
        while bot.queue.waiting():
            await asyncio.sleep(0.01)
        await settled(self.app)

    def chat_of(self, person: Person) -> Any:
        if person.group:
            return self._chat(person.group)
        bot = self.sandbox.bot_named(BOT)
        assert bot
        return self.sandbox.private_chat(bot, self.sandbox.people[person.id])

    def _chat(self, number: int) -> Any:
        return next(chat for chat in self.sandbox.chats() if chat.id == number)

    def is_bots(self, message: Message) -> bool:
        bot = self.sandbox.bot_named(BOT)
        return bot is not None and message.author is bot

    def button(self, person: Person, label: str, message: Message | None) -> tuple[int, str]:
        among = [message] if message else list(self.chat_of(person).messages.values())[::-1]
        for one in among:
            for row in one.buttons:
                for button in row:
                    if label in button["text"] and "callback_data" in button:
                        return one.id, button["callback_data"]
        raise AssertionError(f"no button {label!r} for {person.name}")


@asynccontextmanager
async def open_town(folder: Path, start: datetime, **settings: Any) -> AsyncIterator[Town]:
    clock = StoryClock(start)
    sandbox = Sandbox(timekeeper=StoryTimekeeper(clock))
    sandbox.add_bot(TOKEN, BOT, "Nhịp Dân")
    sandbox.switches.limits = False  # pacing has tests of its own; stories should not wait for it
    async with serve(create_app(sandbox)) as address:
        given = {"telegram_token": TOKEN, "telegram_base_url": address, "data": folder, **settings}
        ready = Settings.model_validate(given)
        channels = open_channels(ready)
        for channel in channels.values():
            channel.limits = replace(
                channel.limits, per_second=500.0, same_chat_gap=0.0, group_per_minute=10_000, group_gap=0.0
            )
        async with open_app(ready, channels, clock, Words.load(strict=True)) as app:
            object.__setattr__(app.world, "random", chance())
            running = asyncio.create_task(app.run())
            try:
                while not app.links.knows((TELEGRAM, ACCOUNT)):
                    await asyncio.sleep(0.01)
                    if running.done():
                        running.result()
                yield Town(app, sandbox, clock)
            finally:
                app.stop()
                await running
