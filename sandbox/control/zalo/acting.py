"""Acting as people in Zalo: one function per address, from a checked body to an answer."""

from __future__ import annotations

import base64
import binascii

from sandbox.control.finding import person_with
from sandbox.control.zalo import bodies
from sandbox.control.zalo.finding import chat_of
from sandbox.telegram.files import StoredFile, Upload
from sandbox.telegram.people import Impossible
from sandbox.world import World
from sandbox.zalo import people
from sandbox.zalo.bot.account import new_bot
from sandbox.zalo.model import Content, Json, Message
from sandbox.zalo.oa.account import App, new_account

USUAL_SIZE = 1024
ENDINGS = {"photo": ".jpg", "voice": ".aac", "file": ".pdf"}
TYPES = {"voice": "audio/aac"}


def add_bot(world: World, body: bodies.NewBot) -> Json:
    bot = new_bot(body.key, body.token, body.name)
    world.zalo.add(bot)
    return {"id": bot.id}


def add_official_account(world: World, body: bodies.NewOfficialAccount) -> Json:
    """The first pair of tokens comes as the API Explorer hands it out."""
    app = App(body.app_id, body.app_secret, body.webhook_key)
    apis = None if body.apis is None else frozenset[str](body.apis)
    oa = new_account(body.key, body.name, app, body.oa_type, apis)
    world.zalo.add(oa)
    pair = oa.tokens.grant(world.real)
    return {"oaid": oa.id, "access_token": pair.access, "refresh_token": pair.refresh}


def add_phone(world: World, body: bodies.Phone) -> Json:
    world.zalo.phones[body.phone] = person_with(world, body.person)
    return {}


def send(world: World, body: bodies.Send) -> Json:
    return _named(people.say(world, chat_of(world, body), _content(world, body)))


def press(world: World, body: bodies.Press) -> Json:
    return _named(people.press(world, chat_of(world, body), body.message_id, body.column))


def follow(world: World, body: bodies.Place) -> Json:
    people.follow(world, chat_of(world, body))
    return {}


def unfollow(world: World, body: bodies.Place) -> Json:
    people.unfollow(world, chat_of(world, body))
    return {}


def _named(message: Message) -> Json:
    """`message_id` counts in its chat, `zalo_id` is what the account sees."""
    return {"message_id": message.number, "zalo_id": message.id}


def _content(world: World, body: bodies.Send) -> Content:
    match body.kind:
        case "sticker":
            return Content("sticker", details={"id": body.sticker})
        case "link":
            return Content("link", body.text, details={"url": body.link})
        case "location" if body.location:
            return Content("location", details=body.location.model_dump())
        case "info":
            return Content("info", details=dict(body.info))
        case "text":
            return Content(text=body.text)
        case kind:
            return Content(kind, body.caption, _file(world, kind, body))


def _file(world: World, kind: str, body: bodies.Send) -> StoredFile:
    named = getattr(body, kind)
    name = body.file_name or (named if isinstance(named, str) else kind + ENDINGS[kind])
    stored_as = bodies.FILES[kind]
    if not body.file_base64:
        return world.files.imagine(stored_as, name, body.size or USUAL_SIZE)
    try:
        data = base64.b64decode(body.file_base64, validate=True)
    except binascii.Error:
        raise Impossible("file_base64 is not base64") from None
    return world.files.keep(stored_as, Upload(name, data, body.mime or TYPES.get(kind, "")))
