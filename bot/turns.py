"""Opening a turn: who is speaking, where, to which commune."""

from __future__ import annotations

from datetime import datetime

from bot.words.i18n import MASTER
from domain.messaging.messages import Inbound, Kind
from domain.people.roles import Member
from handlers.turn import Turn
from handlers.world import World
from storage.memory import Memory
from storage.people.people import GroupChat, Person

NOBODY = Person(0, "", MASTER, "")
"""Who speaks where no person can be named: a channel, an anonymous admin, the platform itself."""


async def open_turn(world: World, memory: Memory, inbound: Inbound, now: datetime) -> Turn:
    person, members = await _person(world, memory, inbound, now)
    group = await memory.people.group(inbound.at) if inbound.group else None
    commune = await _meant(world, memory, inbound) or _commune(world, inbound, person, group)
    return Turn(world, memory, inbound, now, person, members, commune, group)


async def _meant(world: World, memory: Memory, inbound: Inbound) -> str:
    """A button in a private chat speaks for the commune that put it there, and so does a reply for the one that is
    replied to, whichever was chosen since: somebody may have work in two."""
    about = inbound.message_id if inbound.kind is Kind.PRESS else inbound.reply_to
    if not about or inbound.group:
        return ""
    commune = await memory.outbox.commune_of_message(inbound.at, about)
    return commune if commune in world.communes_of((inbound.at.channel, inbound.at.account)) else ""


async def _person(
    world: World, memory: Memory, inbound: Inbound, now: datetime
) -> tuple[Person, tuple[Member, ...]]:
    if inbound.sender is None:
        return NOBODY, ()
    at = inbound.at
    found = await memory.people.find(at.channel, at.account, inbound.sender)
    if found is None:
        name = _name(world, inbound)
        return await memory.people.welcome(at, inbound.sender, name, inbound.language, now), ()
    if not found[0].reachable and not inbound.group and inbound.kind is not Kind.UNREACHABLE:
        memory.people.set_reachable(at.channel, at.account, inbound.sender, True)
        memory.outbox.unpark(at, now)
    return found


def _name(world: World, inbound: Inbound) -> str:
    """What people call themselves is shown to officers: whoever accuses somebody by it is nameless here."""
    return "" if world.national.reading(inbound.sender_name).denounces else inbound.sender_name


def _commune(world: World, inbound: Inbound, person: Person, group: GroupChat | None) -> str:
    """A registered group belongs to one; a person chose one; an account may serve only one."""
    served = world.communes_of((inbound.at.channel, inbound.at.account))
    if group is not None:
        return group.commune if group.commune in served else ""
    if person.commune in served:
        return person.commune
    return served[0] if len(served) == 1 else ""
