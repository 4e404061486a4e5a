"""What all commands have in common: how they fail, how they read a date, where plans and words come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn, TypeAlias, TypeVar

import typer
from rich.console import Console

import plans
from bot.reading.plan_files import NATIONAL, PlanProblems, UnknownPlan, find_plan, load_plans
from bot.words.i18n import Words
from domain.plans.plan import Plan

FOLDER = plans.FOLDER
KNOWN_YEARS = range(2000, 2101)  # the package `holidays` has no lunar calendar after them
USAGE = 2  # exit status: what was typed cannot be done; 1 is for what was found wrong

Folder: TypeAlias = Annotated[Path, typer.Option("--folder", help="Where the plans are.", show_default=False)]


def _known_language(language: str) -> str:
    if language not in (known := Words.load().languages):
        fail(f"no words in {language!r}: there are {', '.join(known)}")
    return language


Language: TypeAlias = Annotated[str, typer.Option("--lang", help="vi or en.", callback=_known_language)]

_Read = TypeVar("_Read")


def console() -> Console:
    """Where pages and tables go. Square brackets in a plan are what they are, not looks."""
    return Console(markup=False, highlight=False)


def fail(line: str, status: int = USAGE) -> NoReturn:
    """Ends the command with one line on stderr."""
    typer.echo(line, err=True)
    raise typer.Exit(status)


def day(written: str) -> date:
    """Ends the command where this is no date in ISO form, or one of which the calendar knows nothing."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        fail(f"not a date: {written!r} (write it like 2026-08-20)")
    if found.year not in KNOWN_YEARS:
        fail(f"{written} is outside the years {KNOWN_YEARS[0]} to {KNOWN_YEARS[-1]}")
    return found


def the_plan(word: str, folder: Path) -> Plan:
    """Ends the command where there is no such plan, or any plan is broken."""
    try:
        return find_plan(load_plans(folder), word)
    except UnknownPlan as unknown:
        fail(str(unknown))
    except PlanProblems as problems:
        fail(str(problems), status=1)


def national(load: Callable[[Path], _Read], folder: Path) -> _Read:
    """Ends the command where the national data is broken. A folder of plans without any takes ours."""
    try:
        return load(folder if (folder / NATIONAL).exists() else FOLDER)
    except PlanProblems as problems:
        fail(str(problems), status=1)
