"""`nhipdan docs …`: pages that are drawn from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import locales
from bot.state_page import state_page

app = typer.Typer(no_args_is_help=True)
STATES = locales.FOLDER.parent / "docs" / "petition-states.md"


@app.callback()
def docs() -> None:
    """Draws pages of docs/ from the code."""


@app.command()
def states(to: Annotated[Path, typer.Option(help="Where to write it.", show_default=False)] = STATES) -> None:
    """Draws the states of a petition."""
    to.write_text(state_page(), "utf-8")
    typer.echo(f"✓ {to}")
