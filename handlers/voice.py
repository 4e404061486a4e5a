"""Speaking: every letter that a turn or the timetable writes is posted here, with a key that makes twice once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from domain.language.masking import for_many
from domain.messaging.letters import menu_to_json, message_to_json
from domain.messaging.messages import CommandMenu, Message, Urgency
from storage.memory import Memory
from storage.messaging.outbox import Letter
from storage.people.people import Reach


class Voice:
    """`about` is the root of the keys: the inbound message, the reminder, the tick that caused the words."""

    def __init__(self, memory: Memory, now: datetime, about: str) -> None:
        self._memory = memory
        self._now = now
        self._about = about
        self._number = count(1)
        self.spoke = False

    @property
    def about(self) -> str:
        """The root of the keys of everything said here."""
        return self._about

    def tell(
        self,
        reach: Reach,
        message: Message,
        commune: str,
        *,
        urgency: Urgency = Urgency.NOTICE,
        not_before: datetime | None = None,
        subject: str = "",
        key: str = "",
        about: str = "",
    ) -> None:
        """Posts a message to one person or group, to a group with the numbers in people's own words covered. A `key`
        of its own makes it once for all, whoever says it; `about` names cases of which it shows something. Nothing goes
        to somebody without a chat: officers are told to telephone (`handlers.citizens`)."""
        if not reach.at.channel:
            return
        if reach.in_group:
            message = for_many(message)
        letter = Letter(
            key=f"{key}|{reach.at}" if key else f"{self._about}:{next(self._number)}",
            commune=commune,
            at=reach.at,
            in_group=reach.in_group,
            language=reach.language,
            body=message_to_json(message),
            not_before=not_before or self._now,
            urgency=urgency,
            card=message.card,
            official=message.official,
            subject=subject,
            thread=reach.thread,
            about=about,
        )
        self._memory.outbox.post(letter, self._now)
        self.spoke = True

    def tell_all(
        self,
        reaches: Iterable[Reach],
        message: Message,
        commune: str,
        *,
        subject: str = "",
        not_before: datetime | None = None,
    ) -> int:
        """The same to several, once each; tells to how many."""
        told = set()
        for reach in reaches:
            if reach.at not in told:
                self.tell(reach, message, commune, subject=subject, not_before=not_before)
                told.add(reach.at)
        return len(told)

    def offer_commands(self, reach: Reach, menu: CommandMenu, commune: str) -> None:
        letter = Letter(
            key=f"{self._about}:{next(self._number)}",
            commune=commune,
            at=reach.at,
            in_group=reach.in_group,
            language=reach.language,
            body=menu_to_json(menu),
            not_before=self._now,
            kind="menu",
            urgency=Urgency.NOTICE,
        )
        self._memory.outbox.post(letter, self._now)
