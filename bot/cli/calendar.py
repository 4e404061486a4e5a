"""`nhipdan calendar`: working days, asked from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

import typer
from babel.dates import format_date
from rich.table import Table

from bot.cli.common import FOLDER, KNOWN_YEARS, Language, console, day, national
from bot.reading.plan_files import load_national_calendar
from bot.words.i18n import Words
from domain.language.text import Text
from domain.time.calendar import DayKind, DayReason, WorkingCalendar

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Working days of Việt Nam.")

_FRIDAY = 5


@app.command("add-working-days")
def add_working_days(start: str, count: Annotated[int, typer.Argument(min=-10_000, max=10_000)]) -> None:
    """The COUNT-th working day after START, which is not counted."""
    typer.echo(_calendar().add_working_days(day(start), count).isoformat())


@app.command("is-working-day")
def is_working_day(which: Annotated[str, typer.Argument(metavar="DAY")]) -> None:
    """Whether DAY is worked, and why (not)."""
    reason = _calendar().why(day(which))
    typer.echo(f"{'yes' if reason.works else 'no'} ({_because(reason)})")


@app.command("show")
def show(
    year: Annotated[int, typer.Argument(min=KNOWN_YEARS[0], max=KNOWN_YEARS[-1])], lang: Language = "vi"
) -> None:
    """The days off and the Saturdays worked of a YEAR, month by month."""
    words, calendar = Words.load(), _calendar()
    table = Table(title=words.plain(_title(calendar, year), lang), title_justify="left", show_lines=True)
    for heading in (
        Text("plan.calendar_month"),
        Text("plan.calendar_off"),
        Text("plan.calendar_made_up"),
        Text("plan.calendar_worked"),
    ):
        table.add_column(words.plain(heading, lang))
    for month in range(1, 13):
        table.add_row(*_month(calendar, date(year, month, 1), lang))
    console().print(table, *_undecided(year, words, lang))


def _calendar() -> WorkingCalendar:
    return national(load_national_calendar, FOLDER).calendar()


def _undecided(year: int, words: Words, lang: str) -> Iterator[str]:
    for proposed in national(load_national_calendar, FOLDER).undecided:
        if proposed.day.year == year:
            yield words.plain(Text("plan.calendar_undecided", day=proposed.day, reason=proposed.reason), lang)


def _because(reason: DayReason) -> str:
    kind = reason.kind.value.replace("_", "-")
    parts = [f"{kind}: {reason.name}" if reason.name else kind, reason.source]
    if reason.forecast:
        parts.append("forecast: the days off of that year are not announced yet")
    return "; ".join(part for part in parts if part)


def _title(calendar: WorkingCalendar, year: int) -> Text:
    if calendar.why(date(year, 1, 1)).forecast:
        return Text("plan.calendar_title_forecast", year=str(year))
    return Text("plan.calendar_title", year=str(year))


def _month(calendar: WorkingCalendar, first: date, lang: str) -> tuple[str, str, str, str]:
    days = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == first.month]
    why = {one: calendar.why(one) for one in days}
    off = [one for one in days if not why[one].works and why[one].kind is not DayKind.WEEKEND]
    made_up = [one for one in days if why[one].works and one.isoweekday() > _FRIDAY]
    worked = sum(reason.works for reason in why.values())
    return (str(first.month), _list(off, why, lang), _list(made_up, why, lang), str(worked))


def _list(days: list[date], why: dict[date, DayReason], lang: str) -> str:
    return "\n".join(f"{format_date(one, 'EEE dd/MM', locale=lang)} {why[one].name}".rstrip() for one in days)
