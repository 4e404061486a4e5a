"""Raw updates as the inbox takes them, and which kinds of them we ask for."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.base import Arrival
from bot.channels.telegram.decode import NAME
from bot.channels.telegram.keys import conversation_of

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""https://core.telegram.org/bots/api#update: what the bot acts on, and nothing else."""


def arrival(account: str, update: dict[str, Any]) -> Arrival:
    """Stored as ASCII JSON, as the Bot API itself writes it: halves of characters, which some phones send, stay
    escaped, and no database has to refuse them."""
    raw = json.dumps(update, separators=(",", ":"))
    return Arrival(NAME, account, str(update["update_id"]), conversation_of(raw), raw)
