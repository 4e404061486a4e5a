"""Files of the vault: fetched into memory and kept locked in the database; never in the store of kept files."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol, runtime_checkable

import structlog

from bot.channels.base import Channel, Document, SendFailed, Why
from bot.clock import Clock
from domain.messaging.messages import Attachment, FileRef
from handlers.vault.sealing import file_of
from handlers.world import AccountKey, Strongbox, World
from storage.database import Database
from storage.privacy.vault import SealedFile

log = structlog.get_logger(__name__)

_BEING_FETCHED = 2.0  # seconds
_AT_ONCE = 2  # each is whole in memory


@runtime_checkable
class Discards(Protocol):
    """A channel whose files lie on our own disk until they are fetched."""

    async def discard(self, file: FileRef) -> None: ...


class SealedFetcher:
    """`await fetch_some()` from the timetable; a file that cannot be had now is tried again, ever later."""

    def __init__(
        self, database: Database, channels: Mapping[AccountKey, Channel], clock: Clock, world: World
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._world = world
        self._habits = world.habits.files

    async def fetch_some(self) -> int:
        """Fetches what waits, a few at a time, and tells how many were tried."""
        async with self._database.transaction() as memory:
            wanted = await memory.vault.wanted(self._clock.now(), _AT_ONCE)
        for one in wanted:
            await self._fetch(one)
        return len(wanted)

    async def _fetch(self, wanted: SealedFile) -> None:
        account, file = file_of(self._world, wanted)
        channel = self._channels.get(account)
        try:
            if channel is None:
                raise SendFailed(Why.REFUSED, "no such account")
            data = b"".join([chunk async for chunk in channel.download(file)])
        except SendFailed as failed:
            return await self._later(wanted, over=failed.why is Why.REFUSED)
        locked = await asyncio.to_thread(self._world.vault.locked_bytes, data, f"file:{wanted.id}")
        async with self._database.transaction() as memory:
            memory.vault.fetched(wanted.id, locked)
        if isinstance(channel, Discards):
            await channel.discard(file)

    async def _later(self, wanted: SealedFile, *, over: bool) -> None:
        """What cannot be had stays with the messenger alone."""
        over = over or wanted.attempts + 1 >= self._habits.attempts
        wait = timedelta(seconds=self._habits.first_retry_seconds * 2**wanted.attempts)
        if over:
            log.warning("sealed_file.in_chat_only", file=wanted.id)
        async with self._database.transaction() as memory:
            memory.vault.later(wanted.id, None if over else self._clock.now() + wait)


async def sealed_document(database: Database, strongbox: Strongbox, attachment: Attachment) -> Document | None:
    """Opened for one message; None where we do not hold it and never shall."""
    async with database.transaction() as memory:
        file, content = await memory.vault.content(int(attachment.ref))
    if file is None or (content is None and not file.is_wanted):
        return None
    if content is None:
        raise SendFailed(Why.LATER, "its file is being fetched", retry_after=_BEING_FETCHED)
    data = await asyncio.to_thread(strongbox.opened_bytes, content, f"file:{file.id}")
    return Document(attachment.name, attachment.medium, data)
