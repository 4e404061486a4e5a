"""What a durable turn costs beside its own statements, and beside a library that stores nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench import dialogue
from bench.figures import Line, Pace, Progress
from bench.library import bare_application
from bench.office import bench_settings, open_office, settle
from bench.statements import BareAiosqlite, BareSqlite, Transaction, recorded

CITIZENS = 320
ROUNDS = 8  # ours and the peers take turns, so that a slow moment of the machine falls on all of them
TOGETHER = 64
OWN_STATEMENTS = 2.0
"""A durable turn may cost twice what its statements alone cost through aiosqlite."""


async def measure(folder: Path, progress: Progress) -> list[Line]:
    progress("one petition after the other")
    await _prepare(folder)
    statements = await _record(folder)
    ours, hops, bare = await _alternate(folder, statements)
    progress("64 petitions at once")
    async with open_office(folder / "together") as office:
        grouped = await dialogue.hold(office, range(CITIZENS), TOGETHER)
    progress("the library's own application")
    library = await bare_application()
    aiosqlite = ("its statements through aiosqlite", hops)
    return [
        ours.line("a durable turn, one after the other", beside=aiosqlite, limit=OWN_STATEMENTS),
        ours.line("… the same", beside=("its statements through sqlite3", bare)),
        ours.line("… the same", beside=("process_update", library)),
        grouped.line("a durable turn, 64 sharing a commit", beside=aiosqlite, limit=OWN_STATEMENTS),
        hops.line("its statements, bare aiosqlite, a hop each"),
        bare.line("its statements, bare sqlite3"),
        library.line("python-telegram-bot: process_update, nothing stored"),
    ]


async def _prepare(folder: Path) -> None:
    """The same database for everybody."""
    async with open_office(folder / "recorded") as office:
        await settle(office, CITIZENS)
    for name in ("ours", "hops", "bare", "together"):
        shutil.copytree(folder / "recorded", folder / name)


async def _record(folder: Path) -> list[list[Transaction]]:
    """The statements of every round."""
    rounds = []
    async with open_office(folder / "recorded") as office:
        for citizens in _rounds():
            with recorded() as transactions:
                await dialogue.hold(office, citizens)
            rounds.append(transactions)
    return rounds


async def _alternate(folder: Path, statements: list[list[Transaction]]) -> tuple[Pace, Pace, Pace]:
    ours, hops, bare = Pace(), Pace(), Pace()
    plain = BareSqlite(bench_settings(folder / "bare").database)
    async with (
        open_office(folder / "ours") as office,
        BareAiosqlite(bench_settings(folder / "hops").database) as hopping,
    ):
        for citizens, played in zip(_rounds(), statements, strict=True):
            ours += await dialogue.hold(office, citizens)
            hops += await hopping.play(played)
            bare += plain.play(played)
    plain.close()
    return ours, hops, bare


def _rounds() -> list[range]:
    size = CITIZENS // ROUNDS
    return [range(first, first + size) for first in range(0, CITIZENS, size)]
