"""`nhipdan vault`: a sealed record handed to the level above, under a passphrase, and read there."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from bot.cli.common import fail
from bot.clock import SystemClock
from bot.keys import keys_of
from bot.links import LinkBook
from bot.reading.plan_files import PlanProblems
from bot.safe import Unreadable
from bot.sealed_export import SHORTEST, Export, locked, opened
from bot.settings import Settings, SettingsWrong, read_settings
from bot.strongbox import KeyedStrongbox
from bot.words.i18n import Words
from bot.world import build_world
from domain.petitions.codes import read_code
from domain.vault.records import Contents, How, State
from handlers.vault.vault_people import tell_exported
from handlers.world import World
from storage.database import Database, DatabaseUnusable
from storage.memory import Memory
from storage.privacy.vault import Opening

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="What is sealed, for the level above.")

_WHO = "the command line"
To: TypeAlias = Annotated[Path, typer.Option("--to", help="Which is not there yet.", show_default=False)]


@app.command()
def export(
    code: str,
    to: To,
    reason: Annotated[str, typer.Option(prompt="Why, and at whose request")],
    passphrase: Annotated[str, typer.Option(prompt=True, confirmation_prompt=True, hide_input=True)],
) -> None:
    """Writes the record CODE to a file that only the passphrase opens. The opening is logged with the reason, and the
    leaders whom it does not concern are told."""
    known = read_code(code) or fail("no such code: check every character")
    if len(passphrase) < SHORTEST:
        fail(f"the passphrase needs at least {SHORTEST} characters")
    if to.exists():
        fail(f"{to} is there already")
    try:
        taken_out = asyncio.run(_export(read_settings(), known, reason))
        to.touch(mode=0o600, exist_ok=False)
        to.write_text(locked(taken_out, passphrase), encoding="utf-8")
    except (SettingsWrong, PlanProblems, DatabaseUnusable, OSError) as trouble:
        fail(str(trouble), status=1)
    except Unreadable:
        fail("it was locked with another key than NHIPDAN_SECRET_KEY or the key file", status=1)
    typer.echo(f"{known} is in {to}. Tell the passphrase by another way than the file.")


@app.command("open")
def open_(file: Path, to: To, passphrase: Annotated[str, typer.Option(prompt=True, hide_input=True)]) -> None:
    """Reads a file made by `export` into a new folder: at the level above."""
    try:
        export = opened(file.read_text(encoding="utf-8"), passphrase)
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    except Unreadable:
        fail("another passphrase, or no sealed record", status=1)
    to.mkdir(mode=0o700)
    (to / "record.json").write_text(json.dumps(export.record, ensure_ascii=False, indent=1), encoding="utf-8")
    for name, data in export.files.items():
        (to / name).write_bytes(data)
    typer.echo(f"{export.code}: {1 + len(export.files)} files in {to}")


async def _export(settings: Settings, code: str, reason: str) -> Export:
    strongbox = KeyedStrongbox(keys_of(settings))
    world = build_world(settings, Words.load(), LinkBook())
    database = await Database.open(settings.database)
    try:
        async with database.transaction() as memory:
            return await _taken_out(memory, world, strongbox, code, reason)
    finally:
        await database.close()


async def _taken_out(memory: Memory, world: World, strongbox: KeyedStrongbox, code: str, reason: str) -> Export:
    """Who wrote it by the messenger's telling stays behind: the level above asks them, not us."""
    record = await memory.vault.by_code(code)
    if record is None or record.state is State.HELD:
        fail("nothing is sealed under this code")
    now = SystemClock().now()
    contents = Contents.read(strongbox.opened(record.contents, code))
    files = {}
    for number, file in enumerate(await memory.vault.files(code), 1):
        _, content = await memory.vault.content(file.id)
        if content is not None:
            files[f"file-{number}"] = strongbox.opened_bytes(content, f"file:{file.id}")
    memory.vault.note_opening(code, Opening(_WHO, now, How.EXPORTED, strongbox.locked(reason, code)))
    await memory.history.note(record.commune, now, _WHO, "sealed information exported", f"vault:{code}")
    await tell_exported(world, memory, record, contents, now)
    told = {name: value for name, value in json.loads(contents.written()).items() if name != "filer"}
    return Export(code, {**told, "received_on": record.received_on.isoformat(), "field": record.field}, files)
