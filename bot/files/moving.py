"""Files of a case that went into the vault, locked as soon as its turn is over; and those of one that was given back."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path

from bot.files.folder import stored_at
from bot.files.shredder import Shredder
from handlers.world import Strongbox
from storage.database import Database
from storage.privacy.taking_in import Moving

_AT_ONCE = 2  # each is whole in memory


class Mover:
    """`await move_some()` from the timetable. What is broken off is begun anew: nothing is let go before it is held."""

    def __init__(self, database: Database, folder: Path, strongbox: Strongbox, partial: str) -> None:
        """`partial` begins the name of a file in the making."""
        self._database = database
        self._folder = folder
        self._strongbox = strongbox
        self._partial = partial
        self._shredder = Shredder(database, folder)

    async def move_some(self) -> int:
        """Tells how many files were moved."""
        async with self._database.transaction() as memory:
            going_in = await memory.taking_in.to_lock(_AT_ONCE)
            coming_out = await memory.taking_in.returning(_AT_ONCE)
        for one in going_in:
            await self._lock(one)
        for one in coming_out:
            await self._unlock(one)
        if going_in:
            await self._shredder.shred()
        return len(going_in) + len(coming_out)

    async def _lock(self, one: Moving) -> None:
        data = await asyncio.to_thread(_read, stored_at(self._folder, one.kept))
        if data is None:
            async with self._database.transaction() as memory:
                return memory.taking_in.lost(one)
        content = await asyncio.to_thread(self._strongbox.locked_bytes, data, f"file:{one.id}")
        async with self._database.transaction() as memory:
            memory.taking_in.locked(one, content)

    async def _unlock(self, one: Moving) -> None:
        data = await asyncio.to_thread(self._strongbox.opened_bytes, one.content, f"file:{one.file}")
        sha256 = hashlib.sha256(data).hexdigest()
        await asyncio.to_thread(self._write, data, stored_at(self._folder, sha256))
        async with self._database.transaction() as memory:
            memory.files.kept(one.attachment, sha256, len(data))
            memory.taking_in.returned(one)

    def _write(self, data: bytes, target: Path) -> None:
        """It stands under its name only when it is whole."""
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=self._partial)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(target)


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None
