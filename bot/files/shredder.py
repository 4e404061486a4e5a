"""Removing the files of what was erased, where nothing else holds the same content."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from bot.files.folder import stored_at
from storage.database import Database


class Shredder:
    """`await shred()` from the timetable; what cannot be removed now is tried again."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def shred(self) -> int:
        """Tells how many files were removed."""
        async with self._database.transaction() as memory:
            unheld = await memory.erasure.to_shred()
        for sha256 in unheld:
            await asyncio.to_thread(_overwrite_and_remove, stored_at(self._folder, sha256))
            async with self._database.transaction() as memory:
                memory.erasure.shredded(sha256)
        return len(unheld)


def _overwrite_and_remove(file: Path) -> None:
    """On a disk that writes elsewhere what is overwritten (SSD), encryption of the disk is what helps."""
    if not file.exists():
        return
    with file.open("r+b") as out:
        left = file.stat().st_size
        while left > 0:
            left -= out.write(bytes(min(left, 1 << 20)))
        out.flush()
        os.fsync(out.fileno())
    file.unlink()
