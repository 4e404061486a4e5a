"""The outbox as the dispatcher sees it: every verb a short transaction of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.clock import Clock
from domain.messaging.messages import Address
from domain.messaging.outgoing import OutgoingRow
from storage.database import Database


class StoredOutbox:
    """Implements `bot.sending.outbox.Outbox`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def lease_next(
        self, channel: str, account: str, now: datetime, waiting: Collection[str]
    ) -> OutgoingRow | None:
        async with self._database.transaction() as memory:
            row = await memory.outbox.lease_next(channel, account, now, waiting)
            if row and not row.resend:
                memory.menus.take_back(row.at, row.id)
            return row

    async def recover_leased(self, channel: str, account: str) -> Sequence[OutgoingRow]:
        async with self._database.transaction() as memory:
            return await memory.outbox.leased(channel, account)

    async def recent_sends(
        self, channel: str, account: str, since: datetime
    ) -> Sequence[tuple[str, bool, datetime]]:
        async with self._database.transaction() as memory:
            return await memory.outbox.recent_sends(channel, account, since)

    async def card_of(self, at: Address, card: str) -> tuple[str, str] | None:
        async with self._database.transaction() as memory:
            return await memory.cards.message(at, card)

    async def sent(self, row: int, message_ids: Sequence[str], thread: str = "") -> None:
        async with self._database.transaction() as memory:
            memory.outbox.sent(row, message_ids, self._clock.now(), thread)
            if message_ids:
                memory.topics.opened(row, message_ids[0])

    async def later(self, row: int, not_before: datetime) -> None:
        async with self._database.transaction() as memory:
            memory.outbox.later(row, not_before)

    async def again(self, row: int, not_before: datetime) -> None:
        async with self._database.transaction() as memory:
            memory.outbox.later(row, not_before, resend=True)

    async def unknown(self, row: int) -> None:
        async with self._database.transaction() as memory:
            memory.outbox.unknown(row)

    async def failed(self, row: int, why: str) -> None:
        async with self._database.transaction() as memory:
            memory.outbox.failed(row, why)

    async def held(self, row: int) -> None:
        async with self._database.transaction() as memory:
            memory.waiting.hold(row)

    async def parked(self, at: Address) -> None:
        async with self._database.transaction() as memory:
            memory.outbox.park(at)

    async def shelf_lost(self, at: Address, thread: str) -> None:
        async with self._database.transaction() as memory:
            memory.topics.lose(at, thread)

    async def moved(self, at: Address, new_chat: str) -> None:
        async with self._database.transaction() as memory:
            memory.outbox.move(at, new_chat, self._clock.now())
            memory.topics.move(at, new_chat)
