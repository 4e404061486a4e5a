"""The operators' commands: `nhipdan …`."""

from __future__ import annotations

import typer

from bot.cli import calendar, demo, docs, plan, register, report, telegram, vault, words, zalo
from bot.cli.invite import invite, link
from bot.cli.run import run

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Nhịp Dân: reminders, petitions, queues.",
)
app.command()(run)
app.command()(demo.demo)
app.command()(invite)
app.command()(link)
app.add_typer(plan.app, name="plan")
app.add_typer(report.app, name="report")
app.add_typer(register.app, name="register")
app.add_typer(calendar.app, name="calendar")
app.add_typer(words.app, name="words")
app.add_typer(docs.app, name="docs")
app.add_typer(telegram.app, name="telegram")
app.add_typer(vault.app, name="vault")
app.add_typer(zalo.app, name="zalo")


def main() -> None:
    app()
