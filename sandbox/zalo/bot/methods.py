"""The methods of the Bot Platform, as a table: what each needs, what it may be given, how it is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.text import units
from sandbox.zalo.bot.errors import bad_request

LONGEST_TEXT = 2_000  # UTF-16 units; which unit Zalo counts in is not published
SECRET = range(8, 257)

Reader = Callable[[str, Any], Any]
"""Takes the parameter's name and raw value: text of a form or query, or JSON. Raises `BotError`."""


def string(name: str, raw: Any) -> str:
    return str(raw)


def seconds(name: str, raw: Any) -> float:
    try:
        return max(0.0, float(raw))
    except (TypeError, ValueError):
        raise bad_request(f"{name} is no number") from None


def text(name: str, raw: Any) -> str:
    if units(str(raw)) > LONGEST_TEXT:
        raise bad_request(f"{name} is longer than {LONGEST_TEXT} characters")
    return str(raw)


def secret(name: str, raw: Any) -> str:
    if len(str(raw)) not in SECRET:
        raise bad_request(f"{name} must have 8 to 256 characters")
    return str(raw)


def address(name: str, raw: Any) -> str:
    try:
        parts = urlsplit(str(raw))
    except ValueError:
        raise bad_request(f"{name} is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request(f"{name} is no address")
    return str(raw)


def one_of(*values: str) -> Reader:
    def read(name: str, raw: Any) -> str:
        if raw not in values:
            raise bad_request(f"{name} must be one of {', '.join(values)}")
        return str(raw)

    return read


def styles(name: str, raw: Any) -> list[dict[str, Any]]:
    try:
        value = json.loads(raw) if isinstance(raw, str) else raw
        return [{"start": int(s["start"]), "len": int(s["len"]), "st": list(s["st"])} for s in value]
    except (ValueError, TypeError, KeyError):
        raise bad_request(f"{name} is no list of styles") from None


@dataclass(frozen=True, slots=True)
class Method:
    needs: dict[str, Reader] = field(default_factory=dict)
    may: dict[str, Reader] = field(default_factory=dict)


CHAT: dict[str, Reader] = {"chat_id": string}

METHODS: dict[str, Method] = {
    "getMe": Method(),
    "getUpdates": Method(may={"timeout": seconds}),
    "setWebhook": Method({"url": address, "secret_token": secret}),
    "testWebhook": Method(),
    "getWebhookInfo": Method(),
    "deleteWebhook": Method(),
    "sendMessage": Method(
        CHAT | {"text": text}, {"parse_mode": one_of("markdown", "html"), "text_styles": styles}
    ),
    "sendPhoto": Method(CHAT | {"photo": address}, {"caption": text}),
    "sendSticker": Method(CHAT | {"sticker": string}),
    "sendVoice": Method(CHAT | {"voice_url": address}),
    "sendChatAction": Method(CHAT | {"action": one_of("typing", "upload_photo")}),
}
