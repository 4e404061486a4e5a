"""Fetching the files that people sent, after the turn: streamed to disk under the hash of their content."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import structlog

from bot.channels.base import Channel, SendFailed, Why
from bot.clock import Clock
from bot.files.folder import stored_at
from bot.files.looking import look
from bot.files.moving import Mover
from bot.files.sealed import SealedFetcher
from bot.files.shredder import Shredder
from domain.file_kinds import FileFault
from handlers import undelivered
from handlers.reports import paper_checks
from handlers.world import AccountKey, World
from storage.database import Database
from storage.messaging.files import KeptFile

log = structlog.get_logger(__name__)

_AT_ONCE = 4
PARTIAL = "part-"
"""How a file in the making is called; the next start removes those left."""


def _begin(folder: Path) -> tuple[int, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=PARTIAL)
    return handle, Path(name)


def _keep(partial: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    partial.replace(target)


class Fetcher:
    """`await fetch_some()` from the timetable; a file that cannot be had now is tried again, ever later."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[AccountKey, Channel],
        folder: Path,
        clock: Clock,
        world: World,
    ) -> None:
        self._database = database
        self._channels = channels
        self._folder = folder
        self._clock = clock
        self._world = world
        self._habits = world.habits.files
        self._sealed = SealedFetcher(database, channels, clock, world)
        self._mover = Mover(database, folder, world.vault, PARTIAL)
        self.shredder = Shredder(database, folder)

    def sweep(self) -> None:
        """Removes what a process that was killed had fetched by half: it is fetched anew. Before anything else."""
        for partial in self._folder.glob(f"{PARTIAL}*"):
            partial.unlink()

    async def fetch_some(self) -> int:
        """Fetches what waits, a few at a time, and tells how many were tried."""
        async with self._database.transaction() as memory:
            wanted = await memory.files.wanted(self._clock.now(), _AT_ONCE)
        await asyncio.gather(*(self._fetch(one) for one in wanted))
        return len(wanted) + await self._sealed.fetch_some() + await self._mover.move_some()

    async def _fetch(self, wanted: KeptFile) -> None:
        channel = self._channels.get((wanted.channel, wanted.account))
        if channel is None:
            return await self._give_up(wanted, "no such account")
        try:
            sha256, size, fault = await self._stream(channel, wanted)
        except SendFailed as failed:
            if failed.why is Why.REFUSED:  # gone, or too big for the platform to hand out
                return await self._give_up(wanted, failed.detail)
            return await self._later(wanted)
        except OSError as error:
            log.error("file.not_kept", file=wanted.id, problem=type(error).__name__)
            return await self._later(wanted)
        async with self._database.transaction() as memory:
            if fault:
                log.warning("file.refused", file=wanted.id, why=str(fault))
                memory.files.refused(wanted.id, sha256, size, fault)
                await paper_checks.refuse(self._world, memory, wanted, fault, self._clock.now())
            else:
                memory.files.kept(wanted.id, sha256, size)
                if paper_checks.is_report(wanted):
                    await paper_checks.take_in(self._world, memory, wanted, sha256, self._clock.now())

    async def _stream(self, channel: Channel, wanted: KeptFile) -> tuple[str, int, FileFault | None]:
        """(SHA-256, bytes, what is wrong with it). The file stands under its name only when it is whole, and a
        report's only when it is a paper; what is refused is not kept."""
        hashed, size = hashlib.sha256(), 0
        handle, partial = await asyncio.to_thread(_begin, self._folder)
        try:
            with os.fdopen(handle, "wb") as out:
                async for chunk in channel.download(wanted.file):
                    hashed.update(chunk)
                    size += len(chunk)
                    await asyncio.to_thread(out.write, chunk)
            fault = None
            if paper_checks.is_report(wanted):
                fault = await asyncio.to_thread(look, partial, wanted.file.name)
            if fault is None:
                await asyncio.to_thread(_keep, partial, stored_at(self._folder, hashed.hexdigest()))
        finally:
            await asyncio.to_thread(partial.unlink, missing_ok=True)
        return hashed.hexdigest(), size, fault

    async def _later(self, wanted: KeptFile) -> None:
        if wanted.attempts + 1 >= self._habits.attempts:
            return await self._give_up(wanted, "tried too often")
        wait = timedelta(seconds=self._habits.first_retry_seconds * 2**wanted.attempts)
        async with self._database.transaction() as memory:
            memory.files.later(wanted.id, self._clock.now() + wait)

    async def _give_up(self, wanted: KeptFile, why: str) -> None:
        log.warning("file.in_chat_only", file=wanted.id, why=why)
        channel = self._channels.get((wanted.channel, wanted.account))
        async with self._database.transaction() as memory:
            memory.files.in_chat_only(wanted.id)
            if channel is None or not channel.caps.resends:
                await undelivered.tell_file_lost(self._world, memory, wanted, self._clock.now())
