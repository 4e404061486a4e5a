"""Writing down what the bot says, as the platform received it: an observer of the sandbox."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.petitions.codes import read_code
from sandbox.world import World as Sandbox

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b")
_CARRIED = re.compile(r"[?&]start(?:group)?=([\w-]+)")
_TOPICS = {"closeForumTopic": "closed", "reopenForumTopic": "reopened"}
_MEDIA = {"photo": "ảnh", "voice": "ghi âm", "video": "video", "document": "tệp"}


@dataclass(frozen=True)
class Said:
    """`how` is "message", "edit", "toast" (which only the presser sees), "menu", or what became of a topic: "opened",
    "closed", "reopened". `media` as shown, such as "tệp don.docx"; `topic` is the name of that in which it stands."""

    chat: int
    at: datetime
    how: str
    text: str
    media: tuple[str, ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    topic: str = ""


@dataclass(frozen=True)
class Button:
    chat: int
    message: int
    label: str
    data: str


class Records(Protocol):
    """`codes` and `carried` hold every code, and every link's payload, in the order in which they were first said."""

    buttons: list[Button]
    codes: list[str]
    carried: list[str]

    def take(self) -> list[Said]:
        """What was said since the last time."""
        ...


class Recorder:
    """Implements `Records` on Telegram."""

    def __init__(self, sandbox: Sandbox, now: Callable[[], datetime]) -> None:
        self._sandbox = sandbox
        self._now = now
        self._said: list[Said] = []
        self.buttons: list[Button] = []
        self.codes: list[str] = []
        self.carried: list[str] = []

    def take(self) -> list[Said]:
        """What was said since the last time."""
        said, self._said = self._said, []
        return said

    def on_update(self, update: dict[str, Any]) -> list[str]:
        return []

    def on_request(self, method: str, parameters: dict[str, Any]) -> list[str]:
        if method == "answerCallbackQuery" and parameters.get("text"):
            press = self._sandbox.presses[parameters["callback_query_id"]]
            self._note(Said(press.person.id, self._now(), "toast", parameters["text"]))
        if method == "setMyCommands":
            self._note_menu(_decoded(parameters.get("scope", {})), _decoded(parameters["commands"]))
        if method in _TOPICS:
            self._note_topic(int(parameters["chat_id"]), int(parameters["message_thread_id"]), _TOPICS[method])
        return []

    def on_result(self, method: str, result: Any) -> list[str]:
        if method == "createForumTopic":
            self._note_topic(self._forum(result), result["message_thread_id"], "opened")
        for message in result if isinstance(result, list) else [result]:
            if isinstance(message, dict) and "message_id" in message:
                self._note_message(message, "edit" if method.startswith("edit") else "message")
        return []

    def _note_menu(self, scope: dict[str, Any], commands: list[dict[str, str]]) -> None:
        if scope.get("type") == "chat":
            names = " ".join(f"/{one['command']}" for one in commands)
            self._note(Said(int(scope["chat_id"]), self._now(), "menu", names))

    def _note_message(self, message: dict[str, Any], how: str) -> None:
        chat, text = message["chat"]["id"], message.get("text", message.get("caption", ""))
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in (button for row in rows for button in row):
            if "callback_data" in button:
                self.buttons.append(Button(chat, message["message_id"], button["text"], button["callback_data"]))
        self.carried += [one for one in _CARRIED.findall(text) if one not in self.carried]
        shown = tuple(tuple(_label(button) for button in row) for row in rows)
        topic = self._topic(chat, message.get("message_thread_id"))
        self._note(Said(chat, self._now(), how, text, _media(message), shown, topic))

    def _note_topic(self, chat: int, thread: int, how: str) -> None:
        self._note(Said(chat, self._now(), how, "", topic=self._topic(chat, thread)))

    def _topic(self, chat: int, thread: int | None) -> str:
        topics = next((one.topics for one in self._sandbox.chats() if one.id == chat), {})
        return topics[thread].name if thread in topics else ""

    def _forum(self, topic: dict[str, Any]) -> int:
        """The group in which a topic was just opened."""
        opened = (topic["message_thread_id"], topic["name"])
        among = ((one.id, there) for one in self._sandbox.chats() for there in one.topics.values())
        return next(chat for chat, there in among if (there.id, there.name) == opened)

    def _note(self, said: Said) -> None:
        self._said.append(said)
        found = [code for code in CODE.findall(said.text) if read_code(code) == code]
        self.codes += [code for code in dict.fromkeys(found) if code not in self.codes]


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _media(message: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_named(shown, message[field]) for field, shown in _MEDIA.items() if field in message)


def _named(shown: str, media: Any) -> str:
    return f"{shown} {media['file_name']}" if isinstance(media, dict) and "file_name" in media else shown


def _label(button: dict[str, Any]) -> str:
    """What only copies or opens something is marked, as the apps do."""
    mark = " ⧉" if "copy_text" in button else " ↗" if "url" in button else ""
    return f"{button['text']}{mark}"
