"""How fast one account may speak: pure arithmetic on monotonic seconds that are handed in.

Evenly spaced slots instead of a bucket (a bucket of 30 lets 59 messages through in its first second), a gap after
each send to the same chat, a sliding minute per group, and a slower rate for a while after the platform complains.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from bot.channels.base import Limits
from bot.sending.backoff import backoff

NEVER = float("inf")
MINUTE = 60.0
SLOWER = 0.8
"""What remains of the rate after a complaint."""
QUIET = 30.0
"""Seconds without a complaint before the rate rises by one message a second."""
LONGEST_LOCKOUT = 60.0
"""Seconds after which a locked account tries the door again: so long after somebody mends it."""
ALMOST_FULL = 0.75
"""Share of a group's minute from which on a complaint is about the group and not about the account."""


@dataclass(slots=True)
class _Chat:
    group: bool
    sends: deque[float]
    in_flight: bool = False
    free_at: float = 0.0


class Pacer:
    """One account's pace. The caller asks `slot`, leaves out the chats in `waiting`, tells `start`, `finish`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rate = limits.per_second
        self._chats: dict[str, _Chat] = {}
        self._in_flight = 0
        self._next_slot = 0.0
        self._paused_until = 0.0
        self._quiet_since = 0.0
        self._complaints = 0
        self._lockouts = 0

    @property
    def rate(self) -> float:
        """Messages a second over all chats at present."""
        return self._rate

    def slot(self, now: float) -> float:
        """The moment from which the next send may start; `NEVER` while as many as allowed are in flight."""
        if self._in_flight >= self._limits.in_flight:
            return NEVER
        return max(self._next_slot, self._paused_until)

    def waiting(self, now: float) -> frozenset[str]:
        """The chats that may not be spoken to yet."""
        self._forget(now)
        return frozenset(name for name, chat in self._chats.items() if _release(chat) > now)

    def next_release(self, now: float) -> float:
        """When the first of them may be; `NEVER` if none waits for time alone."""
        return min((_release(chat) for chat in self._chats.values() if _release(chat) > now), default=NEVER)

    def start(self, chat: str, *, group: bool, now: float) -> None:
        """A send begins. A slot missed by less than the next is made up for, so that the rate is kept."""
        self._recover(now)
        self._chat(chat, group=group).in_flight = True
        self._in_flight += 1
        spacing = 1.0 / self._rate
        on_time = now - self._next_slot <= spacing
        self._next_slot = (self._next_slot if on_time else now) + spacing

    def finish(self, chat: str, *, now: float, messages: int = 1) -> None:
        """It has ended, well or badly, after `messages` calls. Gaps are counted from here: the platform may have
        taken the message at any moment until now."""
        known = self._chats[chat]
        known.in_flight = False
        self._in_flight -= 1
        self._next_slot += (messages - 1) / self._rate
        for _ in range(messages):
            self._count(known, now)

    def went_well(self) -> None:
        """The platform took a message: the next complaint is a first one again."""
        self._complaints = self._lockouts = 0

    def remember(self, chat: str, *, group: bool, at: float) -> None:
        """A send of the past, from before a restart. In the order in which they happened."""
        self._count(self._chat(chat, group=group), at)

    def hold(self, chat: str, *, group: bool, until: float) -> None:
        """This chat waits, so that what stands behind a postponed message does not overtake it."""
        known = self._chat(chat, group=group)
        known.free_at = max(known.free_at, until)

    def pause(self, until: float) -> None:
        """The whole account waits."""
        self._paused_until = max(self._paused_until, until)

    def locked_out(self, *, now: float) -> int:
        """The account may say nothing: it waits, the longer the oftener it was told so. Returns how often; what
        was in flight together counts as once."""
        if now >= self._paused_until:
            self._lockouts += 1
            self.pause(now + backoff(self._lockouts, LONGEST_LOCKOUT))
        return self._lockouts

    def complained(self, chat: str, *, now: float, retry_after: float) -> float:
        """The platform says "too many". Returns the seconds to wait: for the chat if it is a group near its limit,
        else for the whole account, which speaks more slowly from then on. `retry_after` 0: it named no time."""
        self._complaints += 1
        wait = retry_after or backoff(self._complaints)
        if not self._almost_full(chat, now):
            self.pause(now + wait)
            self._rate = max(1.0, self._rate * SLOWER)
            self._quiet_since = now + wait
        return wait

    def _almost_full(self, chat: str, now: float) -> bool:
        known = self._chats.get(chat)
        if known is None or not known.group:
            return False
        recent = sum(at > now - MINUTE for at in known.sends)
        return recent >= ALMOST_FULL * self._limits.group_per_minute

    def _recover(self, now: float) -> None:
        while self._rate < self._limits.per_second and now - self._quiet_since >= QUIET:
            self._rate = min(self._limits.per_second, self._rate + 1.0)
            self._quiet_since += QUIET

    def _chat(self, name: str, *, group: bool) -> _Chat:
        return self._chats.setdefault(name, _Chat(group, deque(maxlen=self._limits.group_per_minute)))

    def _count(self, chat: _Chat, at: float) -> None:
        chat.sends.append(at)
        gap = self._limits.group_gap if chat.group else self._limits.same_chat_gap
        chat.free_at = max(chat.free_at, at + gap)
        if chat.group and len(chat.sends) == chat.sends.maxlen:
            chat.free_at = max(chat.free_at, chat.sends[0] + MINUTE)

    def _forget(self, now: float) -> None:
        gone = [name for name, chat in self._chats.items() if _is_past(chat, now)]
        for name in gone:
            del self._chats[name]


def _release(chat: _Chat) -> float:
    return NEVER if chat.in_flight else chat.free_at


def _is_past(chat: _Chat, now: float) -> bool:
    """Whether nothing about this chat matters any more."""
    minute_over = not chat.group or not chat.sends or chat.sends[-1] <= now - MINUTE
    return _release(chat) <= now and minute_over
