"""One call of the Bot Platform: found in the table, parameters read, carried out, written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.calls import Answers, Asked
from sandbox.world import World
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.bot.errors import BotError, bad_request, not_found
from sandbox.zalo.bot.methods import METHODS, Method
from sandbox.zalo.model import Json
from sandbox.zalo.parameters import shown


@dataclass(frozen=True, slots=True)
class Call(Asked):
    world: World
    bot: Bot


ANSWERS = Answers[Call]()
"""None becomes an answer without `result`."""
answers = ANSWERS.by


async def perform(world: World, bot: Bot, method: str, raw: Json) -> Json:
    """The whole envelope. Raises `BotError`. Names are case-sensitive."""
    try:
        result = await _perform(world, bot, method, raw)
    except BotError as refusal:
        world.log(bot.key, method, shown(raw), refusal.body())
        raise
    world.log(bot.key, method, shown(raw), {"ok": True})
    return {"ok": True} | ({} if result is None else {"result": result})


async def _perform(world: World, bot: Bot, name: str, raw: Json) -> Any:
    if name not in METHODS:
        raise not_found()
    return await ANSWERS.carry_out(name, Call(_read(world, name, METHODS[name], raw), world, bot))


def _read(world: World, name: str, method: Method, raw: Json) -> Json:
    """Unknown names are ignored, as there, but noted."""
    known = {**method.needs, **method.may}
    for unknown in raw.keys() - known.keys():
        world.complain(f"Zalo {name}: unknown parameter {unknown}")
    given = {key: value for key, value in raw.items() if key in known and value not in (None, "")}
    for key in method.needs:
        if key not in given:
            raise bad_request(f"{key} is required")
    return {key: known[key](key, value) for key, value in given.items()}
