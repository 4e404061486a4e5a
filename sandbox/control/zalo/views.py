"""What the page and the tests see of Zalo: who is there, a chat in the page's own shape, its transcript."""

from __future__ import annotations

from typing import Any

from sandbox.control.views import ICONS, LINE_BREAK
from sandbox.world import World
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.model import Account, Chat, Json, Message

MARKS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough"}
ANSWERING = ("oa.query.show", "oa.query.hide")
TELEPHONE = ("oa.open.phone", "oa.open.sms")


def messenger(account: Account) -> str:
    return "zalo-bot" if isinstance(account, Bot) else "zalo-oa"


def state(world: World) -> Json:
    """No token shows, not even a part of one."""
    accounts = world.zalo.accounts.values()
    return {
        "accounts": [
            {"account": account.key, "name": account.name, "messenger": messenger(account), "id": account.id}
            for account in accounts
        ],
        "chats": [_chat(chat) for account in accounts for chat in account.chats.values()],
    }


def _chat(chat: Chat) -> Json:
    return {
        "account": chat.account.key,
        "person": chat.person.id,
        "user_id": chat.id,
        "follows": chat.follows,
        "last_interaction": chat.last_interaction,
    }


def conversation(chat: Chat, after: int = 0) -> Json:
    """As the Telegram side shows one, with `follows` besides. Neither commands nor alerts exist here."""
    messages = [_message(message) for message in chat.messages[after:] if not message.hidden]
    absent: Json = {
        "commands": [],
        "alerts": [],
        "answered": [],
        "blocked": False,
        "description": "",
        "pinned": [],
    }
    return absent | _chat(chat) | {"messages": messages}


def _message(it: Message) -> Json:
    account, person = it.chat.account, it.chat.person
    shown: Json = {
        "message_id": it.number,
        "zalo_id": it.id,
        "date": it.date / 1000,
        "from_bot": it.from_account,
        "author": {"id": it.chat.id, "name": account.name}
        if it.from_account
        else {"id": person.id, "name": person.name},
        "text": _words(it),
        "entities": [_entity(style) for style in it.content.details.get("text_styles", []) if style["st"]],
        "buttons": [[_button(button, place)] for place, button in enumerate(it.buttons)],
        "kind": it.content.kind,
    }
    return shown | _attached(it)


def _words(it: Message) -> str:
    if it.content.kind == "info":
        return "\n".join(f"{name}: {value}" for name, value in it.content.details.items())
    return it.content.text or str(it.content.details.get("url", ""))


def _attached(it: Message) -> Json:
    if file := it.content.file:
        return {file.kind: {"url": f"/_sandbox/file/{file.unique_id}", "name": file.name, "size": file.size}}
    match it.content.kind:
        case "sticker":
            return {"sticker": {"name": it.content.details["id"]}}
        case "location":
            return {"location": it.content.details}
        case "template":
            return {"card": it.content.details}
    return {}


def _entity(style: Json) -> Json:
    marks = [MARKS[mark] for mark in style["st"] if mark in MARKS]
    return {"type": marks[0] if marks else "plain", "offset": style["start"], "length": style["len"]}


def _button(it: Json, place: int) -> Json:
    """An answering one is pressed by its place among them."""
    payload: Any = it["payload"]
    payload = payload.get("url") or payload.get("phone_code") if isinstance(payload, dict) else payload
    url = f"tel:{payload}" if it["type"] in TELEPHONE else payload
    answering = it["type"] in ANSWERING
    return {"text": it["title"], "data": str(place) if answering else None, "url": None if answering else url}


def transcript(chat: Chat, after: int = 0) -> str:
    """One line per message, `Name: words [Button] [Button]`."""
    return "".join(f"{_line(message)}\n" for message in chat.messages[after:] if not message.hidden)


def _line(it: Message) -> str:
    parts = [f"{it.chat.account.name if it.from_account else it.chat.person.name}:"]
    if it.content.file:
        parts.append(f"{ICONS[it.content.file.kind]} {it.content.file.name}")
    if it.content.kind == "sticker":
        parts.append(f"{ICONS['sticker']} {it.content.details['id']}")
    if it.content.kind == "location":
        parts.append(f"📍 {it.content.details['latitude']}, {it.content.details['longitude']}")
    parts += [words.replace("\n", LINE_BREAK)] if (words := _words(it)) else []
    parts += [f"[{button['title']}]" for button in it.buttons]
    return " ".join(parts)
