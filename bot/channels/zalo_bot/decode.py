"""What a raw update of the Bot Platform means (zalo.md, 2.4): wrapped as documented, or flat as seen live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.channels.base import Arrival, Undecodable
from bot.channels.zalo.shapes import at_moment, body_of, fingerprint, identity, part, words, written
from domain.messaging.messages import Address, FileRef, Inbound, Kind, Medium

NAME = "zalo_bot"

_PHOTO = ("photo_url", "photo")
_VOICE = ("voice_url",)


def arrival(account: str, body: Mapping[str, Any]) -> Arrival:
    raw = written(body)
    return Arrival(NAME, account, _update_id(raw), conversation_of(raw), raw)


def conversation_of(raw: str) -> str:
    """The chat's id, else the sender's, else a key of this update's own, so that no shape blocks anybody."""
    message = _message(raw)
    return (
        identity(part(message, "chat").get("id")) or identity(part(message, "from").get("id")) or _update_id(raw)
    )


def decode(raw: str, account: str) -> Inbound:
    """Raises `Undecodable` for what is no update at all; what is only unknown to us is `NOTHING`."""
    event, message = _event(raw), _message(raw)
    if not event:
        raise Undecodable(f"no event in an update of {account}")
    blank = Inbound(
        key=f"{NAME}:{account}:{_update_id(raw)}",
        at=Address(NAME, account, conversation_of(raw)),
        kind=Kind.NOTHING,
        sent_at=at_moment(message.get("date")),
        message_id=identity(message.get("message_id")),
    )
    person, chat = part(message, "from"), part(message, "chat")
    sender = identity(person.get("id"))
    if not sender or person.get("is_bot") is True or _is_group(chat):
        return blank
    name = words(person.get("display_name"))
    return replace(blank, sender=sender, sender_name=name, **_content(event, message))


def _is_group(chat: Mapping[str, Any]) -> bool:
    """Groups are a beta in which only what names the bot is heard: left alone."""
    return str(chat.get("chat_type", "PRIVATE")).upper() != "PRIVATE"


def _content(event: str, message: Mapping[str, Any]) -> dict[str, Any]:
    match event.split("."):
        case ["message", "text", "received"]:
            said = words(message.get("text"))
            return {"kind": Kind.WORDS if said.strip() else Kind.NOTHING, "text": said}
        case ["message", "image", "received"]:
            return _file(message, _PHOTO, Medium.PHOTO)
        case ["message", "voice", "received"]:
            return _file(message, _VOICE, Medium.VOICE)
        case ["message", _, "received"]:  # stickers, and `unsupported`, which has no content at all
            return {"kind": Kind.UNSUPPORTED}
        case _:
            return {}


def _file(message: Mapping[str, Any], names: tuple[str, ...], medium: Medium) -> dict[str, Any]:
    """The documentation says `photo`, live bodies say `photo_url`."""
    address = next((words(message[name]) for name in names if words(message.get(name))), "")
    caption = words(message.get("caption"))
    if not address:
        return {"kind": Kind.UNSUPPORTED, "text": caption}
    file = FileRef(address, identity(message.get("message_id")) or fingerprint(address), medium)
    return {"kind": Kind.FILE, "files": (file,), "text": caption, "alone": True}


def _event(raw: str) -> str:
    return words(_unwrapped(raw).get("event_name"))


def _message(raw: str) -> Mapping[str, Any]:
    return part(_unwrapped(raw), "message")


def _unwrapped(raw: str) -> Mapping[str, Any]:
    body = body_of(raw)
    inner = part(body, "result")
    return inner if "event_name" in inner else body


def _update_id(raw: str) -> str:
    return identity(_message(raw).get("message_id")) or fingerprint(raw)
