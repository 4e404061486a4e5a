"""`nhipdan words …`: whether all words are there, and reading them aloud."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from babel.messages.pofile import PoFileError

import locales
from bot.cli.common import Language, fail
from bot.words.catalogues import Catalogue, read_catalogues
from bot.words.check import check as find_problems
from bot.words.check import repeated
from bot.words.families import families
from bot.words.i18n import MASTER
from bot.words.uses import find_uses
from handlers.book import COMMANDS

app = typer.Typer(no_args_is_help=True, help="The words in locales/.")
Folder = Annotated[Path, typer.Option("--folder", help="Where the catalogues are.", show_default=False)]
_ROOT = locales.FOLDER.parent


@app.command()
def check(folder: Folder = locales.FOLDER) -> None:
    """Holds the catalogues to the code and to each other: a line for each problem."""
    catalogues = _catalogues(folder)
    found = find_problems(find_uses(_ROOT), catalogues, families(), COMMANDS.names)
    problems = sorted({*found, *repeated(folder)})
    for problem in problems:
        typer.echo(str(problem).replace(f"{_ROOT}/", ""))
    if problems:
        fail(f"{len(problems)} problems", status=1)
    typer.echo(f"✓ {len(catalogues[MASTER].entries)} sentences in {', '.join(catalogues)}")


@app.command("list")
def list_(
    language: Language = MASTER,
    prefix: Annotated[str, typer.Option(help="Only keys that begin so.")] = "",
    folder: Folder = locales.FOLDER,
) -> None:
    """Prints the wording, to be read aloud and corrected."""
    for key, entry in sorted(_catalogues(folder)[language].entries.items()):
        if key.startswith(prefix):
            typer.echo(f"{key}\n  " + "\n  ".join(" / ".join(entry.raw).splitlines()))


def _catalogues(folder: Path) -> dict[str, Catalogue]:
    try:
        catalogues = read_catalogues(folder)
    except (OSError, UnicodeError, PoFileError) as mistake:
        fail(f"{folder}: {mistake}", status=1)
    if MASTER not in catalogues:
        fail(f"{folder}: there is no {MASTER}/*.po", status=1)
    return catalogues
