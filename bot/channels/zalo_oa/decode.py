"""What a raw event of an Official Account means (zalo.md, 3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.channels.base import Arrival, Undecodable
from bot.channels.zalo.calls import number
from bot.channels.zalo.shapes import at_moment, body_of, fingerprint, identity, part, words
from domain.messaging.messages import Address, FileRef, Inbound, Kind, Medium, Pin

NAME = "zalo_oa"

_SAID = "user_send_"
_FILES = {
    "image": Medium.PHOTO,
    "gif": Medium.PHOTO,
    "audio": Medium.VOICE,
    "video": Medium.VIDEO,
    "file": Medium.DOCUMENT,
}
_AROUND = {"follow": Kind.REACHABLE, "unfollow": Kind.UNREACHABLE}


def arrival(account: str, raw: str) -> Arrival:
    return Arrival(NAME, account, _update_id(raw), conversation_of(raw), raw)


def conversation_of(raw: str) -> str:
    """The person's id in either envelope, else a key of this event's own."""
    return _person(body_of(raw)) or _update_id(raw)


def decode(raw: str, account: str) -> Inbound:
    """Raises `Undecodable` for what is no event at all; events that are not for us are `NOTHING`."""
    body = body_of(raw)
    event = words(body.get("event_name"))
    if not event:
        raise Undecodable(f"no event in an update of {account}")
    person = _person(body)
    blank = Inbound(
        key=f"{NAME}:{account}:{_update_id(raw)}",
        at=Address(NAME, account, person or _update_id(raw)),
        kind=Kind.NOTHING,
        sent_at=at_moment(body.get("timestamp")),
        message_id=identity(part(body, "message").get("msg_id")),
    )
    if not person:
        return blank
    blank = replace(blank, sender=person)
    if event in _AROUND:
        return replace(blank, kind=_AROUND[event])
    return replace(blank, **_content(event, part(body, "message")))


def _content(event: str, message: Mapping[str, Any]) -> dict[str, Any]:
    """What our own account, other people's groups and anonymous visitors send is not for us."""
    if not event.startswith(_SAID) or "group" in event:
        return {}
    what, said = event.removeprefix(_SAID), words(message.get("text"))
    if what == "text":
        return {"kind": Kind.WORDS if said.strip() else Kind.NOTHING, "text": said}
    if what in _FILES:
        files = tuple(_files(message, _FILES[what]))
        kind = Kind.FILE if files else Kind.UNSUPPORTED
        return {"kind": kind, "files": files, "text": said, "alone": bool(files)}
    if what == "location" and (pin := _pin(message)):
        return {"kind": Kind.PIN, "pin": pin, "text": said}
    if what == "link" and (address := _link(message)):
        return {"kind": Kind.WORDS, "text": "\n".join(filter(None, (said, address)))}
    return {"kind": Kind.UNSUPPORTED, "text": said}


def _files(message: Mapping[str, Any], medium: Medium) -> Sequence[FileRef]:
    unique = identity(message.get("msg_id"))
    found = []
    for place, payload in enumerate(_payloads(message)):
        if address := words(payload.get("url")):
            name, size = words(payload.get("name")), number(payload.get("size")) or 0
            found.append(FileRef(address, f"{unique or fingerprint(address)}.{place}", medium, size, name))
    return found


def _pin(message: Mapping[str, Any]) -> Pin | None:
    for payload in _payloads(message):
        where = part(payload, "coordinates")
        with suppress(TypeError, ValueError):
            return Pin(float(where.get("latitude") or ""), float(where.get("longitude") or ""))
    return None


def _link(message: Mapping[str, Any]) -> str:
    return next((words(payload.get("url")) for payload in _payloads(message)), "")


def _payloads(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    attachments = message.get("attachments")
    return [part(one, "payload") for one in attachments] if isinstance(attachments, list) else []


def _person(body: Mapping[str, Any]) -> str:
    """Our own messages come back as `oa_send_…`, with us as the sender: they belong to their recipient."""
    if follower := identity(part(body, "follower").get("id")):
        return follower
    ours = words(body.get("event_name")).startswith("oa_")
    return identity(part(body, "recipient" if ours else "sender").get("id"))


def official_account(body: Mapping[str, Any]) -> str:
    """The number of the account that the event is about."""
    ours = words(body.get("event_name")).startswith("oa_")
    return identity(body.get("oa_id")) or identity(part(body, "sender" if ours else "recipient").get("id"))


def _update_id(raw: str) -> str:
    """Events without a message have no id: a repeated delivery repeats every byte."""
    body = body_of(raw)
    message = identity(part(body, "message").get("msg_id"))
    return f"{words(body.get('event_name'))}:{message}" if message else fingerprint(raw)
