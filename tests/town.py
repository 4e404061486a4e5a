"""A town for the stories: the whole bot against the sandbox over loopback HTTP, with a clock and a chance of its own.

Codes and invitations come out the same every time, so that a story can be kept as a text and read by an official.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App
from bot.settings import Settings
from domain.people.roles import Member, Role
from handlers.people.invitations import invite_one
from handlers.people.links import COMMUNE, payload
from sandbox.app import create_app
from sandbox.control import acting, bodies
from sandbox.server import serve
from sandbox.telegram.model import Chat, Message, Standing
from sandbox.world import World as Sandbox
from tests.messengers import Messenger
from tests.messengers.telegram import BOTS, MAIN, OWN, Telegram
from tests.running_bot import STEP, StoryClock, chance, idle, running

__all__ = ["BOTS", "MAIN", "OWN", "Person", "Town", "open_town"]
_PATIENCE = 20.0  # seconds after which a town that does not come to rest is broken
_MOMENT = timedelta(seconds=5)
_ANSWERS_WAIT = timedelta(seconds=60)


@dataclass
class Person:
    """Somebody in one of their chats: with one of our accounts, or in a group, or in a topic of it."""

    town: Town
    id: int
    name: str
    group: int | None = None
    account: str = MAIN
    topic: int | None = None

    @property
    def bot(self) -> str:
        return BOTS[self.account]

    def in_group(self, group: int) -> Person:
        return replace(self, group=group)

    def in_topic(self, name: str) -> Person:
        """The newest of the group's whose name holds these words."""
        topics = reversed(self.town.chat_of(self).topics.values())
        return replace(self, topic=next(topic.id for topic in topics if name in topic.name))

    async def says(self, text: str, *, reply_to: int | None = None) -> list[Message]:
        return await self.sends(text=text, reply_to=reply_to)

    async def sends(self, **thing: Any) -> list[Message]:
        """photo=True, document=True, voice=True, sticker=True, location={…}, caption=…, file_name=…, album=[…]"""
        return await self.town.after(self, lambda: self.town.messenger.send(self, **thing))

    async def starts(self, carried: str = "") -> list[Message]:
        return await self.town.after(self, lambda: self.town.messenger.start(self, carried))

    async def presses(self, label: str, within: str = "") -> list[Message]:
        """The newest choice whose label holds these words, in a message that holds `within`. Fails where there is
        none."""
        return await self.town.after(self, lambda: self.town.messenger.choose(self, label, within))

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
    """`app` is there while the bot runs: between `opens` and `closes`."""

    settings: Settings
    sandbox: Sandbox
    clock: StoryClock
    messenger: Messenger = field(default_factory=Telegram)
    people: list[Person] = field(default_factory=list)
    random: Callable[[int], bytes] = field(default_factory=chance)
    holds_answers: bool = False  # what can be taken back goes only when the clock is moved
    _running: AsyncExitStack | None = None
    _app: App | None = None

    @property
    def app(self) -> App:
        assert self._app, "the bot is closed"
        return self._app

    @property
    def is_open(self) -> bool:
        return self._app is not None

    async def opens(self) -> None:
        """Starts the bot on what it remembers; what came meanwhile is dealt with."""
        self._running = AsyncExitStack()
        self._app = await self._running.enter_async_context(
            running(self.settings, self.clock, self.random, self.messenger.loosen)
        )
        await self._app.timetable.remind()
        await self.quiet()

    async def closes(self) -> None:
        if self._running:
            await self._running.aclose()
            self.messenger.closed()
        self._running = self._app = None

    async def person(self, name: str, *, language: str = "vi", account: str = MAIN) -> Person:
        body = bodies.NewPerson(first_name=name, language_code=language)
        person = Person(self, acting.add_person(self.sandbox, body)["id"], name, account=account)
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

    async def group(
        self,
        title: str,
        owner: Person,
        member: Member,
        *others: Person,
        kind: str = "supergroup",
        forum: bool = False,
    ) -> Person:
        """The owner, speaking in a new group of that unit; a `forum` has topics."""
        chat = self.add_group(title, owner, *others, kind=kind, forum=forum)
        in_group = owner.in_group(chat.id)
        self.people.append(in_group)
        await in_group.starts(await self.invitation(member, group=True))
        return in_group

    def add_group(
        self,
        title: str,
        owner: Person,
        *others: Person,
        kind: str = "supergroup",
        with_bot: bool = True,
        forum: bool = False,
    ) -> Chat:
        """Where the bot is in it, it is an admin, and was not told."""
        members = [one.id for one in others]
        body = bodies.NewGroup.model_validate(
            {"title": title, "members": members, "admins": [owner.id], "type": kind, "forum": forum}
        )
        chat = self._chat(acting.add_group(self.sandbox, body)["id"])
        bot = self.sandbox.bot_named(owner.bot)
        assert bot
        if with_bot:
            chat.members[bot.id] = Standing.ADMINISTRATOR
        return chat

    async def invitation(self, member: Member, *, group: bool = False, account: str = MAIN) -> str:
        """What an invitation's link carries."""
        async with self.app.database.transaction() as memory:
            invited = invite_one(
                self.app.world,
                memory,
                (self.messenger.channel, account),
                member,
                self.clock.now(),
                group=group,
                by=None,
            )
        return self.messenger.carried(invited.link)

    async def goes_to(self, moment: datetime) -> list[datetime]:
        """Moves the clock, stopping at every reminder on the way; tells at which."""
        stops = []
        while (due := await self.next_reminder()) and due <= moment:
            await self._passes(max(due, self.clock.now()))
            if await self.next_reminder() == due:
                break
            stops.append(self.clock.now())
        await self._passes(max(moment, self.clock.now()))
        return stops

    async def next_reminder(self) -> datetime | None:
        return await self.app.timetable.next_reminder_at()

    async def goes_to_next_reminder(self) -> None:
        """To the next moment at which something is said unasked."""
        while due := await self.next_reminder():
            if await self._passes(max(due, self.clock.now())):
                return
            assert await self.next_reminder() != due, f"what is due at {due} is not said"
        raise AssertionError("no reminder is planned")

    async def _passes(self, moment: datetime) -> int:
        await self.clock.move_to(moment)
        said = await self.app.timetable.remind()
        await self.quiet()
        return said

    async def after(self, person: Person, act: Callable[[], Any]) -> list[Message]:
        """Does something in the sandbox, lets the bot finish, and gives what it then said to this person."""
        before = {id(message) for message in self.messenger.heard(person)}
        act()
        await self.quiet()
        return [message for message in self.messenger.heard(person) if id(message) not in before]

    async def quiet(self) -> None:
        """Until the bot has fetched everything, answered everything and said everything. At once if it is closed."""
        if self._app is None:
            return
        async with asyncio.timeout(_PATIENCE):
            while not (self.messenger.at_rest(self.sandbox) and await self._idle(self._app)):
                await asyncio.sleep(STEP)
                await self._let_files_come(self._app)

    async def _idle(self, app: App) -> bool:
        """An answer that can still be taken back may wait longer than a moment, where the story `holds_answers`."""
        if await idle(app):
            return True
        async with app.database.transaction() as memory:
            heard, said = await memory.inbox.counts(), await memory.outbox.counts()
            due = await memory.outbox.next_due_at()
        busy = heard.get("waiting") or said.get("leased") or app.dispatcher.is_sending
        return self.holds_answers and not busy and due is not None and due > self.clock.now() + _MOMENT

    async def _let_files_come(self, app: App) -> None:
        """What waits for a file on its way, or can still be taken back, is tried again when it is due, and the story's
        clock stands still."""
        async with app.database.transaction() as memory:
            due = await memory.outbox.next_due_at()
        patience = _MOMENT if self.holds_answers else _ANSWERS_WAIT
        if due and self.clock.now() < due <= self.clock.now() + patience:
            await app.fetcher.fetch_some()
            await self.clock.move_to(due)

    def chat_of(self, person: Person) -> Chat:
        if person.group:
            return self._chat(person.group)
        bot = self.sandbox.bot_named(person.bot)
        assert bot
        return self.sandbox.private_chat(bot, self.sandbox.people[person.id])

    def _chat(self, number: int) -> Chat:
        return next(chat for chat in self.sandbox.chats() if chat.id == number)

    def is_bots(self, message: Message) -> bool:
        return message.author in self.sandbox.bots.values()

    def button(self, person: Person, label: str, message: Message | None) -> tuple[int, str]:
        """(message, data) of the newest button with this label, or else of the newest whose label holds it."""
        among = [message] if message else self.chat_of(person).messages.values().__reversed__()
        buttons = [(one.id, b) for one in among for row in one.buttons for b in row if "callback_data" in b]
        exact = [(number, b["callback_data"]) for number, b in buttons if b["text"] == label]
        near = [(number, b["callback_data"]) for number, b in buttons if label in b["text"]]
        if not near:
            raise AssertionError(
                f"no button {label!r} for {person.name}; there are {[b['text'] for _, b in buttons]}"
            )
        return (exact or near)[0]


@asynccontextmanager
async def open_town(
    folder: Path, start: datetime, *, own: str = "", messenger: Messenger | None = None, **settings: Any
) -> AsyncIterator[Town]:
    """`own` is a commune that has an account for itself beside the common one; without a `messenger` it is
    Telegram."""
    spoken, clock = messenger or Telegram(), StoryClock(start)
    sandbox = Sandbox(timekeeper=clock)
    sandbox.switches.limits = False
    spoken.settle(sandbox, own)
    async with serve(create_app(sandbox)) as address:
        given = {"data": folder, "pdf": False, **spoken.settings(address, folder), **settings}
        town = Town(Settings.model_validate(given), sandbox, clock, spoken)
        async with spoken.served(town):
            await town.opens()
            try:
                yield town
            finally:
                await town.closes()
