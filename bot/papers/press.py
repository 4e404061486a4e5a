"""Where papers are made: what is needed is read in one short transaction, then drawn in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.files.fetcher import PARTIAL
from bot.words.i18n import Words
from domain.messaging.papers import PaperRef
from handlers.world import World
from storage.database import Database
from storage.memory import Memory


@dataclass(frozen=True)
class Desk:
    """What lies at hand where a paper is made: `files` is the folder of the files that people sent, `language` the
    reader's."""

    world: World
    words: Words
    files: Path
    clock: Clock
    language: str


@dataclass(frozen=True)
class Maker:
    """`gather` reads, and no more: others wait for the database. `draw` makes the file of it, in a thread: its bytes, or
    where it may be big, the `draft_file` in which it wrote them."""

    gather: Callable[[Desk, Memory, PaperRef], Awaitable[Any]]
    draw: Callable[[Desk, Any], bytes | Path]


def draft_file(desk: Desk) -> Path:
    """A file of one's own to write in. What is left of a process that was killed is swept when the next one starts."""
    desk.files.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=desk.files, prefix=PARTIAL)
    os.close(handle)
    return Path(name)


class Press:
    """`await press.make(ref, language)`: the file's bytes, or the path of one that is
    the caller's to remove. Raises `KeyError` for a kind nobody makes."""

    def __init__(
        self,
        makers: Mapping[str, Maker],
        world: World,
        database: Database,
        words: Words,
        files: Path,
        clock: Clock,
    ) -> None:
        self._makers = makers
        self._world = world
        self._database = database
        self._words = words
        self._files = files
        self._clock = clock

    async def make(self, ref: str, language: str) -> bytes | Path:
        wanted = PaperRef.read(ref)
        maker = self._makers[wanted.kind]
        desk = Desk(self._world, self._words, self._files, self._clock, language)
        async with self._database.transaction() as memory:
            gathered = await maker.gather(desk, memory, wanted)
        return await asyncio.to_thread(maker.draw, desk, gathered)
