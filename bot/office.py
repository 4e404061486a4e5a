"""What the office is told when something cannot be said: whom to telephone, what to look into."""

from __future__ import annotations

import structlog

from bot.channels.base import SendFailed, Why
from bot.clock import Clock
from domain.messages import Address
from domain.outgoing import OutgoingRow
from handlers.undelivered import tell_unknown, tell_unreachable
from handlers.world import World
from storage.database import Database

log = structlog.get_logger(__name__)


class Office:
    def __init__(self, world: World, database: Database, clock: Clock) -> None:
        self._world = world
        self._database = database
        self._clock = clock

    async def on_gone(self, at: Address) -> None:
        """They blocked us, or removed us from the group: the officers whose letters wait are told to telephone."""
        log.warning("recipient.gone", at=str(at))
        async with self._database.transaction() as memory:
            await tell_unreachable(self._world, memory, at, self._clock.now())

    async def on_alarm(self, row: OutgoingRow, failed: SendFailed) -> None:
        log.error("letter.not_sent", outbox=row.id, why=failed.why.value, detail=failed.detail)
        if failed.why is Why.UNKNOWN:
            async with self._database.transaction() as memory:
                await tell_unknown(self._world, memory, row.id, self._clock.now())
