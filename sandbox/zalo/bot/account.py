"""A bot of the Bot Platform: its token, the updates that wait for it, its webhook, what its plan allows."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from sandbox.telegram.model import Person
from sandbox.zalo.model import Account, Json, opaque

USERS = 50
MESSAGES_A_MONTH = 3_000


@dataclass(frozen=True, slots=True)
class Hook:
    url: str
    secret: str
    updated_at: int  # milliseconds


@dataclass
class Plan:
    """The Basic plan's limits. Whether they count per bot, and whether what comes in counts, nobody has published:
    here they count per bot, and `count_inbound` says the rest."""

    user_limit: int = USERS
    monthly_limit: int = MESSAGES_A_MONTH
    count_inbound: bool = False
    used: int = 0
    month: str = ""

    def count(self, month: str) -> None:
        if month != self.month:
            self.month, self.used = month, 0
        self.used += 1

    def spent(self, month: str) -> bool:
        return month == self.month and self.used >= self.monthly_limit


@dataclass(eq=False)
class Bot(Account):
    token: str = ""
    plan: Plan = field(default_factory=Plan)
    hook: Hook | None = None
    waiting: deque[Json] = field(default_factory=deque)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    users: list[int] = field(default_factory=list)  # in the order of their first messages
    endings: int = 0  # how often all polls were ended
    polls: int = 0  # that wait for an update now

    def name_for(self, person: Person) -> str:
        return opaque(self.key, person.id)[:20]

    def meet(self, person: Person) -> None:
        if person.id not in self.users:
            self.users.append(person.id)

    def beyond_its_users(self, person: Person) -> bool:
        """Whether this person came after the plan's last."""
        return person.id in self.users[self.plan.user_limit :]

    def queue(self, update: Json) -> None:
        self.waiting.append(update)
        self.arrived.set()

    def close(self) -> None:
        """Ends the polls that wait."""
        self.endings += 1
        self.arrived.set()


def new_bot(key: str, token: str, name: str = "") -> Bot:
    return Bot(key, name or key, token=token)
