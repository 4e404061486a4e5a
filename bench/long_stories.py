"""A message to a story that is long already: what it costs must hang on the message, not on what was said before it."""

from __future__ import annotations

import time
from pathlib import Path

from bench.figures import Line, Progress
from bench.office import FIRST_CITIZEN, Office, open_office, settle
from bench.payloads import said
from bot.clock import SystemClock

_PIECE = "đường hỏng nặng, " * 60  # a kilobyte of characters
_SHORT, _LONG = 1, 100  # pieces
_TIMES = 3  # so few that it is not taken for a rush, in which nothing is read
MOST = 10.0
"""A message to a hundred kilobytes may cost so many times one to a kilobyte."""


async def measure(folder: Path, progress: Progress) -> list[Line]:
    progress("a long story")
    async with open_office(folder / "long") as office:
        await settle(office, 2)
        await _told(office, FIRST_CITIZEN, _SHORT)
        short = await _added(office, FIRST_CITIZEN)
        await _told(office, FIRST_CITIZEN + 1, _LONG)
        long = await _added(office, FIRST_CITIZEN + 1)
    return [
        Line("one more message to a story of 1 KB", short, "ms"),
        Line("… of 100 KB", long, "ms", ratio=long / short, beside="of 1 KB", limit=MOST),
    ]


async def _told(office: Office, user: int, pieces: int) -> None:
    """In messages of four pieces at most, as they come from Telegram."""
    for first in range(0, pieces, 4):
        await _turn(office, user, f"Phần {first}: " + _PIECE * min(4, pieces - first))


async def _added(office: Office, user: int) -> float:
    """Milliseconds of the processor, the least of several: other processes do not change it."""
    return min([await _turn(office, user, f"và đoạn {number} cũng hỏng") for number in range(_TIMES)]) * 1000


async def _turn(office: Office, user: int, words: str) -> float:
    async with office.database.transaction() as memory:
        memory.inbox.accept([said(user, words)], SystemClock().now())
    before = time.process_time()
    assert await office.worker.step() == 1
    return time.process_time() - before
