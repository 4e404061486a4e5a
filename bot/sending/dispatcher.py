"""The dispatcher: takes what is due from the outbox and says it, as fast as each messenger bears and no faster.

Each account has a lane of its own, so that one that must wait holds up no other. Pacing runs on monotonic time;
`not_before` is a moment of the clock. No database transaction is open while something is being sent.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.channels.base import Channel
from bot.clock import Clock
from bot.redaction import whereabouts
from bot.sending.delivery import Delivery
from bot.sending.gate import Gate, open_gate
from bot.sending.outbox import OnAlarm, OnGone, OnSettled, Outbox, Render, RenderedMenu
from bot.sending.pacer import MINUTE, NEVER, Pacer
from domain.messaging.outgoing import OutgoingRow

__all__ = ["Dispatcher", "Outbox", "OutgoingRow", "Render", "RenderedMenu"]

log = structlog.get_logger(__name__)

_IDLE = 1.0
"""Seconds after which the outbox is asked again although nobody poked: rows become due by the clock."""
_AFTER_RESTART = 1.2
"""Seconds of silence after a restart: the platform still counts what the last process sent."""


async def _nobody(*_: object) -> None:
    pass


@dataclass(slots=True)
class _Lane:
    channel: Channel
    pacer: Pacer
    delivery: Delivery
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    sending: set[asyncio.Task[None]] = field(default_factory=set)


class Dispatcher:
    """`await run()` for ever; `stop()` lets it finish what is in flight and return. Cancelling `run()` instead
    leaves what was in flight leased, and so with an unknown outcome.

    `on_gone(address)`: nothing reaches this person or group any more. `on_alarm(row, failed)`: a row was refused,
    its outcome stays unknown, the person must speak first, the quota is used up, or the account is locked out or
    stopped. `on_settled(row)`: it arrived, or will not for now. `gate` knows what may be said now.
    """

    def __init__(
        self,
        channels: Mapping[tuple[str, str], Channel],
        outbox: Outbox,
        render: Render,
        clock: Clock,
        *,
        on_gone: OnGone = _nobody,
        on_alarm: OnAlarm = _nobody,
        on_settled: OnSettled = _nobody,
        gate: Gate | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._monotonic = monotonic
        self._stopping = False
        self._lanes: list[_Lane] = []
        doors = gate or open_gate()
        for channel in channels.values():
            pacer = Pacer(channel.limits)
            delivery = Delivery(
                channel, outbox, render, clock, pacer, monotonic, on_gone, on_alarm, on_settled, doors
            )
            self._lanes.append(_Lane(channel, pacer, delivery))

    async def run(self) -> None:
        async with asyncio.TaskGroup() as lanes:
            for lane in self._lanes:
                lanes.create_task(self._serve(lane))

    @property
    def is_sending(self) -> bool:
        """Whether a message is on its way, or what became of it is being written down and told."""
        return any(lane.sending for lane in self._lanes)

    def poke(self) -> None:
        """Something new is due."""
        for lane in self._lanes:
            lane.wake.set()

    def stop(self) -> None:
        self._stopping = True
        self.poke()

    async def _serve(self, lane: _Lane) -> None:
        try:
            await self._recover(lane)
            while self._is_open(lane):
                lane.wake.clear()
                row = await self._take(lane)
                if row:
                    self._begin(lane, row)
                else:
                    await self._rest(lane)
            await asyncio.gather(*lane.sending)
        finally:
            for task in lane.sending:
                task.cancel()

    def _is_open(self, lane: _Lane) -> bool:
        return not (self._stopping or lane.delivery.stopped)

    async def _recover(self, lane: _Lane) -> None:
        """Takes up the pace and the doubtful rows of the process before this one."""
        while self._is_open(lane):
            lane.wake.clear()
            try:
                await self._resume(lane)
                return
            except Exception as error:
                log.error("outbox.unavailable", account=lane.channel.account, trace=whereabouts(error))
                await self._rest(lane)

    async def _resume(self, lane: _Lane) -> None:
        name, account = lane.channel.name, lane.channel.account
        now, ticks = self._clock.now(), self._monotonic()
        recent = await self._outbox.recent_sends(name, account, now - timedelta(seconds=MINUTE))
        lost = await self._outbox.recover_leased(name, account)
        for chat, group, at in recent:
            age = min(max((now - at).total_seconds(), 0.0), MINUTE)
            lane.pacer.remember(chat, group=group, at=ticks - age)
        for row in lost:
            await lane.delivery.settle_lost(row)
        if recent or lost:
            lane.pacer.pause(ticks + _AFTER_RESTART)

    async def _take(self, lane: _Lane) -> OutgoingRow | None:
        """The next row, leased, if the pace allows one now."""
        now = self._monotonic()
        if lane.pacer.slot(now) > now:
            return None
        waiting = lane.pacer.waiting(now)
        try:
            return await self._outbox.lease_next(
                lane.channel.name, lane.channel.account, self._clock.now(), waiting
            )
        except Exception as error:
            log.error("outbox.unavailable", account=lane.channel.account, trace=whereabouts(error))
            return None

    def _begin(self, lane: _Lane, row: OutgoingRow) -> None:
        lane.pacer.start(row.at.chat, group=row.group, now=self._monotonic())
        task = asyncio.create_task(self._deliver(lane, row))
        lane.sending.add(task)
        task.add_done_callback(lane.sending.discard)

    async def _deliver(self, lane: _Lane, row: OutgoingRow) -> None:
        messages = 1
        try:
            messages = await lane.delivery.deliver(row)
        finally:
            lane.pacer.finish(row.at.chat, now=self._monotonic(), messages=messages)
            lane.wake.set()

    async def _rest(self, lane: _Lane) -> None:
        """Until the pace allows the next send, something ends, somebody pokes, or a moment has passed."""
        now = self._monotonic()
        slot = lane.pacer.slot(now)
        until = slot if slot > now else min(lane.pacer.next_release(now), now + _IDLE)
        try:
            async with asyncio.timeout(None if until == NEVER else until - now):
                await lane.wake.wait()
        except TimeoutError:
            pass
