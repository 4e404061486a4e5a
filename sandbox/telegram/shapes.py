"""The shapes in which the Bot API shows the world: User, Chat, Message, CallbackQuery, as one bot sees them."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.files import Files, StoredFile
from sandbox.telegram.model import GROUP_ANONYMOUS_BOT, Bot, Chat, Media, Message, Person, Standing

Json = dict[str, Any]

ANONYMOUS: Json = {
    "id": GROUP_ANONYMOUS_BOT,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
_RIGHTS = """
    can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members
    can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_send_welcome_messages
"""
RIGHTS = _RIGHTS.split()


def user(who: Person | Bot) -> Json:
    if isinstance(who, Bot):
        return {"id": who.id, "is_bot": True, "first_name": who.name, "username": who.username}
    shape: Json = {"id": who.id, "is_bot": False, "first_name": who.first_name}
    more = {"last_name": who.last_name, "username": who.username, "language_code": who.language_code}
    return shape | {name: value for name, value in more.items() if value}


def chat(it: Chat) -> Json:
    if it.person:
        person = user(it.person)
        names: Json = {name: person[name] for name in ("first_name", "last_name", "username") if name in person}
        return {"id": it.id, "type": "private", **names}
    return {"id": it.id, "type": it.type, "title": it.title} | ({"is_forum": True} if it.is_forum else {})


def full_chat(it: Chat) -> Json:
    """ChatFullInfo."""
    no_gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    gifts = dict.fromkeys(no_gifts, False)
    return chat(it) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def member(who: Person | Bot, standing: Standing, *, topics: bool = True) -> Json:
    """ChatMember; `topics` is the right can_manage_topics of an administrator."""
    shape: Json = {"user": user(who), "status": str(standing)}
    match standing:
        case Standing.CREATOR:
            return shape | {"is_anonymous": False}
        case Standing.ADMINISTRATOR:
            rights = dict.fromkeys(RIGHTS, True) | {"can_pin_messages": True, "can_manage_topics": topics}
            return shape | {"can_be_edited": False, "is_anonymous": False} | rights
        case Standing.KICKED:
            return shape | {"until_date": 0}
    return shape


def message(it: Message, viewer: Bot, files: Files, *, with_reply: bool = True) -> Json:
    shape: Json = {"message_id": it.id, "date": it.date, "chat": chat(it.chat)}
    shape |= _author(it) | it.content
    if it.media:
        shape |= media(it.media, viewer, files)
    if it.thread is not None:
        shape |= {"message_thread_id": it.thread} | ({"is_topic_message": True} if it.chat.is_forum else {})
    if it.reply_to and with_reply:
        shape["reply_to_message"] = message(it.reply_to, viewer, files, with_reply=False)
    if "inline_keyboard" in (it.markup or {}):
        shape["reply_markup"] = it.markup
    rest = {
        "edit_date": it.edited,
        "media_group_id": it.album or None,
        "forward_origin": it.origin,
        "has_protected_content": True if it.protected else None,
    }
    return shape | {name: value for name, value in rest.items() if value is not None}


def _author(it: Message) -> Json:
    if it.chat.type == "channel":
        return {"sender_chat": chat(it.chat)}
    if it.anonymous:
        return {"from": ANONYMOUS, "sender_chat": chat(it.chat)}
    return {"from": user(it.author)} if it.author else {}


def media(it: Media, viewer: Bot, files: Files) -> Json:
    shape = file(it.file, viewer, files) | it.details
    match it.file.kind:
        case "photo":
            size = {"width": 1280, "height": 960}
            return {"photo": [shape | size]}
        case "voice":
            return {"voice": {"duration": 3} | shape | {"mime_type": it.file.mime}}
        case "video":
            return {"video": {"width": 640, "height": 480, "duration": 5} | shape | {"mime_type": it.file.mime}}
        case "sticker":
            look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": look | shape}
    return {it.file.kind: shape | {"file_name": it.file.name, "mime_type": it.file.mime}}


def file(it: StoredFile, viewer: Bot, files: Files) -> Json:
    file_id = files.id_for(viewer.id, it)
    return {"file_id": file_id, "file_unique_id": it.unique_id, "file_size": it.size}


def inaccessible(chat_: Chat, message_id: int) -> Json:
    """InaccessibleMessage: known by its date 0."""
    return {"chat": chat(chat_), "message_id": message_id, "date": 0}
