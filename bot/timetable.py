"""The timetable: a few ticks. It wakes things up; what is to be done when is remembered in rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.files.fetcher import Fetcher
from handlers.clocks.warnings import warn_due
from handlers.figures.finding import keep_index
from handlers.figures.hot_spots import watch
from handlers.figures.office_digest import write_digests
from handlers.people.absence import keep_absences
from handlers.reports.reminders import fire_due, plan_commune
from handlers.rights.rights_desk import remind as remind_of_data_requests
from handlers.topics import tend
from handlers.vault.hiding import take_back_late
from handlers.vault.taking_in import take_in_those_left
from handlers.vault.vault_warnings import warn_readers
from handlers.world import World
from storage.database import Database

log = structlog.get_logger(__name__)

_REMIND_EVERY = 20  # seconds
_FETCH_EVERY = 2
_INDEX_EVERY = 5
_PLAN_EVERY = 3600
_TIDY_EVERY = 3600


class Timetable:
    """`on_work` is called when something was written into the outbox."""

    def __init__(
        self, world: World, database: Database, fetcher: Fetcher, clock: Clock, on_work: Callable[[], None]
    ) -> None:
        self._world = world
        self._database = database
        self._fetcher = fetcher
        self._clock = clock
        self._on_work = on_work
        self._scheduler = AsyncIOScheduler(timezone=world.zone)

    async def start(self) -> None:
        await self._guarded(self.take_in)()  # nobody goes unheard because one case is in the way
        await self.plan()
        for tick, every in (
            (self.remind, _REMIND_EVERY),
            (self._fetcher.fetch_some, _FETCH_EVERY),
            (self.index, _INDEX_EVERY),
            (self.plan, _PLAN_EVERY),
            (self.take_in, _TIDY_EVERY),
            (self.tidy, _TIDY_EVERY),
        ):
            self._every(tick, every)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _every(self, tick: Callable[[], Awaitable[object]], seconds: int) -> None:
        # A tick that was missed is not owed: the rows it looks at are still there.
        self._scheduler.add_job(
            self._guarded(tick),
            "interval",
            seconds=seconds,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    @staticmethod
    def _guarded(tick: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        async def guarded() -> None:
            try:
                await tick()
            except Exception:
                log.exception("tick.failed", tick=tick.__name__)

        return guarded

    async def remind(self) -> int:
        """Says what may be said unasked by now, and tells how many messages that were."""
        async with self._database.transaction() as memory:
            await keep_absences(self._world, memory, self._clock.now())
            await watch(self._world, memory, self._clock.now())
            await take_back_late(self._world, memory, self._clock.now())
            await write_digests(self._world, memory, self._clock.now())
            tended = await tend(self._world, memory, self._clock.now())
        await warn_due(self._world, self._database.transaction, self._clock.now())
        async with self._database.transaction() as memory:
            warned = await warn_readers(self._world, memory, self._clock.now())
        said = await fire_due(self._world, self._database.transaction, self._clock.now())
        if said or tended or warned:
            self._on_work()
        return said + warned

    async def index(self) -> None:
        """Takes up what was filed or changed since into what /tim looks in."""
        async with self._database.transaction() as memory:
            await keep_index(self._world, memory)

    async def plan(self) -> None:
        """Keeps the rows of the reminders ahead, for every commune."""
        for commune in self._world.plans:
            async with self._database.transaction() as memory:
                await plan_commune(self._world, memory, commune, self._clock.now())
                await remind_of_data_requests(self._world, memory, commune, self._clock.now())

    async def take_in(self) -> None:
        """Takes into the vault what is called a tố cáo and stands among the petitions, from before that was done at
        once."""
        async with self._database.transaction() as memory:
            taken = await take_in_those_left(self._world, memory, self._clock.now())
        if taken:
            log.info("vault.taken_in", cases=taken)
            self._on_work()

    async def tidy(self) -> None:
        """Forgets what was dealt with or held too long, and drafts that nobody came back to, with what a page quotes
        of them."""
        habits, now = self._world.habits, self._clock.now()
        async with self._database.transaction() as memory:
            memory.vault.erase_due(now)
            memory.inbox.forget_before(now - timedelta(days=habits.inbox.keep_ids_days))
            memory.undoing.forget_before(now - timedelta(minutes=habits.closing.undo_minutes))
            for dialog in await memory.dialogs.forget_before(now - timedelta(days=habits.drafts.keep_days)):
                memory.pages.forget_question(dialog)
        async with self._database.transaction() as memory:
            await memory.finding.rewrite()
        await self._database.forget_overwritten()
        await self._fetcher.shredder.shred()

    async def next_reminder_at(self) -> datetime | None:
        """When something becomes a nudge, or is said: the tick then may or may not have anything to say."""
        async with self._database.transaction() as memory:
            stores = (memory.reminders, memory.nudges, memory.clocks, memory.vault)
            moments = [await store.next_at() for store in stores]
        return min((moment for moment in moments if moment), default=None)
