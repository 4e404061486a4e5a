"""`nhipdan invite`: the operator's way to the first admin, and to anybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

import typer

from bot.channels.base import ChannelStopped
from bot.cli.common import fail
from bot.cli.our_accounts import introduced, serving
from bot.cli.run import TROUBLE
from bot.clock import SystemClock
from bot.files.documents import qr_code
from bot.links import LinkBook
from bot.reading.plan_files import PlanProblems
from bot.settings import Settings, SettingsWrong, read_settings
from bot.words.i18n import Words
from bot.world import TELEGRAM, WEB, build_world
from domain.language.names import find_named
from domain.people.roles import Member, Role
from handlers.people.invitations import FOR_GROUPS, Invited, invite_one, unit_of_role
from handlers.people.links import COMMUNE, opened_by, payload
from handlers.seeding import seed_units
from handlers.world import World
from storage.database import Database, DatabaseUnusable
from storage.memory import Memory

Commune: TypeAlias = Annotated[str, typer.Argument(help="The commune's id, such as the name of its plan file.")]
OnChannel: TypeAlias = Annotated[str, typer.Option(help="telegram, zalo_bot or zalo_oa.")]
ByAccount: TypeAlias = Annotated[
    str, typer.Option(help="Which of our accounts there the link opens; the commune's own, or one it shares.")
]

_Result = TypeVar("_Result")


def invite(
    commune: Commune,
    role: Annotated[Role, typer.Option(help="As what.")] = Role.STAFF,
    unit: Annotated[str, typer.Option(help="Id or name of the unit; not needed where the plan gives it.")] = "",
    group: Annotated[bool, typer.Option("--group", help="For the unit's group chat.")] = False,
    channel: OnChannel = TELEGRAM,
    account: ByAccount = "",
    png: Annotated[Path | None, typer.Option(help="Where to write the QR code; <commune>-<unit>.png.")] = None,
) -> None:
    """Create an invitation: prints its link, and writes its QR code as PNG."""
    invited = _done(lambda settings: _invite(settings, commune, role, unit, group, channel, account))
    scanned = opened_by(invited.link)
    opens = "or typed there" if scanned == invited.link else "the QR code opens only the page; typed there"
    typed = f"\n{opens}: {invited.to_type}" if invited.code else ""
    typer.echo(f"{invited.link}{typed}\nvalid until {invited.expires_at:%Y-%m-%d %H:%M} UTC")
    _write_qr(scanned, invited.to_type, png or Path(f"{commune}-{role.value}.png"))


def link(
    commune: Commune,
    channel: OnChannel = TELEGRAM,
    account: ByAccount = "",
    png: Annotated[Path | None, typer.Option(help="Where to write the QR code; <commune>.png.")] = None,
) -> None:
    """Print the link that brings citizens to a commune, and write its QR code as PNG."""
    found = _done(lambda settings: _link(settings, commune, channel, account))
    typer.echo(found)
    _write_qr(opened_by(found), "", png or Path(f"{commune}.png"))


def _done(command: Callable[[Settings], Coroutine[Any, Any, _Result]]) -> _Result:
    """Ends the command with one line where something is wrong."""
    try:
        return asyncio.run(command(read_settings()))
    except (SettingsWrong, PlanProblems, DatabaseUnusable, ChannelStopped) as trouble:
        fail(str(trouble), TROUBLE)


def _write_qr(link: str, typed: str, path: Path) -> None:
    """Last: the link is said already, and works without."""
    try:
        path.write_bytes(qr_code(link, typed, Words.load()))
    except OSError as error:
        fail(f"no QR code: {error}", TROUBLE)
    typer.echo(f"QR code in {path}")


async def _link(settings: Settings, commune: str, channel: str, account: str) -> str:
    links = LinkBook()
    world = build_world(settings, Words.load(), links)
    key = serving(world, commune, channel, account)
    database = await Database.open(settings.database)
    try:
        links.learn(key, await introduced(settings, database, key))
    finally:
        await database.close()
    return world.link(key, payload(COMMUNE, commune), False)


async def _invite(
    settings: Settings, commune: str, role: Role, unit: str, group: bool, channel: str, account: str
) -> Invited:
    """Whatever may go wrong does so before anything is written, or takes it back."""
    links = LinkBook()
    world = build_world(settings, Words.load(), links)
    key = serving(world, commune, channel, account)
    if channel == WEB:
        raise SettingsWrong("nobody works on the web form: invite to telegram, zalo_bot or zalo_oa")
    if group and channel != TELEGRAM:
        raise SettingsWrong("only Telegram has groups: invite each person there")
    if group and role not in FOR_GROUPS:
        raise SettingsWrong(f"no group for the role {role.value}: only {', '.join(FOR_GROUPS)}")
    database = await Database.open(settings.database)
    try:
        links.learn(key, await introduced(settings, database, key))
        now = SystemClock().now()
        async with database.transaction() as memory:
            await seed_units(world, memory, commune, now)
            member = await _member(world, memory, commune, role, unit)
            return invite_one(world, memory, key, member, now, group=group, by=None)
    finally:
        await database.close()


async def _member(world: World, memory: Memory, commune: str, role: Role, unit: str) -> Member:
    given = unit_of_role(world, commune)
    units = {one.id: one.name for one in await memory.units.all(commune)}
    if not unit and role in given:
        return Member(commune, given[role], role)
    found = find_named(unit, units) if unit else []
    if len(found) != 1:
        listed = ", ".join(f"{key} ({name})" for key, name in units.items() if key in (found or units))
        raise SettingsWrong(f"which unit? --unit is one of: {listed}")
    return Member(commune, found[0], role)
