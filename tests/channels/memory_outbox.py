"""An outbox in memory, which keeps the contract of `bot.sending.outbox.Outbox` and shows what was done to each row."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from domain.messaging.messages import Address
from domain.messaging.outgoing import OutgoingRow

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class MemoryOutbox:
    def __init__(self) -> None:
        self.rows: dict[int, OutgoingRow] = {}
        self.state: dict[int, str] = {}
        self.not_before: dict[int, datetime] = {}
        self.history: dict[int, list[str]] = defaultdict(list)
        self.cards: dict[tuple[Address, str], tuple[str, str]] = {}
        self.lost: list[str] = []
        self.sends: list[tuple[str, bool, datetime]] = []
        self.unavailable = 0
        self.unreadable_cards = 0
        self._ids = itertools.count(1)

    def post(self, at: Address, text: str = "", **more: Any) -> int:
        row = OutgoingRow(next(self._ids), at, at.chat.startswith("-"), payload={"text": text}, **more)
        self.rows[row.id], self.not_before[row.id] = row, LONG_AGO
        self._become(row.id, "due")
        return row.id

    async def lease_next(
        self, channel: str, account: str, now: datetime, waiting: Collection[str]
    ) -> OutgoingRow | None:
        if self.unavailable:
            self.unavailable -= 1
            raise OSError("the disk is full")
        due = [row for row in self._in("due") if self.not_before[row.id] <= now]
        busy = {row.at for row in self._in("leased")}
        first: dict[Address, OutgoingRow] = {}
        for row in sorted(due, key=lambda row: (row.urgency, row.id)):
            if (row.at.channel, row.at.account) == (channel, account):
                first.setdefault(row.at, row)
        free = (row for at, row in first.items() if at not in busy and at.chat not in waiting)
        if (chosen := next(free, None)) is not None:
            self._become(chosen.id, "leased")
        return chosen

    async def recover_leased(self, channel: str, account: str) -> Sequence[OutgoingRow]:
        return [row for row in self._in("leased") if (row.at.channel, row.at.account) == (channel, account)]

    async def recent_sends(
        self, channel: str, account: str, since: datetime
    ) -> Sequence[tuple[str, bool, datetime]]:
        return [send for send in self.sends if send[2] >= since]

    async def card_of(self, at: Address, card: str) -> tuple[str, str] | None:
        if self.unreadable_cards:
            self.unreadable_cards -= 1
            raise OSError("the disk is gone")
        return self.cards.get((at, card))

    async def sent(self, row: int, message_ids: Sequence[str], thread: str = "") -> None:
        sent = self.rows[row]
        if sent.card and message_ids:
            self.cards[sent.at, sent.card] = message_ids[0], thread
        self._become(row, "sent")

    async def later(self, row: int, not_before: datetime) -> None:
        self.rows[row] = replace(self.rows[row], attempts=self.rows[row].attempts + 1)
        self._wait(row, not_before, "later")

    async def again(self, row: int, not_before: datetime) -> None:
        self.rows[row] = replace(self.rows[row], resend=True)
        self._wait(row, not_before, "again")

    async def unknown(self, row: int) -> None:
        self._become(row, "unknown")

    async def failed(self, row: int, why: str) -> None:
        self._become(row, "failed")

    async def held(self, row: int) -> None:
        self._become(row, "parked")

    async def parked(self, at: Address) -> None:
        for row in self.rows.values():
            if row.at == at and self.state[row.id] in ("due", "leased"):
                self._become(row.id, "parked")

    async def shelf_lost(self, at: Address, thread: str) -> None:
        self.lost.append(thread)

    async def moved(self, at: Address, new_chat: str) -> None:
        for row in list(self.rows.values()):
            if row.at == at and self.state[row.id] in ("due", "leased"):
                self.rows[row.id] = replace(row, at=replace(at, chat=new_chat))
                self._become(row.id, "due")

    def _in(self, state: str) -> list[OutgoingRow]:
        return [row for row in self.rows.values() if self.state[row.id] == state]

    def _wait(self, row: int, not_before: datetime, how: str) -> None:
        self.not_before[row] = not_before
        self.history[row].append(how)
        self.state[row] = "due"

    def _become(self, row: int, state: str) -> None:
        self.state[row] = state
        self.history[row].append(state)
