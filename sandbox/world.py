"""The world in memory: who exists, what was said, what a test ordered to go wrong, and who watches."""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from sandbox.faults import Fault, Faults
from sandbox.pulse import Pulse
from sandbox.realtime import RealTime
from sandbox.telegram.files import Files
from sandbox.telegram.limits import Limits
from sandbox.telegram.model import Bot, Chat, Message, Person, Press
from sandbox.telegram.queue import UpdateQueue
from sandbox.telegram.webhooks import Webhook
from sandbox.timekeeper import PlainTimekeeper, Timekeeper
from sandbox.zalo.accounts import Zalo

FIRST_UPDATE_ID = 810_000_001
FIRST_PERSON_ID = 5_000_001
FIRST_GROUP_ID = -4_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001
LOG_LENGTH = 20_000


class Observer(Protocol):
    """Sees everything that passes. Answers with what it finds wrong, which is kept in `World.complaints`."""

    def on_request(self, method: str, parameters: dict[str, Any]) -> list[str]: ...
    def on_result(self, method: str, result: Any) -> list[str]: ...
    def on_update(self, update: dict[str, Any]) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    bot: str  # its username, or the key of a Zalo account
    method: str
    parameters: dict[str, Any]
    outcome: dict[str, Any]
    at: float  # real time, in seconds
    date: str  # the movable clock, ISO


@dataclass
class Switches:
    """What a test or the page may turn; see docs/how-to/sandbox.md."""

    limits: bool = True
    strict_limits: bool = False
    silence_on_429: bool = False
    undecodable_updates: int = 0
    duplicate_updates: int = 0
    webhook_silent_until: float = 0.0


@dataclass(eq=False)
class World:
    real: RealTime = field(default_factory=RealTime)
    timekeeper: Timekeeper = field(default_factory=PlainTimekeeper)
    bots: dict[str, Bot] = field(default_factory=dict)  # by token
    people: dict[int, Person] = field(default_factory=dict)
    groups: dict[int, Chat] = field(default_factory=dict)  # channels too
    private: dict[tuple[int, int], Chat] = field(default_factory=dict)  # by bot and person
    presses: dict[str, Press] = field(default_factory=dict)
    webhooks: dict[int, Webhook] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    faults: Faults[Fault] = field(default_factory=Faults)
    switches: Switches = field(default_factory=Switches)
    zalo: Zalo = field(default_factory=Zalo)
    address: str = "http://sandbox"  # where files are offered; a server over TCP says its own
    pulse: Pulse = field(default_factory=Pulse)
    requests: deque[LoggedRequest] = field(default_factory=lambda: deque(maxlen=LOG_LENGTH))
    complaints: list[str] = field(default_factory=list)
    observers: list[Observer] = field(default_factory=list)
    _ids: dict[str, itertools.count[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.limits = Limits(self.real, self.switches)

    def date(self) -> int:
        """The movable clock in Unix seconds, as messages carry it."""
        return int(self.timekeeper.now().timestamp())

    def milliseconds(self) -> int:
        """The movable clock as Zalo writes it."""
        return int(self.timekeeper.now().timestamp() * 1000)

    def number(self, what: str, first: int = 1, step: int = 1) -> int:
        """The next number of this series."""
        return next(self._ids.setdefault(what, itertools.count(first, step)))

    def add_bot(self, token: str, username: str, name: str = "") -> Bot:
        """A token that is known already keeps its bot."""
        if token not in self.bots:
            queue = UpdateQueue(self.real, FIRST_UPDATE_ID)
            self.bots[token] = Bot(token, int(token.partition(":")[0]), username, name or username, queue)
        return self.bots[token]

    def bot_named(self, username: str) -> Bot | None:
        return next((b for b in self.bots.values() if b.username.lower() == username.lstrip("@").lower()), None)

    def bot_with_id(self, user_id: int) -> Bot | None:
        return next((b for b in self.bots.values() if b.id == user_id), None)

    def add_person(self, first_name: str, last_name: str = "", language_code: str = "vi", id_: int = 0) -> Person:
        """An id that is known already keeps its person."""
        person_id = id_ or self.number("person", FIRST_PERSON_ID)
        return self.people.setdefault(person_id, Person(person_id, first_name, last_name, language_code))

    def add_group(self, title: str, type_: str = "group", *, forum: bool = False) -> Chat:
        """A forum is always a supergroup; channels are numbered like supergroups."""
        type_ = "supergroup" if forum else type_
        basic = type_ == "group"
        group_id = (
            self.number("group", FIRST_GROUP_ID, -1) if basic else self.number("super", FIRST_SUPERGROUP_ID, -1)
        )
        self.groups[group_id] = Chat(group_id, type_, title, is_forum=forum)
        return self.groups[group_id]

    def private_chat(self, bot: Bot, person: Person) -> Chat:
        key = (bot.id, person.id)
        if key not in self.private:
            self.private[key] = Chat(person.id, "private", person=person, bot=bot, message_ids=bot.message_ids)
        return self.private[key]

    def chats(self) -> list[Chat]:
        return [*self.private.values(), *self.groups.values()]

    def post(
        self, chat: Chat, author: Person | Bot | None, content: dict[str, Any], *, number: int = 0, **more: Any
    ) -> Message:
        """Puts a message into a chat. Telling the bots is `telegram.delivery`'s."""
        message = Message(number or next(chat.message_ids), chat, self.date(), author, content, **more)
        chat.messages[message.id] = message
        self.pulse.tell("message", bot=chat.bot.username if chat.bot else "", chat=chat.id)
        return message

    def changed(self, message: Message) -> None:
        chat = message.chat
        self.pulse.tell("edit", bot=chat.bot.username if chat.bot else "", chat=chat.id)

    def complain(self, *what: str) -> None:
        self.complaints += [one for one in what if one not in self.complaints]

    def log(self, bot: str, method: str, parameters: dict[str, Any], outcome: dict[str, Any]) -> None:
        date = self.timekeeper.now().isoformat()
        self.requests.append(LoggedRequest(bot, method, parameters, outcome, self.real.now(), date))

    def show_requests(self, method: str = "") -> list[dict[str, Any]]:
        return [asdict(r) for r in self.requests if method.lower() in ("", r.method.lower())]

    async def close(self) -> None:
        """Ends every open poll, page and webhook."""
        self.pulse.close()
        for bot in self.bots.values():
            bot.queue.take_over(None, None)
        for webhook in self.webhooks.values():
            await webhook.close()
        await self.zalo.close()
