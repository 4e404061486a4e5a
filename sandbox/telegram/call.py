"""One call of the Bot API: found in the table, parameters read, pace checked, carried out, written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.calls import Answers, Asked
from sandbox.telegram.chats import peek
from sandbox.telegram.errors import ApiError, bad_request, not_found
from sandbox.telegram.files import Upload, is_attached
from sandbox.telegram.methods import CANONICAL, METHODS, Method
from sandbox.telegram.model import Bot
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call(Asked):
    """`parts` are the other files of a multipart request, by name."""

    world: World
    bot: Bot
    method: str
    parts: dict[str, Upload]


ABSENT = {"text": "message text is empty", "chat_id": "chat_id is empty"}

ANSWERS = Answers[Call]()
answers = ANSWERS.by


async def perform(world: World, bot: Bot, name: str, raw: dict[str, Any]) -> Any:
    """The result, as JSON. Raises `ApiError`. `raw` holds texts, JSON values and `Upload`s."""
    method = CANONICAL.get(name.lower(), name)
    try:
        result = await _perform(world, bot, method, raw)
    except ApiError as refusal:
        world.log(bot.username, method, shown(raw), refusal.body())
        raise
    world.log(bot.username, method, shown(raw), {"ok": True})
    for observer in world.observers:
        world.complain(*observer.on_result(method, result))
    return result


async def _perform(world: World, bot: Bot, name: str, raw: dict[str, Any]) -> Any:
    if name not in METHODS:
        raise not_found("method not found")
    method = METHODS[name]
    if not method.supported:
        raise bad_request("method is not supported by the sandbox")
    for observer in world.observers:
        world.complain(*observer.on_request(name, raw))
    call = Call(_read(world, name, method, raw), world, bot, name, _parts(raw))
    _keep_pace(call, method)
    return await ANSWERS.carry_out(name, call)


def _read(world: World, name: str, method: Method, raw: dict[str, Any]) -> dict[str, Any]:
    """A parameter without a value is one not given. Unknown names are ignored, as there, but noted."""
    known = {**method.needs, **method.may}
    for unknown in raw.keys() - known.keys():
        if not is_attached(unknown, raw):
            world.complain(f"{name}: unknown parameter {unknown}")
    given = {key: value for key, value in raw.items() if key in known and value is not None}
    for key in method.needs:
        if key not in given:
            raise bad_request(ABSENT.get(key, f'parameter "{key}" is required'))
    return {key: known[key](key, value) for key, value in given.items() if value != "" or key in method.needs}


def _parts(raw: dict[str, Any]) -> dict[str, Upload]:
    return {name: value for name, value in raw.items() if isinstance(value, Upload)}


def _keep_pace(call: Call, method: Method) -> None:
    chat = peek(call.world, call.bot, call.get("chat_id"))
    if chat:
        call.world.limits.spend(call.bot, chat, method.pace, len(call.get("media") or [1]))


def shown(raw: dict[str, Any]) -> dict[str, Any]:
    """The parameters without the files' bytes."""
    return {k: {"file": v.name, "size": len(v.data)} if isinstance(v, Upload) else v for k, v in raw.items()}
