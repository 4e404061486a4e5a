"""The pulse: tells every open page that something changed, so that it fetches again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

Event = dict[str, Any]


class Pulse:
    def __init__(self) -> None:
        self.listeners: set[asyncio.Queue[Event | None]] = set()

    def tell(self, kind: str, *, bot: str = "", chat: int | None = None) -> None:
        """`kind` is message, edit, alert, clock or commands."""
        for listener in self.listeners:
            listener.put_nowait({"kind": kind, "bot": bot, "chat": chat})

    async def listen(self) -> AsyncIterator[Event]:
        """Ends when `close` is called."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self.listeners.add(queue)
        try:
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self.listeners.discard(queue)

    def close(self) -> None:
        for listener in self.listeners:
            listener.put_nowait(None)
