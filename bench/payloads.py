"""Updates as Telegram sends them, from the recorded ones: https://core.telegram.org/bots/api#update."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

from bot.channels.base import Arrival
from bot.channels.telegram.intake import arrival
from bot.settings import MAIN

_RECORDED = Path(__file__).parents[1] / "tests" / "channels" / "payloads"
_numbers = count(810_000_001)


def said(user: int, text: str) -> Arrival:
    update = _recorded("text_private")
    return _by(user, update, update["message"], text=text)


def pressed(user: int, data: str) -> Arrival:
    update = _recorded("press")
    press = update["callback_query"]
    press["message"]["chat"] = {"id": user, "type": "private", "first_name": "Lan"}
    return _by(user, update, press, data=data)


def _by(user: int, update: dict[str, Any], deed: dict[str, Any], **what: str) -> Arrival:
    update["update_id"] = next(_numbers)
    deed["from"]["id"] = user
    if "chat" in deed:
        deed["chat"]["id"] = user
    deed.update(what)
    return arrival(MAIN, update)


def _recorded(name: str) -> dict[str, Any]:
    update: dict[str, Any] = json.loads((_RECORDED / f"{name}.json").read_text("utf-8"))["update"]
    return update
