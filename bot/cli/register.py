"""`nhipdan register export`: the registers of a period in a folder, as /so sends them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import fail
from bot.cli.run import TROUBLE
from bot.clock import SystemClock
from bot.links import LinkBook
from bot.papers.makers import MAKERS
from bot.papers.press import Press
from bot.reading.plan_files import PlanProblems
from bot.settings import Settings, SettingsWrong, read_settings
from bot.words.i18n import MASTER, Words
from bot.world import build_world
from domain.petitions.registers import Which
from domain.time.periods import read_span
from handlers.figures.registers import register_paper
from storage.database import Database, DatabaseUnusable

app = typer.Typer(no_args_is_help=True, help="Registers of petitions.")


@app.callback()
def registers() -> None:
    """Registers of petitions."""


@app.command()
def export(
    commune: Annotated[str, typer.Option(help="The commune's id.")],
    period: Annotated[
        str, typer.Option(help="Such as 2026-05, 2026-Q2, 2026-6T, 2026-N, or in Vietnamese words.")
    ],
    to: Annotated[Path, typer.Option(help="The folder to write into; it is made if need be.")],
) -> None:
    """Write the register of receptions (in person, and all) and the register of petitions."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        written = asyncio.run(_export(read_settings(), commune, period, to))
    except (SettingsWrong, PlanProblems, DatabaseUnusable) as trouble:
        fail(str(trouble), TROUBLE)
    for path in written:
        typer.echo(str(path))


async def _export(settings: Settings, commune: str, period: str, to: Path) -> list[Path]:
    """Raises `SettingsWrong` where there is no such commune or period."""
    words = Words.load()
    world, clock = build_world(settings, words, LinkBook()), SystemClock()
    span = read_span(period, world.today(clock.now()))
    if commune not in world.plans:
        raise SettingsWrong(f"no commune {commune!r}; there are {', '.join(world.plans)}")
    if span is None:
        raise SettingsWrong(f"no period {period!r}; write it like 2026-05 or 2026-Q2")
    database = await Database.open(settings.database)
    try:
        press = Press(MAKERS, world, database, words, settings.files, clock)
        written = []
        for which in Which:
            attachment = register_paper(commune, which, *span)
            made = await press.make(attachment.ref, MASTER)
            assert isinstance(made, bytes)
            await asyncio.to_thread((to / attachment.name).write_bytes, made)
            written.append(to / attachment.name)
        return written
    finally:
        await database.close()
