"""Who and what there is in the world: people, bots, chats, topics, messages, button presses."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.telegram.files import StoredFile
from sandbox.telegram.queue import UpdateQueue

GROUP_ANONYMOUS_BOT = 1087968824
GENERAL_TOPIC = 1


class Standing(StrEnum):
    """What somebody is in a group, in the words of the Bot API."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def inside(self) -> bool:
        return self not in (Standing.LEFT, Standing.KICKED)

    @property
    def rules(self) -> bool:
        return self in (Standing.CREATOR, Standing.ADMINISTRATOR)


@dataclass(eq=False)
class Person:
    id: int
    first_name: str
    last_name: str = ""
    language_code: str = "vi"
    username: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(eq=False)
class Bot:
    token: str
    id: int
    username: str
    name: str
    queue: UpdateQueue
    reads_everything: bool = False  # privacy mode switched off
    started_by: set[int] = field(default_factory=set)
    blocked_by: set[int] = field(default_factory=set)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)  # by scope and language
    words: dict[tuple[str, str], str] = field(default_factory=dict)  # description, short_description; by language
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)
    message_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))


@dataclass(eq=False)
class Topic:
    id: int
    name: str
    icon_color: int
    closed: bool = False


@dataclass(eq=False)
class Chat:
    """A private chat belongs to one bot and one person; a group or channel has members, bots among them."""

    id: int
    type: str  # private, group, supergroup, channel
    title: str = ""
    is_forum: bool = False
    person: Person | None = None
    bot: Bot | None = None
    members: dict[int, Standing] = field(default_factory=dict)
    no_topics_for: set[int] = field(default_factory=set)  # admins without the right can_manage_topics
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    message_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def is_group(self) -> bool:
        return self.type in ("group", "supergroup")

    def standing(self, user_id: int) -> Standing:
        return self.members.get(user_id, Standing.LEFT)

    def manages_topics(self, user_id: int) -> bool:
        return self.standing(user_id).rules and user_id not in self.no_topics_for


@dataclass(frozen=True, slots=True)
class Media:
    file: StoredFile
    details: dict[str, Any] = field(default_factory=dict)  # duration, width, height …


@dataclass(eq=False)
class Message:
    """`content` holds the fields that the Bot API gives this kind of message: text and entities, location, …"""

    id: int
    chat: Chat
    date: int
    author: Person | Bot | None
    content: dict[str, Any]
    media: Media | None = None
    markup: dict[str, Any] | None = None
    reply_to: Message | None = None
    thread: int | None = None
    album: str = ""
    edited: int | None = None
    anonymous: bool = False  # an admin who writes in the group's name
    protected: bool = False
    origin: dict[str, Any] | None = None  # of a forwarded message
    reactions: list[str] = field(default_factory=list)

    @property
    def buttons(self) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def words(self) -> str:
        return str(self.content.get("text", self.content.get("caption", "")))


@dataclass(eq=False)
class Press:
    """A press on a button, waiting for the bot's answer. `expires` is real time."""

    id: str
    bot: Bot
    person: Person
    chat: Chat
    message_id: int
    data: str
    expires: float
    answered: bool = False
    text: str = ""
    show_alert: bool = False
