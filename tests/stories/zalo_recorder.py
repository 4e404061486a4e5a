"""Writing down what the bot says to people on Zalo: new messages in their chats, lists read back into choices."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from domain.petitions.codes import read_code
from handlers.people.links import read_payload
from sandbox.world import World as Sandbox
from sandbox.zalo.model import Chat, Message
from tests.messengers.lists import shown
from tests.stories.recorder import CODE, Button, Said

_CARRIED = re.compile(r"\b[a-z]_[\w-]{8,}")


class ZaloRecorder:
    """Implements `Records`."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._accounts = sandbox.zalo.accounts
        self._seen: dict[Chat, int] = {}
        self.buttons: list[Button] = []
        self.codes: list[str] = []
        self.carried: list[str] = []

    def take(self) -> list[Said]:
        """What was said since the last time."""
        said = []
        for chat in [chat for account in self._accounts.values() for chat in account.chats.values()]:
            new = chat.messages[self._seen.get(chat, 0) :]
            self._seen[chat] = len(chat.messages)
            said += [self._said(message) for message in new if message.from_account]
        return sorted(said, key=lambda one: one.at)

    def _said(self, message: Message) -> Said:
        text = message.content.text
        codes = [code for code in CODE.findall(text) if read_code(code) == code]
        self.codes += [code for code in dict.fromkeys(codes) if code not in self.codes]
        carried = [one for one in _CARRIED.findall(text) if read_payload(one)]
        self.carried += [one for one in dict.fromkeys(carried) if one not in self.carried]
        read = shown(text, message.buttons)
        rows = () if read.again else tuple((label,) for label, _ in read.choices)  # elsewhere they never left
        at = datetime.fromtimestamp(message.date / 1000, UTC)
        media = () if message.content.kind == "text" else (message.content.kind,)
        return Said(message.chat.person.id, at, "message", read.text, media, rows)
