"""How fast a bot may speak, as the sandbox enforces it, in real time.

Telegram documents about 30 messages a second over all chats, one a second per chat with short bursts, and 20 a
minute per group (https://core.telegram.org/bots/faq); what exactly it does is not documented. Chosen here: a
sliding second of 30; per chat a bucket of three that fills by one a second (strict: of one); a sliding minute of
20 per group, in which edits, topics and every part of an album count too."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from enum import Enum
from typing import Protocol

from sandbox.realtime import RealTime
from sandbox.telegram.errors import too_many_requests
from sandbox.telegram.model import Bot, Chat

OVERALL_PER_SECOND = 30
GROUP_PER_MINUTE = 20
BURST = 3


class Pace(Enum):
    """How a method counts."""

    FREE = "free"
    MESSAGE = "message"
    CHANGE = "change"  # not held to one a second in its chat


class Switchboard(Protocol):
    limits: bool
    strict_limits: bool
    silence_on_429: bool


class Window:
    """At most `size` in the last `seconds`."""

    def __init__(self, size: int, seconds: float) -> None:
        self._size, self._seconds = size, seconds
        self._at: deque[float] = deque()

    def wait(self, now: float, amount: int) -> float:
        """Seconds until so many more fit; 0 if they fit now."""
        while self._at and self._at[0] <= now - self._seconds:
            self._at.popleft()
        surplus = len(self._at) + amount - self._size
        return 0.0 if surplus <= 0 else self._at[min(surplus, len(self._at)) - 1] + self._seconds - now

    def take(self, now: float, amount: int) -> None:
        self._at.extend([now] * amount)


class Bucket:
    """Holds up to `size`, gains one a second."""

    def __init__(self, size: int) -> None:
        self._size, self._level, self._at = size, float(size), -math.inf

    def wait(self, now: float, amount: int) -> float:
        self._level = min(self._size, self._level + (now - self._at))
        self._at = now
        return max(0.0, amount - self._level)

    def take(self, now: float, amount: int) -> None:
        self._level -= amount


class Limits:
    def __init__(self, real: RealTime, switches: Switchboard) -> None:
        self._real, self._switches = real, switches
        self._overall: dict[int, Window] = defaultdict(lambda: Window(OVERALL_PER_SECOND, 1.0))
        self._groups: dict[tuple[int, int], Window] = defaultdict(lambda: Window(GROUP_PER_MINUTE, 60.0))
        self._chats: dict[tuple[int, int], Bucket] = defaultdict(self._bucket)
        self._silent_until: dict[int, float] = defaultdict(float)

    def spend(self, bot: Bot, chat: Chat, pace: Pace, parts: int = 1) -> None:
        """Counts the call. Raises 429 and counts nothing where it would be one too many."""
        if pace is Pace.FREE or not self._switches.limits:
            return
        now, key = self._real.now(), (bot.id, chat.id)
        counters: list[tuple[Window | Bucket, int]] = [(self._overall[bot.id], 1)]
        if chat.type != "private":
            counters.append((self._groups[key], parts))
        if pace is Pace.MESSAGE:
            counters.append((self._chats[key], 1))
        wait = max([self._silent_until[bot.id] - now, *(c.wait(now, amount) for c, amount in counters)])
        if wait > 0:
            self._refuse(bot, now, math.ceil(wait))
        for counter, amount in counters:
            counter.take(now, amount)

    def forget(self) -> None:
        for counters in (self._overall, self._groups, self._chats, self._silent_until):
            counters.clear()

    def _bucket(self) -> Bucket:
        return Bucket(1 if self._switches.strict_limits else BURST)

    def _refuse(self, bot: Bot, now: float, seconds: int) -> None:
        if self._switches.silence_on_429:
            self._silent_until[bot.id] = max(self._silent_until[bot.id], now + seconds)
        raise too_many_requests(seconds)
