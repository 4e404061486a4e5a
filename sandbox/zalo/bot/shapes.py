"""The shapes of the Bot Platform: the bot itself, and the events in which people's messages reach it."""

from __future__ import annotations

from sandbox.world import World
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.media import address_of
from sandbox.zalo.model import Json, Message

EVENTS = {"text": "text", "photo": "image", "sticker": "sticker", "voice": "voice"}
UNSUPPORTED = "unsupported"  # files, links, places: the event comes without any content
TYPES = {"photo": "CHAT_PHOTO", "voice": "CHAT_VOICE"}


def me(bot: Bot) -> Json:
    return {
        "id": bot.id,
        "account_name": bot.key,
        "account_type": "BASIC",
        "can_join_groups": False,
        "display_name": bot.name,
    }


def event(world: World, message: Message) -> Json:
    kind = EVENTS.get(message.content.kind, UNSUPPORTED)
    shape: Json = {
        "from": {"id": message.chat.id, "display_name": message.chat.person.name, "is_bot": False},
        "chat": {"id": message.chat.id, "chat_type": "PRIVATE"},
        "message_id": message.id,
        "date": message.date,
    }
    if kind != UNSUPPORTED:
        shape |= _content(world, message)
    return {"event_name": f"message.{kind}.received", "message": shape}


def _content(world: World, message: Message) -> Json:
    content, switches = message.content, world.zalo.switches
    match content.kind:
        case "photo" if content.file:
            shape: Json = {switches.photo_field: address_of(world, content.file)}
            shape |= {"caption": content.text} if content.text else {}
        case "voice" if content.file:
            shape = {"voice_url": address_of(world, content.file)}
        case "sticker":
            name = content.details["id"]
            return {switches.sticker_field: name, "url": f"{world.address}/zalo-media/sticker-{name}"}
        case _:
            return {"text": content.text}
    return shape | {"message_type": TYPES[content.kind]}


def envelope(update: Json, shape: str) -> Json:
    """A webhook's body: wrapped as documented, flat as observed."""
    return {"ok": True, "result": update} if shape == "wrapped" else update
