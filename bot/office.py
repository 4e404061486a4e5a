"""What the office is told when something cannot be said: whom to telephone, what to look into."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import structlog

from bot.channels.base import Channel, SendFailed, Why
from bot.clock import Clock
from bot.sending.gate import month_of
from domain.language.text import Text
from domain.messaging.messages import Address
from domain.messaging.outgoing import OutgoingRow
from handlers.topics import not_opened, opened
from handlers.undelivered import (
    show_outcome,
    tell_admins,
    tell_closed,
    tell_silent,
    tell_unknown,
    tell_unreachable,
    tell_used_up,
)
from handlers.world import AccountKey, World
from storage.database import Database

log = structlog.get_logger(__name__)


class Office:
    def __init__(
        self, world: World, database: Database, clock: Clock, channels: Mapping[AccountKey, Channel]
    ) -> None:
        self._world = world
        self._database = database
        self._clock = clock
        self._channels = channels

    async def on_gone(self, at: Address) -> None:
        """They blocked us, or removed us from the group: the officers whose letters wait are told to telephone."""
        log.warning("recipient.gone", at=str(at))
        async with self._database.transaction() as memory:
            await tell_unreachable(self._world, memory, at, self._clock.now())

    async def on_settled(self, row: OutgoingRow) -> None:
        """What an answer of the office has become stands on the case's card, wherever that can be changed; a topic
        that was opened is put to use."""
        now = self._clock.now()
        if row.payload.get("opens"):
            async with self._database.transaction() as memory:
                await opened(self._world, memory, row, now)
        elif row.official:
            async with self._database.transaction() as memory:
                await show_outcome(self._world, memory, row, self._can_edit, now)

    def _can_edit(self, at: Address) -> bool:
        return self._channels[at.channel, at.account].caps.edits

    async def on_alarm(self, row: OutgoingRow, failed: SendFailed) -> None:
        level = logging.INFO if failed.why is Why.CLOSED else logging.ERROR  # windows close: that is their rule
        log.log(level, "letter.not_sent", outbox=row.id, why=failed.why.value, detail=failed.detail)
        now = self._clock.now()
        async with self._database.transaction() as memory:
            match failed.why:
                case Why.UNKNOWN | Why.REFUSED if row.payload.get("opens"):
                    await not_opened(memory, row, self._world.today(now).isoformat(), now)
                case Why.UNKNOWN | Why.REFUSED if row.notice_of:
                    await tell_silent(self._world, memory, row.notice_of, row.at, now)
                case Why.UNKNOWN:
                    await tell_unknown(self._world, memory, row.id, now)
                case Why.CLOSED:
                    announces = self._channels[row.at.channel, row.at.account].caps.announces
                    await tell_closed(self._world, memory, row, announces, now)
                case Why.QUOTA:
                    account, month = (row.at.channel, row.at.account), month_of(now, self._world.zone)
                    await tell_used_up(self._world, memory, account, row.id, month, now)
                case Why.LOCKED_OUT | Why.STOPPED:
                    account = (row.at.channel, row.at.account)
                    text = Text(f"undelivered.account_{failed.why.value}", account=" ".join(account))
                    await tell_admins(self._world, memory, account, text, f"{failed.why.value}:{row.id}", now)

    async def on_scarce(self, channel: Channel, what: str, used: int, limit: int) -> None:
        """A quota will soon be used up: the admins are told while there is still time."""
        now, account = self._clock.now(), (channel.name, channel.account)
        text = Text(f"undelivered.quota_{what}", account=" ".join(account), used=used, limit=limit)
        key = f"scarce:{what}:{':'.join(account)}:{month_of(now, self._world.zone)}"
        async with self._database.transaction() as memory:
            await tell_admins(self._world, memory, account, text, key, now)
