"""`nhipdan report export`: a consolidated report's papers in a folder, for what no messenger can carry."""

from __future__ import annotations

import asyncio
import shutil
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
from domain.messaging.papers import PaperRef
from handlers.reports.consolidating import Report, book_of, reports_of
from handlers.reports.consolidation import DRAFT, FILES, SHEET
from storage.database import Database, DatabaseUnusable

app = typer.Typer(no_args_is_help=True, help="Reports of the units.")

_ENDINGS = {SHEET: ".xlsx", DRAFT: ".docx", FILES: ".zip"}
_EVERYTHING = "all"


@app.callback()
def reports() -> None:
    """Reports of the units."""


@app.command()
def export(
    commune: Annotated[str, typer.Option(help="The commune's id.")],
    period: Annotated[str, typer.Option(help="Such as 2026-6T, 2026-9T, 2026-N, 2026-Q1, 2026-01.")],
    to: Annotated[Path, typer.Option(help="The folder to write into; it is made if need be.")],
    report: Annotated[str, typer.Option(help="The report's id in the plan; all of the period without it.")] = "",
) -> None:
    """Write the sheet, the draft and all files of the units for a period."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        written = asyncio.run(_export(read_settings(), commune, period, to, report))
    except (SettingsWrong, PlanProblems, DatabaseUnusable) as trouble:
        fail(str(trouble), TROUBLE)
    for path in written:
        typer.echo(str(path))


async def _export(settings: Settings, commune: str, period: str, to: Path, only: str) -> list[Path]:
    """Raises `SettingsWrong` where there is no such commune or report."""
    words = Words.load()
    world, clock = build_world(settings, words, LinkBook()), SystemClock()
    if commune not in world.plans:
        raise SettingsWrong(f"no commune {commune!r}; there are {', '.join(world.plans)}")
    if not period[:4].isdigit():
        raise SettingsWrong(f"no period {period!r}; write it like 2026-6T")
    database = await Database.open(settings.database)
    try:
        async with database.transaction() as memory:
            book = await book_of(world, memory, commune, world.today(clock.now()), period)
        known = reports_of(book)
        chosen = [one for one in known if one.period == period and only in ("", one.obligation.id)]
        if not chosen:
            raise SettingsWrong(f"no such report; there are {', '.join(one.what for one in known) or 'none'}")
        press = Press(MAKERS, world, database, words, settings.files, clock)
        return [await _write(press, commune, one, kind, to) for one in chosen for kind in _ENDINGS]
    finally:
        await database.close()


async def _write(press: Press, commune: str, report: Report, kind: str, to: Path) -> Path:
    ref = PaperRef(kind, commune, (report.obligation.id, report.period, _EVERYTHING))
    made = await press.make(str(ref), MASTER)
    target = to / f"{report.obligation.id} {report.period}{_ENDINGS[kind]}"
    if isinstance(made, Path):
        await asyncio.to_thread(shutil.move, made, target)
    else:
        await asyncio.to_thread(target.write_bytes, made)
    return target
