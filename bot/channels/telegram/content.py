"""What a message holds: words, a file, a place, something nobody can keep, or a notice of the chat's own."""

from __future__ import annotations

from typing import Any

from telegram import Contact, Message
from telegram.constants import MessageAttachmentType, MessageType

from bot.channels.split import clean
from domain.messaging.messages import FileRef, Kind, Medium, Pin

_MEDIA = {
    "voice": Medium.VOICE,
    "video": Medium.VIDEO,
    "video_note": Medium.VIDEO,
    "animation": Medium.VIDEO,
    "audio": Medium.DOCUMENT,
    "document": Medium.DOCUMENT,
}
"""In the order in which they are looked for: an animation is sent with a `document` beside it."""

_NOTICES = (
    {str(kind) for kind in MessageType}
    - {str(kind) for kind in MessageAttachmentType}
    - {"text", "checklist", "giveaway", "web_app_data"}
)
"""Fields of messages that the chat itself writes: members come and go, topics open, something is pinned."""


def content_of(message: Message) -> dict[str, Any]:
    """The fields of `Inbound` that say what was sent. A caption is text."""
    if message.migrate_to_chat_id:
        return {"kind": Kind.MOVED, "text": str(message.migrate_to_chat_id)}
    if message.forum_topic_edited and message.forum_topic_edited.name:
        return {"kind": Kind.THREAD_NAMED, "text": clean(message.forum_topic_edited.name)}
    if message.forum_topic_closed or message.forum_topic_reopened:
        return {"kind": Kind.THREAD_CLOSED if message.forum_topic_closed else Kind.THREAD_REOPENED}
    if message.text is not None:
        return {"kind": Kind.WORDS, "text": clean(message.text)}
    caption = clean(message.caption or "")
    if file := _file(message):
        return {"kind": Kind.FILE, "files": (file,), "text": caption}
    if message.location:  # a venue carries its location too
        return {
            "kind": Kind.PIN,
            "pin": Pin(message.location.latitude, message.location.longitude),
            **_venue(message),
        }
    if message.contact:
        return {"kind": Kind.WORDS, "text": _card(message.contact)}
    return {"kind": Kind.NOTHING if _is_notice(message) else Kind.UNSUPPORTED, "text": caption}


def _file(message: Message) -> FileRef | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return FileRef(largest.file_id, largest.file_unique_id, Medium.PHOTO, largest.file_size or 0)
    for field, medium in _MEDIA.items():
        if held := getattr(message, field):
            name, mime = getattr(held, "file_name", None), getattr(held, "mime_type", None)
            size = int(held.file_size or 0)
            return FileRef(held.file_id, held.file_unique_id, medium, size, clean(name or ""), mime or "")
    return None


def _venue(message: Message) -> dict[str, str]:
    venue = message.venue
    return {"text": clean(f"{venue.title}, {venue.address}")} if venue else {}


def _card(contact: Contact) -> str:
    """A shared contact is kept as words: the name and the number are what the person wanted to say."""
    names = (contact.first_name, contact.last_name, contact.phone_number)
    return clean(" ".join(part for part in names if part))


def _is_notice(message: Message) -> bool:
    return bool(message.migrate_from_chat_id) or any(getattr(message, field, None) for field in _NOTICES)
