"""The pulse: tells every open page that something changed, so that it fetches again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]


class Pulse:
    def __init__(self) -> None:
        self.listeners: set[asyncio.Queue[Event | None]] = set()

    def tell(self, kind: str, *, bot: str = "", chat: int | None = None) -> None:
        """`kind` is message, edit, alert, clock or commands."""
        for listener in self.listeners:
            listener.put_nowait({"kind": kind, "bot": bot, "chat": chat})

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Event | None]]:
        """Every event from now on; None is the last."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self.listeners.add(queue)
        try:
            yield queue
        finally:
            self.listeners.discard(queue)

    def close(self) -> None:
        for listener in self.listeners:
            listener.put_nowait(None)
