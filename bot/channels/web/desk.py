"""One commune's conversations over the web: what was said to whom, what is heard, and when an answer is complete."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.channels.base import Accept, InboxUnavailable, Rendered
from bot.channels.web.arrivals import Sent, arrivals
from bot.channels.web.conversation import MESSAGE
from bot.channels.web.seals import Seals
from bot.channels.web.uploads import Uploads
from bot.hosting import House
from storage.messaging.pages import PageMessage

_LOOKS = (0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 1.0, 1.5)
"""Seconds between looks whether everything was answered. After the last the visitor is asked to look again."""
_WAITING_AT_ONCE = 50


class Desk:
    """Every verb is a short transaction of its own."""

    def __init__(self, commune: str, house: House, uploads: Uploads) -> None:
        self.commune = commune
        self._house = house
        self._uploads = uploads
        self._accept: Accept | None = None
        self._waiting = 0

    def open(self, accept: Accept) -> None:
        self._accept = accept

    def close(self) -> None:
        self._accept = None

    def seals(self) -> Seals:
        """By a key that stays: who was here before a restart is known after it."""
        return Seals(self._house.keys.derive("web form"), self.commune)

    async def say(self, session: str, message: Rendered) -> int:
        body = _body(message)
        documents = [(document.name, document.read()) for document in message.documents]
        async with self._house.database.transaction() as memory:
            return await memory.pages.say(self.commune, session, body, documents, self._house.clock.now())

    async def change(self, session: str, message: int, new: Rendered) -> bool:
        async with self._house.database.transaction() as memory:
            return await memory.pages.change(self.commune, session, message, _body(new))

    async def said(self, session: str) -> tuple[Sequence[PageMessage], bool]:
        """(what stands on the page, whether more is to come at once)"""
        async with self._house.database.transaction() as memory:
            messages = await memory.pages.said(self.commune, session)
            return messages, not await memory.pages.is_settled(self.commune, session, self._house.clock.now())

    async def document(self, session: str, number: int) -> tuple[str, bytes] | None:
        async with self._house.database.transaction() as memory:
            return await memory.pages.document(self.commune, session, number)

    async def hear(self, sent: Sent, answered: int) -> None:
        """Accepts what was sent; what stood on the page up to the message `answered` is answered by it. Raises
        `InboxUnavailable`."""
        try:
            if self._accept is None:
                raise InboxUnavailable("nobody listens yet")
            await self._accept(arrivals(self.commune, sent))
        finally:
            self._uploads.arrived(sent.files)
        async with self._house.database.transaction() as memory:
            memory.pages.forget(self.commune, sent.session, answered)

    async def answer(self, session: str) -> None:
        """Until everything heard was dealt with and answered, or patience ends. Then what the turn left without
        use of the visitor's files is gone."""
        if self._waiting >= _WAITING_AT_ONCE:
            return
        self._waiting += 1
        try:
            await self._settled(session)
        finally:
            self._waiting -= 1
        await self._uploads.sweep(self._needed, session)

    async def tidy(self) -> None:
        """Forgets what is too old to be kept for anybody, and files that nothing needs."""
        keep = timedelta(days=self._house.world.habits.web.keep_days)
        async with self._house.database.transaction() as memory:
            memory.pages.forget_before(self._house.clock.now() - keep)
        await self._uploads.sweep(self._needed)

    async def _settled(self, session: str) -> None:
        for wait in _LOOKS:
            await asyncio.sleep(wait)
            async with self._house.database.transaction() as memory:
                if await memory.pages.is_settled(self.commune, session, self._house.clock.now()):
                    return

    async def _needed(self, session: str, files: Collection[str]) -> set[str]:
        async with self._house.database.transaction() as memory:
            return await memory.pages.needed(self.commune, session, files)


def _body(message: Rendered) -> str:
    return MESSAGE.dump_json(replace(message, documents=())).decode()
