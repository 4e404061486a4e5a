"""`nhipdan plan`: check, read and try out the plans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import FOLDER, Folder, Language, console, day, fail, national, the_plan
from bot.cli.plan_page import plan_page
from bot.cli.reminder_list import Format, as_csv, as_json, as_table, reminders_between
from bot.reading.plan_files import (
    NATIONAL,
    PlanProblem,
    PlanProblems,
    load_national_calendar,
    load_national_outline,
    load_national_reception,
    try_plans,
)
from bot.words.i18n import Words
from domain.plans.plan import Plan

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The communes' plans.")

PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="A plan's id or its commune's name.")]


@app.command("check")
def check(folder: Annotated[Path, typer.Argument(show_default=False)] = FOLDER) -> None:
    """Reads every plan in FOLDER and the national data beside them, and lists all mistakes."""
    found, problems = try_plans(folder)
    for plan in found.values():
        typer.echo(f"✓ {plan.id}: {_counts(plan)}")
    if problems := [*problems, *_national_problems(folder)]:
        fail("\n".join(map(str, problems)), status=1)


@app.command("show")
def show(name: PlanName, lang: Language = "vi", folder: Folder = FOLDER) -> None:
    """The PLAN as a document for an official to read and correct."""
    plan = the_plan(name, folder)
    reception = plan.reception.filled_from(national(load_national_reception, folder))
    console().print(plan_page(plan, reception, Words.load(), lang))


@app.command("reminders")
def reminders(
    name: PlanName,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, like 2026-01-01.")],
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="The last day, included.")],
    as_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    lang: Language = "vi",
    folder: Folder = FOLDER,
) -> None:
    """The reminders that the PLAN will send between two days."""
    first, last = day(since), day(until)
    if last < first:
        fail(f"--until {until} is before --from {since}")
    plan = the_plan(name, folder)
    calendar = national(load_national_calendar, folder).calendar()
    found = list(reminders_between(plan, calendar, first, last))
    match as_:
        case Format.JSON:
            typer.echo(as_json(found))
        case Format.CSV:
            typer.echo(as_csv(found), nl=False)
        case Format.TABLE:
            console().print(as_table(found, plan, Words.load(), lang))


def _counts(plan: Plan) -> str:
    dated = sum(obligation.due is not None for obligation in plan.obligations)
    return f"{len(plan.units)} units, {len(plan.obligations)} reports, {dated} of them with a date"


def _national_problems(folder: Path) -> list[PlanProblem]:
    if not (folder / NATIONAL).exists():
        return []
    found: list[PlanProblem] = []
    loads: tuple[Callable[[Path], object], ...] = (
        load_national_calendar,
        load_national_reception,
        load_national_outline,
    )
    for load in loads:
        try:
            load(folder)
        except PlanProblems as problems:
            found += problems.problems
    return found
