"""What both of Zalo's interfaces share: accounts that people write to, their chats, the messages in them."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.files import StoredFile
from sandbox.telegram.model import Person

Json = dict[str, Any]


@dataclass(eq=False)
class Account(ABC):
    """A bot or an official account. The control API names it by its `key`."""

    key: str
    name: str
    chats: dict[int, Chat] = field(default_factory=dict)  # by the person's number

    @property
    def id(self) -> str:
        """The account's own, in digits."""
        return digits("account", self.key)

    def chat_with(self, person: Person) -> Chat:
        if person.id not in self.chats:
            self.chats[person.id] = Chat(self, person, self.name_for(person))
        return self.chats[person.id]

    def chat_called(self, user_id: str) -> Chat | None:
        """The chat with whom this account calls so; one that never began is not known to it."""
        return next((chat for chat in self.chats.values() if chat.id == user_id and chat.begun), None)

    @abstractmethod
    def name_for(self, person: Person) -> str:
        """The opaque id under which this account, and no other, knows the person."""


@dataclass(eq=False)
class Chat:
    """`last_interaction` is the movable clock's, in milliseconds: what the reply windows count from."""

    account: Account
    person: Person
    id: str
    messages: list[Message] = field(default_factory=list)
    begun: bool = False
    follows: bool = False
    last_interaction: int | None = None
    answers: int = 0  # sent to the person since then

    def touch(self, now: int) -> None:
        """The person did something: the window opens anew."""
        self.begun, self.last_interaction, self.answers = True, now, 0


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds. `kind` is text, photo, voice, sticker, file, location, link or info."""

    kind: str = "text"
    text: str = ""
    file: StoredFile | None = None
    details: Json = field(default_factory=dict)  # the place, the sticker's id, the form that was filled in


@dataclass(eq=False)
class Message:
    """`number` counts in its chat, `date` is in milliseconds; `buttons` are an official account's."""

    id: str
    number: int
    chat: Chat
    date: int
    from_account: bool
    content: Content
    buttons: list[Json] = field(default_factory=list)
    hidden: bool = False  # what `oa.query.hide` sends in the person's name


@dataclass(frozen=True, slots=True)
class Offered:
    """A file at an address, or behind a token, until a moment of real time."""

    file: StoredFile
    expires: float


def opaque(*parts: object) -> str:
    """Hexadecimal, always the same for the same parts."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def digits(*parts: object) -> str:
    """Nineteen digits, above 2^53: no program may take it for a number."""
    return str(10**18 + int(opaque(*parts), 16) % (8 * 10**18))
