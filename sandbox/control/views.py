"""What the page and the tests see: the state, a chat, its transcript."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.model import Bot, Chat, Message, Person
from sandbox.telegram.profile import menu
from sandbox.world import World

Json = dict[str, Any]

ICONS = {"photo": "📷", "document": "📄", "voice": "🎤", "video": "🎬", "sticker": "🩷"}
LINE_BREAK = " ⏎ "


def state(world: World) -> Json:
    """Who is there. A token shows only its public half."""
    return {
        "bots": [
            {"token_hint": f"{b.id}:…", "bot_id": b.id, "username": b.username, "name": b.name}
            for b in world.bots.values()
        ],
        "people": [
            {"id": p.id, "first_name": p.first_name, "last_name": p.last_name, "language_code": p.language_code}
            for p in world.people.values()
        ],
        "chats": [_chat(world, chat) for chat in world.chats()],
    }


def _chat(world: World, chat: Chat) -> Json:
    bots = [b.username for b in world.bots.values() if chat.bot is b or chat.standing(b.id).inside]
    people = [n for n, standing in chat.members.items() if standing.inside and n in world.people]
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.person.name if chat.person else chat.title,
        "bot_username": bots[0] if bots else "",
        "is_forum": chat.is_forum,
        "members": [chat.person.id] if chat.person else people,
        "topics": _topics(chat),
        "migrated_to": chat.migrated_to,
    }


def conversation(world: World, chat: Chat, bot: Bot, person: Person | None, after: int = 0) -> Json:
    """The messages after a number, the menu of commands there, and what the bot answered to presses, its topics."""
    presses = [p for p in world.presses.values() if p.chat is chat and person in (None, p.person) and p.answered]
    return {
        "messages": [_message(m) for m in chat.messages.values() if m.id > after],
        "commands": menu(bot, chat, person),
        "alerts": [{"callback_id": p.id, "text": p.text, "show_alert": p.show_alert} for p in presses if p.text],
        "answered": [p.id for p in presses],
        "blocked": bool(person and person.id in bot.blocked_by),
        "description": bot.words.get(("description", person.language_code if person else ""), "")
        or bot.words.get(("description", ""), ""),
        "pinned": chat.pinned,
        "is_forum": chat.is_forum,
        "topics": _topics(chat),
    }


def _topics(chat: Chat) -> list[Json]:
    return [{"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()]


def _message(it: Message) -> Json:
    shown: Json = {
        "message_id": it.id,
        "date": it.date,
        "from_bot": isinstance(it.author, Bot),
        "author": {"id": it.author.id if it.author and not it.anonymous else it.chat.id, "name": author(it)},
        "text": it.words,
        "entities": it.content.get("entities", it.content.get("caption_entities", [])),
        "buttons": [[_button(b) for b in row] for row in it.buttons],
        "keyboard": [[b if isinstance(b, dict) else {"text": b} for b in r] for r in _keyboard(it)],
        "reply_to": it.reply_to.id if it.reply_to else None,
        "edited": it.edited is not None,
        "thread": it.thread,
        "album": it.album or None,
        "reactions": it.reactions,
        "service": service(it),
    }
    if it.media:
        file = it.media.file
        shown[file.kind] = {"url": f"/_sandbox/file/{file.unique_id}", "name": file.name, "size": file.size}
    return shown | {name: it.content[name] for name in ("location", "contact") if name in it.content}


def _keyboard(it: Message) -> list[list[Any]]:
    rows: list[list[Any]] = (it.markup or {}).get("keyboard", [])
    return rows


def _button(it: Json) -> Json:
    return {
        "text": it["text"],
        "data": it.get("callback_data"),
        "url": it.get("url"),
        "style": it.get("style"),
        "copy": it.get("copy_text", {}).get("text"),
    }


def author(it: Message) -> str:
    return it.author.name if it.author and not it.anonymous else it.chat.title


def service(it: Message) -> str:
    """The kind of a service message, else empty."""
    ordinary = {"text", "entities", "caption", "caption_entities", "location", "contact"}
    return next((name for name in it.content if name not in ordinary), "")


def transcript(chat: Chat, presses: list[str], after: int = 0) -> str:
    """One line per message, `Name: words [Button] [Button]`; then one `! words` per alert."""
    lines = [_line(m) for m in chat.messages.values() if m.id > after and not service(m)]
    return "".join(f"{line}\n" for line in [*lines, *(f"! {text}" for text in presses)])


def _line(it: Message) -> str:
    parts = [f"{author(it)}:"]
    if it.media:
        parts.append(f"{ICONS[it.media.file.kind]} {it.media.file.name}")
    if place := it.content.get("location"):
        parts.append(f"📍 {place['latitude']}, {place['longitude']}")
    if contact := it.content.get("contact"):
        parts.append(f"👤 {contact['first_name']} {contact['phone_number']}")
    parts += [it.words.replace("\n", LINE_BREAK)] if it.words else []
    parts += [f"[{button['text']}]" for row in it.buttons for button in row]
    return " ".join(parts)
