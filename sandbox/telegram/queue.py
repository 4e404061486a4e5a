"""A bot's waiting updates: their numbers, their lives, who fetches them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.realtime import RealTime
from sandbox.telegram.errors import ApiError

DAY = 86_400.0
LIVES = {"callback_query": 150.0, "shipping_query": 150.0, "pre_checkout_query": 150.0, "inline_query": 30.0}
ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """`lane`: updates of one lane reach a webhook one after another. `expires` is real time."""

    update_id: int
    kind: str
    body: dict[str, Any]
    lane: str
    expires: float


class Poller:
    """A long poll that waits. It is woken by an update, by its end, or by nothing."""

    def __init__(self) -> None:
        self.wake = asyncio.Event()
        self.verdict: ApiError | None = None
        self.closed = False

    def end(self, verdict: ApiError | None) -> None:
        self.verdict = verdict
        self.closed = True
        self.wake.set()


class Patience:
    """The server's answer to a poller that hurries: who comes with the same offset again within half a second
    gets one update only, and within three seconds waits at least three."""

    SAME_AGAIN = 0.5
    AT_LEAST = 3

    def __init__(self) -> None:
        self._offset, self._at = -1, -math.inf

    def judge(self, offset: int, limit: int, timeout: int, now: float) -> tuple[int, int]:
        """The limit and timeout that count."""
        again, since = offset == self._offset, now - self._at
        self._offset, self._at = offset, now
        if again and timeout < self.AT_LEAST and since < self.AT_LEAST:
            timeout = self.AT_LEAST
        return (1 if again and since < self.SAME_AGAIN else limit), timeout


class UpdateQueue:
    def __init__(self, real: RealTime, first_id: int) -> None:
        self._real = real
        self._next_id = first_id
        self._waiting: list[Waiting] = []
        self.allowed: frozenset[str] = frozenset()  # empty: all but `ONLY_IF_ASKED`
        self.patience = Patience()
        self.poller: Poller | None = None
        self.hook_set_at = -math.inf
        self.on_new: Callable[[Waiting], None] | None = None  # the webhook, where one is set

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_IF_ASKED

    def add(self, kind: str, payload: dict[str, Any], *, lane: str, copies: int = 1) -> dict[str, Any]:
        """Numbers the update and wakes whoever fetches."""
        body = {"update_id": self._next_id, kind: payload}
        item = Waiting(self._next_id, kind, body, lane, self._real.now() + LIVES.get(kind, DAY))
        self._next_id += 1
        self._waiting += [item] * copies
        if self.poller:
            self.poller.wake.set()
        if self.on_new:
            self.on_new(item)
        return body

    def waiting(self) -> list[Waiting]:
        """Those still alive, oldest first."""
        now = self._real.now()
        self._waiting = [item for item in self._waiting if item.expires > now]
        return self._waiting

    def confirm(self, offset: int) -> None:
        """Forgets everything before the offset; a negative one keeps only that many of the last."""
        if offset < 0:
            self._waiting = self.waiting()[offset:]
        else:
            self._waiting = [item for item in self._waiting if item.update_id >= offset]

    def drop(self, item: Waiting) -> None:
        if item in self._waiting:
            self._waiting.remove(item)

    def drop_kind(self, kind: str) -> None:
        self._waiting = [item for item in self._waiting if item.kind != kind]

    def clear(self) -> None:
        self._waiting.clear()

    def take_over(self, poller: Poller | None, verdict: ApiError | None) -> None:
        """Whoever polled until now ends with the verdict."""
        if self.poller:
            self.poller.end(verdict)
        self.poller = poller
