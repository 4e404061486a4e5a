"""What happens around conversations: blocked and unblocked, groups joined and left, edits, stickers."""

from __future__ import annotations

from domain.language.text import Text
from domain.messaging.messages import Message
from domain.people.roles import Role
from handlers.turn import Turn
from handlers.undelivered import show_reach


async def unreachable(turn: Turn) -> None:
    """They blocked us: noted, so that an officer telephones instead."""
    here = turn.inbound
    turn.memory.people.set_reachable(here.at.channel, here.at.account, here.sender or here.at.chat, False)
    await show_reach(turn.world, turn.memory, turn.voice, here.at, turn.now)


async def reachable(turn: Turn) -> None:
    here = turn.inbound
    turn.memory.people.set_reachable(here.at.channel, here.at.account, here.sender or here.at.chat, True)
    turn.memory.outbox.unpark(here.at, turn.now)
    await show_reach(turn.world, turn.memory, turn.voice, here.at, turn.now)


async def joined(turn: Turn) -> None:
    """Added to a group: the invitation follows as a message of its own. Nothing to say before it."""


async def left(turn: Turn) -> None:
    """Removed from a group that belongs to a unit: the commune's admins are told."""
    turn.memory.outbox.park(turn.inbound.at)
    if turn.group is None:
        return
    turn.memory.people.forget_group(turn.inbound.at)
    turn.memory.cards.forget(turn.inbound.at)
    turn.memory.topics.forget(turn.inbound.at)
    turn.commune = turn.group.commune
    unit = await turn.memory.units.name(turn.commune, turn.group.unit)
    text = Text("register.group_lost", title=turn.group.title, unit=unit)
    admins = await turn.memory.people.reach_role(turn.commune, Role.ADMIN)
    turn.voice.tell_all(admins, Message(text), turn.commune)
    await turn.note("group lost", f"unit:{turn.group.unit}")


async def moved(turn: Turn) -> None:
    """The group got a new id: all that is known of it goes with it."""
    turn.memory.outbox.move(turn.inbound.at, turn.inbound.text, turn.now)
    turn.memory.topics.move(turn.inbound.at, turn.inbound.text)


async def edited(turn: Turn) -> None:
    """What was said stays said. They are told how to add to it."""
    if not turn.inbound.group:
        turn.say(Text("error.edits_are_not_taken"))


async def unsupported(turn: Turn) -> None:
    if not turn.inbound.group:
        turn.say(Text("error.cannot_read"))
