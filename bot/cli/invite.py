"""`nhipdan invite`: the operator's way to the first admin, and to anybody else."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.channels.base import ChannelStopped, SendFailed
from bot.cli.common import fail
from bot.cli.run import TROUBLE
from bot.clock import SystemClock
from bot.files.documents import qr_code
from bot.links import LinkBook, introduction
from bot.reading.plan_files import PlanProblems
from bot.settings import MAIN, Settings, SettingsWrong, read_settings
from bot.words.i18n import Words
from bot.world import TELEGRAM, build_world
from domain.names import find_named
from domain.people import Member, Role
from handlers.invitations import FOR_GROUPS, Invited, invite_one, unit_of_role
from handlers.links import COMMUNE, opened_by, payload
from handlers.seeding import seed_units
from handlers.world import AccountKey, World
from storage.database import Database, DatabaseUnusable
from storage.memory import Memory


def invite(
    commune: Annotated[str, typer.Argument(help="The commune's id, such as the name of its plan file.")],
    role: Annotated[Role, typer.Option(help="As what.")] = Role.STAFF,
    unit: Annotated[str, typer.Option(help="Id or name of the unit; not needed where the plan gives it.")] = "",
    group: Annotated[bool, typer.Option("--group", help="For the unit's group chat.")] = False,
    channel: Annotated[str, typer.Option(help="telegram, zalo_bot or zalo_oa.")] = TELEGRAM,
    account: Annotated[str, typer.Option(help="Which of our accounts there the link opens.")] = MAIN,
    png: Annotated[Path | None, typer.Option(help="Where to write the QR code; <commune>-<unit>.png.")] = None,
) -> None:
    """Create an invitation: prints its link, and writes its QR code as PNG."""
    try:
        settings = read_settings()
        invited = asyncio.run(_invite(settings, commune, role, unit, group, (channel, account)))
    except (SettingsWrong, PlanProblems, DatabaseUnusable, ChannelStopped) as trouble:
        fail(str(trouble), TROUBLE)
    except SendFailed as failed:
        fail(f"the account {account!r} could not be asked for its name: {failed.detail}", TROUBLE)
    path = png or Path(f"{commune}-{role.value}.png")
    scanned = opened_by(invited.link)
    path.write_bytes(qr_code(scanned, invited.to_type, Words.load()))
    opens = "or typed there" if scanned == invited.link else "the QR code opens only the page; typed there"
    typed = f"{opens}: {invited.to_type}\n" if invited.code else ""
    typer.echo(f"{invited.link}\n{typed}valid until {invited.expires_at:%Y-%m-%d %H:%M} UTC; QR code in {path}")


def link(
    commune: Annotated[str, typer.Argument(help="The commune's id, such as the name of its plan file.")],
    channel: Annotated[str, typer.Option(help="telegram, zalo_bot or zalo_oa.")] = TELEGRAM,
    account: Annotated[str, typer.Option(help="Which of our accounts there the link opens.")] = MAIN,
    png: Annotated[Path | None, typer.Option(help="Where to write the QR code; <commune>.png.")] = None,
) -> None:
    """Print the link that brings citizens to a commune, and write its QR code as PNG."""
    try:
        found = asyncio.run(_link(read_settings(), commune, (channel, account)))
    except (SettingsWrong, PlanProblems, DatabaseUnusable, ChannelStopped) as trouble:
        fail(str(trouble), TROUBLE)
    except SendFailed as failed:
        fail(f"the account {account!r} could not be asked for its name: {failed.detail}", TROUBLE)
    path = png or Path(f"{commune}.png")
    path.write_bytes(qr_code(opened_by(found), "", Words.load()))
    typer.echo(f"{found}\nQR code in {path}")


async def _link(settings: Settings, commune: str, account: AccountKey) -> str:
    links = LinkBook()
    world = _serving(build_world(settings, Words.load(), links), commune, account)
    database = await Database.open(settings.database)
    try:
        async with database.transaction() as memory:
            known = await memory.people.account_address(*account)
    finally:
        await database.close()
    links.learn(account, known or await _ask(settings, account))
    return world.link(account, payload(COMMUNE, commune), False)


def _serving(world: World, commune: str, account: AccountKey) -> World:
    if commune not in world.plans:
        raise SettingsWrong(f"no commune {commune!r}; there are {', '.join(world.plans)}")
    if commune not in world.communes_of(account):
        raise SettingsWrong(f"no {account[0]} account {account[1]!r} that serves {commune!r}: set its token")
    return world


async def _invite(
    settings: Settings, commune: str, role: Role, unit: str, group: bool, account: AccountKey
) -> Invited:
    links = LinkBook()
    world = _serving(build_world(settings, Words.load(), links), commune, account)
    if group and role not in FOR_GROUPS:
        raise SettingsWrong(f"no group for the role {role.value}: only {', '.join(FOR_GROUPS)}")
    database = await Database.open(settings.database)
    try:
        now = SystemClock().now()
        async with database.transaction() as memory:
            await seed_units(world, memory, commune, now)
            known = await memory.people.account_address(*account)
        links.learn(account, known or await _ask(settings, account))
        async with database.transaction() as memory:
            member = await _member(world, memory, commune, role, unit)
            return invite_one(world, memory, account, member, now, group=group, by=None)
    finally:
        await database.close()


async def _ask(settings: Settings, account: AccountKey) -> str:
    from bot.accounts import open_channels

    channel = open_channels(settings)[account]
    try:
        return await introduction(channel)
    finally:
        await channel.close()


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
