"""A turn: one thing somebody said, who they are, what we remember, and what we answer. One transaction long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import Protocol

from domain.language.text import Text
from domain.messaging.messages import Attachment, Choice, Inbound, Message, Urgency
from domain.messaging.notices import Notice
from domain.people.roles import Can, Member, may, units_of
from domain.petitions.petition_known import Reading
from domain.plans.plan import Plan
from domain.time.calendar import WorkingCalendar
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.people.people import GroupChat, Person, Reach


class Refusal(Exception):
    """The person's turn: what they asked for cannot be, and `text` tells them why and what to do next.
    Nothing of the turn is kept but this answer."""

    def __init__(self, text: Text, choices: tuple[tuple[Choice, ...], ...] = ()) -> None:
        super().__init__(text.key)
        self.text = text
        self.choices = choices


class Acting(Protocol):
    """Whoever does something: a person in a turn, or the timetable by itself."""

    world: World
    memory: Memory
    now: datetime
    voice: Voice


@dataclass
class ByItself:
    """The timetable, acting."""

    world: World
    memory: Memory
    now: datetime
    voice: Voice


@dataclass
class Turn:
    """`commune` is '' until it is known which one the person means."""

    world: World
    memory: Memory
    inbound: Inbound
    now: datetime
    person: Person
    members: tuple[Member, ...]
    commune: str
    group: GroupChat | None = None
    toast: Text | None = None  # shown where the button was pressed
    gathered: list[Text] | None = None  # what would be confirmed one by one, said together at the end instead
    voice: Voice = field(init=False)

    def __post_init__(self) -> None:
        self.voice = Voice(self.memory, self.now, f"in:{self.inbound.key}")

    @property
    def plan(self) -> Plan:
        """The plan of the commune spoken with. Handlers that need one are reached only with one."""
        return self.world.plans[self.commune]

    @property
    def today(self) -> date:
        return self.world.today(self.now)

    @cached_property
    def reading(self) -> Callable[[str], Reading]:
        """What words look like. The same are read once in a turn, however many ask; no longer, for they are kept."""
        return cache(self.world.national.reading)

    @property
    def here(self) -> Reach:
        """Where the person is speaking."""
        heard = self.inbound
        return Reach(heard.at, heard.group, self.person.language, self.person.id, thread=heard.thread)

    def may(self, what: Can) -> bool:
        return bool(self.commune) and may(self.members, self.commune, what)

    def units(self, what: Can) -> tuple[str, ...]:
        return units_of(self.members, self.commune, what)

    async def calendar(self) -> WorkingCalendar:
        """Working days as this commune counts them."""
        return self.world.calendar(self.commune, await self.memory.calendar.overrides(self.commune))

    def say(
        self,
        text: Text,
        *rows: Sequence[Choice],
        attachments: tuple[Attachment, ...] = (),
        card: str = "",
        protected: bool = False,
        resumes: bool = False,
        notice: Notice | None = None,
        subject: str = "",
    ) -> None:
        """Answers where the person is speaking; each row of choices is a row of buttons. `subject` is the case of which
        it shows something."""
        rows_of_choices = tuple(tuple(row) for row in rows)
        message = Message(
            text,
            rows_of_choices,
            attachments,
            card=card,
            protected=protected,
            resumes=resumes,
            notice=notice,
        )
        self.voice.tell(self.here, message, self.commune, urgency=Urgency.REPLY, subject=subject)

    async def note(self, what: str, subject: str, why: str = "") -> None:
        """Into the history: this person did this to that."""
        await self.memory.history.note(self.commune, self.now, str(self.person.id), what, subject, why)
