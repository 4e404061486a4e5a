"""The composition root: everything a running Nhịp Dân is made of, opened, run and closed in one place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from bot.channels.base import Accept, Arrival, Channel, ChannelStopped, InboxUnavailable, SendFailed, Why
from bot.clock import Clock
from bot.files.fetcher import Fetcher
from bot.hosting import Hosted, House
from bot.keys import Keys, keys_of
from bot.links import LinkBook, introduction
from bot.office import Office
from bot.papers.makers import MAKERS
from bot.papers.press import Press
from bot.reading.orphaned import check_orphans
from bot.sending.dispatcher import Dispatcher
from bot.sending.gate import Ledger
from bot.sending.outbox_store import StoredOutbox
from bot.settings import Settings
from bot.strongbox import tell_of_other_key
from bot.timetable import Timetable
from bot.vault import NeedsVault, StoredVault
from bot.words.i18n import MASTER, Words
from bot.words.menus import NumberedLists
from bot.words.render import Renderer
from bot.worker import Worker
from bot.world import build_world
from handlers.languages import LANGUAGES
from handlers.seeding import seed_units
from handlers.world import AccountKey, World
from storage.database import Database

log = structlog.get_logger(__name__)

_INTRODUCE_AGAIN = 15.0  # seconds


class AllStopped(Exception):
    """No account is left that could be heard: one line for the operator."""


@dataclass
class App:
    world: World
    database: Database
    channels: Mapping[AccountKey, Channel]
    worker: Worker
    dispatcher: Dispatcher
    timetable: Timetable
    fetcher: Fetcher
    links: LinkBook
    words: Words
    clock: Clock
    files: Path
    keys: Keys

    async def run(self) -> None:
        """Until `stop()`, or until no account can be heard any more: then it raises `AllStopped`."""
        await self.timetable.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                background = [tasks.create_task(self._introduce(channel)) for channel in self.channels.values()]
                listening = [tasks.create_task(self._listen(channel)) for channel in self.channels.values()]
                working = [tasks.create_task(self.worker.run()), tasks.create_task(self.dispatcher.run())]
                tasks.create_task(self._watch(listening))
                await asyncio.wait(working)
                for task in (*background, *listening):
                    task.cancel()
        except ExceptionGroup as group:  # not `except*`: what is raised in it comes out wrapped from Python 3.11.2
            stopped, others = group.split(AllStopped)
            if stopped is None or others is not None:
                raise
            raise AllStopped(str(stopped.exceptions[0])) from None
        finally:
            self.timetable.stop()

    def stop(self) -> None:
        """Nothing new is begun; what is in hand is finished."""
        self.worker.stop()
        self.dispatcher.stop()

    async def _listen(self, channel: Channel) -> str:
        """Tells why it ended: only a stopped account ends by itself."""
        try:
            await channel.listen(self._accept_for(channel))
        except ChannelStopped as stopped:
            if len(self.channels) > 1:  # the others go on; where it is the only one, `AllStopped` says it
                log.error("channel.stopped", channel=channel.name, account=channel.account, why=str(stopped))
            return f"{channel.name} account {channel.account!r}: {stopped}"
        return ""

    async def _watch(self, listening: Sequence[asyncio.Task[str]]) -> None:
        reasons = [await task for task in listening]
        if reasons and all(reasons):
            raise AllStopped("; ".join(reasons))

    def _accept_for(self, channel: Channel) -> Accept:
        async def accept(arrivals: Sequence[Arrival]) -> None:
            try:
                async with self.database.transaction() as memory:
                    memory.inbox.accept(arrivals, self.clock.now())
            except Exception as error:
                raise InboxUnavailable(type(error).__name__) from error
            self.worker.poke()

        return accept

    async def _introduce(self, channel: Channel) -> None:
        """Learns what links to the account look like, and gives everybody the citizens' menu."""
        told = ""
        while True:
            try:
                written = await introduction(channel)
                await self._offer_commands(channel)
                break
            except SendFailed as failed:
                if failed.why is Why.STOPPED:
                    return  # whoever listens tells it
                if failed.detail != told:  # not four times a minute until an admin consents
                    told = failed.detail
                    log.warning("channel.not_reached", channel=channel.name, account=channel.account, why=told)
                await asyncio.sleep(_INTRODUCE_AGAIN)
        self.links.learn((channel.name, channel.account), written)
        async with self.database.transaction() as memory:
            memory.people.note_account(channel.name, channel.account, written, self.clock.now())

    async def _offer_commands(self, channel: Channel) -> None:
        menu = self.world.commands.menu((), "")
        for language in ("", *LANGUAGES):
            spoken = [(name, self.world.plain(what, language or MASTER)) for name, what in menu.commands]
            await channel.offer_commands(None, language, spoken)


@asynccontextmanager
async def open_app(
    settings: Settings, channels: Mapping[AccountKey, Channel], clock: Clock, words: Words
) -> AsyncIterator[App]:
    """Everything opened and, at the end, closed. Raises `PlanProblems`, `SettingsWrong`, `DatabaseUnusable`."""
    links, keys = LinkBook(), keys_of(settings)
    world = build_world(settings, words, links)
    async with AsyncExitStack() as last, AsyncExitStack() as first:
        for channel in channels.values():
            first.push_async_callback(channel.close)  # before the database: what it is just given, it may keep
        database = await Database.open(settings.database)
        last.push_async_callback(database.close)
        await _remember(database, world, links, clock, settings.plans, channels)
        await tell_of_other_key(database, world.vault)
        for channel in channels.values():
            if isinstance(channel, NeedsVault):
                channel.use(StoredVault(database, keys, channel.name, channel.account), clock)
            if isinstance(channel, Hosted):
                channel.move_in(House(world, database, words, clock, keys))
        office = Office(world, database, clock, channels)
        lists = NumberedLists(words, database, clock, timedelta(hours=world.habits.menus.valid_hours))
        press = Press(MAKERS, world, database, words, settings.files, clock)
        dispatcher = Dispatcher(
            channels,
            StoredOutbox(database, clock),
            Renderer(words, database, settings.files, channels, lists, press, world.vault),
            clock,
            on_gone=office.on_gone,
            on_alarm=office.on_alarm,
            on_settled=office.on_settled,
            gate=Ledger(database, clock, world.zone, office.on_scarce),
        )
        worker = Worker(world, database, channels, words, clock, dispatcher.poke)
        fetcher = Fetcher(database, channels, settings.files, clock, world)
        fetcher.sweep()
        timetable = Timetable(world, database, fetcher, clock, dispatcher.poke)
        yield App(
            world,
            database,
            channels,
            worker,
            dispatcher,
            timetable,
            fetcher,
            links,
            words,
            clock,
            settings.files,
            keys,
        )


async def _remember(
    database: Database,
    world: World,
    links: LinkBook,
    clock: Clock,
    plans: Path,
    channels: Mapping[AccountKey, Channel],
) -> None:
    """The plans' units become the communes' units; what links look like is known from last time. Raises
    `PlanProblems`."""
    async with database.transaction() as memory:
        await check_orphans(world, memory, plans)
        for account, communes in world.accounts.items():
            pushes = account not in channels or channels[account].caps.pushes
            memory.accounts.serve(*account, communes, pushes=pushes)
            written = await memory.accounts.address(*account)
            if written:
                links.learn(account, written)
        for commune in world.plans:
            await seed_units(world, memory, commune, clock.now())
