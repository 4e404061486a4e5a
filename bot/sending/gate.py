"""What may be said now: reply windows that close, messages counted by the month.

The messengers would refuse it too, but at their price: a closed window or a used-up month is known here first, so
that what must wait waits in the outbox and somebody is told to telephone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.channels.base import Allowance, Channel, SendFailed, Why
from bot.clock import Clock
from domain.messaging.messages import Address
from storage.database import Database
from storage.messaging.traffic import Heard, Month

log = structlog.get_logger(__name__)

ALMOST = 0.8
"""The share of a quota from which on somebody is told."""
_LOOK_AGAIN = 3600.0  # seconds: what comes to wait meanwhile is reported then


class Gate(Protocol):
    async def admit(self, channel: Channel, at: Address) -> None:
        """Raises `SendFailed`: `CLOSED` or `QUOTA`."""
        ...

    async def spent(self, channel: Channel, at: Address, messages: int) -> None:
        """So many went out, or may have."""
        ...


class _OpenGate:
    async def admit(self, channel: Channel, at: Address) -> None: ...

    async def spent(self, channel: Channel, at: Address, messages: int) -> None: ...


def open_gate() -> Gate:
    """Everything may be said."""
    return _OpenGate()


OnScarce = Callable[[Channel, str, int, int], Awaitable[None]]
"""(the account, what is counted, how many, of how many)"""


def month_of(now: datetime, zone: ZoneInfo) -> str:
    return now.astimezone(zone).strftime("%Y-%m")


def is_closed(allowance: Allowance, heard: Heard | None, now: datetime) -> bool:
    """Whether the person must speak first."""
    if not allowance.open_for:
        return False
    if heard is None or now - heard.at >= allowance.open_for:
        return True
    return bool(allowance.replies) and heard.replies >= allowance.replies


def used(allowance: Allowance, month: Month) -> int:
    return month.said + (month.heard if allowance.counts_heard else 0)


class Ledger:
    """The gate that counts. `on_scarce` is told once a month of each account, from 80 % on."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, on_scarce: OnScarce) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._on_scarce = on_scarce
        self._told: set[tuple[str, str, str, str]] = set()

    async def admit(self, channel: Channel, at: Address) -> None:
        allowance, now = channel.allowance, self._clock.now()
        if allowance == Allowance():
            return
        async with self._database.transaction() as memory:
            heard = await memory.traffic.last_heard(at)
            month = await memory.traffic.month(at.channel, at.account, month_of(now, self._zone))
            people = await memory.traffic.people(at.channel, at.account)
        await self._warn(channel, now, "messages", used(allowance, month), allowance.per_month)
        await self._warn(channel, now, "people", people, allowance.people)
        if is_closed(allowance, heard, now):
            raise SendFailed(Why.CLOSED, "the reply window is closed")
        if allowance.per_month and used(allowance, month) >= allowance.per_month:
            raise SendFailed(Why.QUOTA, "this month's messages are used up", retry_after=_LOOK_AGAIN)

    async def spent(self, channel: Channel, at: Address, messages: int) -> None:
        if channel.allowance != Allowance():
            async with self._database.transaction() as memory:
                memory.traffic.said(at, month_of(self._clock.now(), self._zone), messages)

    async def _warn(self, channel: Channel, now: datetime, what: str, so_far: int, limit: int) -> None:
        about = (channel.name, channel.account, month_of(now, self._zone), what)
        if not limit or so_far < ALMOST * limit or about in self._told:
            return
        self._told.add(about)
        log.error("quota.almost_used", channel=channel.name, account=channel.account, what=what, used=so_far)
        await self._on_scarce(channel, what, so_far, limit)
