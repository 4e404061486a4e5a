"""Finding whom a control request names."""

from __future__ import annotations

from sandbox.control.bodies import Place
from sandbox.telegram.model import Bot, Chat, Person
from sandbox.world import World


class Unknown(Exception):
    """There is nobody and nothing of that name."""


def bot_named(world: World, username: str) -> Bot:
    if bot := world.bot_named(username):
        return bot
    raise Unknown(f"no bot {username}")


def person_with(world: World, number: int | None) -> Person:
    if person := world.people.get(number or 0):
        return person
    raise Unknown(f"no person {number}")


def group_with(world: World, number: int) -> Chat:
    if group := world.groups.get(number):
        return group
    raise Unknown(f"no group {number}")


def chat_of(world: World, place: Place) -> Chat:
    if place.chat is not None and place.chat != place.person:
        return group_with(world, place.chat)
    return world.private_chat(bot_named(world, place.bot), person_with(world, place.person))
