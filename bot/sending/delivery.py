"""One message's way out: put into words, said, and the outcome written down.

Sending is at least once: the platforms have no idempotency key. What surely did not arrive waits and is said
again. Of what may have arrived, an ordinary message is said once more and says so; an official one is left to
a person.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.channels.base import Channel, Rendered, SendFailed, Why
from bot.clock import Clock
from bot.redaction import whereabouts
from bot.sending.backoff import backoff
from bot.sending.gate import Gate, open_gate
from bot.sending.outbox import OnAlarm, OnGone, Outbox, Render, RenderedMenu
from bot.sending.pacer import Pacer
from domain.outgoing import OutgoingRow

log = structlog.get_logger(__name__)

_LONGEST_BACKOFF = 60.0
_QUOTA_PAUSE = 3600.0
"""Seconds of silence when the platform says that nothing more may be sent and not until when."""
_WORTH_TELLING = 2
"""Refusals of the whole account in a row, from which on somebody is told."""
_RECORDING_PAUSES = (0.2, 1.0, 5.0)
"""Seconds between attempts to write an outcome down. After the last the row stays leased: its outcome unknown."""


@dataclass(slots=True)
class Delivery:
    """Delivers one account's rows."""

    channel: Channel
    outbox: Outbox
    render: Render
    clock: Clock
    pacer: Pacer
    monotonic: Callable[[], float]
    on_gone: OnGone
    on_alarm: OnAlarm
    gate: Gate = field(default_factory=open_gate)
    locked_out: bool = False
    stopped: bool = False

    async def deliver(self, row: OutgoingRow) -> int:
        """Never raises. Returns how many messages it became, for the pace."""
        try:
            ids = await self._say(row)
        except SendFailed as failed:
            await self._settle(row, failed)
            return 1
        if ids:  # a menu, where there are none, proves nothing
            self.pacer.went_well()
            self.locked_out = False
        await self._record(row, lambda: self.outbox.sent(row.id, ids))
        return max(1, len(ids))

    async def settle_lost(self, row: OutgoingRow) -> None:
        """A row that was being sent when the process died."""
        harmless = row.kind == "menu" or (row.card and await self.outbox.card_of(row.at, row.card))
        why = Why.LATER if harmless else Why.UNKNOWN
        await self._settle(row, SendFailed(why, "the process ended while it was being sent"))

    async def _say(self, row: OutgoingRow) -> Sequence[str]:
        if row.kind != "menu" and not row.notice_of:
            await self._admitted(row)
        card = await self._card(row)
        message = await self._words(row)
        if isinstance(message, RenderedMenu):
            return await self._carry(row, message, card)
        try:
            return await self._carry(row, message, card)
        finally:
            message.let_go()

    async def _carry(self, row: OutgoingRow, message: Rendered | RenderedMenu, card: str | None) -> Sequence[str]:
        try:
            if isinstance(message, RenderedMenu):
                return await self._offer(row, message)
            if card and await self._edit(row, card, message):
                return (card,)
            return await self._send(row, message)
        except SendFailed:
            raise
        except Exception as error:
            # Perhaps after the platform took it, so it is not known to have failed.
            log.error("outbox.send_broke", row=row.id, trace=whereabouts(error))
            raise SendFailed(Why.UNKNOWN, type(error).__name__) from error

    async def _admitted(self, row: OutgoingRow) -> None:
        try:
            await self.gate.admit(self.channel, row.at)
        except SendFailed:
            raise
        except Exception as error:
            log.error("outbox.unavailable", row=row.id, trace=whereabouts(error))
            raise SendFailed(Why.LATER, "the counters could not be read") from error

    async def _send(self, row: OutgoingRow, message: Rendered) -> Sequence[str]:
        """What may have arrived counts as said."""
        messages = 0
        try:
            ids = (await self.channel.send(row.at, message)).message_ids
            messages = len(ids)
            return ids
        except SendFailed as failed:
            messages = int(failed.why is Why.UNKNOWN)
            raise
        finally:
            if messages:
                await self._tell(self.gate.spent(self.channel, row.at, messages))

    async def _words(self, row: OutgoingRow) -> Rendered | RenderedMenu:
        try:
            return await self.render(row)
        except SendFailed:
            raise
        except Exception as error:
            log.error("outbox.no_words", row=row.id, trace=whereabouts(error))
            raise SendFailed(Why.REFUSED, f"no words for it: {type(error).__name__}") from error

    async def _card(self, row: OutgoingRow) -> str | None:
        """The message to edit, if the row's card stands already."""
        if not (row.card and self.channel.caps.edits):
            return None
        try:
            return await self.outbox.card_of(row.at, row.card)
        except Exception as error:
            log.error("outbox.unavailable", row=row.id, trace=whereabouts(error))
            raise SendFailed(Why.LATER, "the outbox could not be read") from error

    async def _offer(self, row: OutgoingRow, menu: RenderedMenu) -> Sequence[str]:
        with _repeatable():
            await self.channel.offer_commands(row.at.chat or None, menu.language, menu.commands)
        return ()

    async def _edit(self, row: OutgoingRow, card: str, message: Rendered) -> bool:
        """False where the card is gone and must be posted anew."""
        try:
            with _repeatable():
                await self.channel.edit(row.at, card, message)
        except SendFailed as failed:
            if failed.why is not Why.CARD_LOST:
                raise
            return False
        return True

    async def _settle(self, row: OutgoingRow, failed: SendFailed) -> None:
        level = logging.INFO if failed.why is Why.CLOSED else logging.WARNING
        log.log(level, "outbox.not_sent", row=row.id, to=str(row.at), why=str(failed.why), detail=failed.detail)
        match failed.why:
            case Why.LATER:
                await self._postpone(row, failed.retry_after or backoff(row.attempts + 1, _LONGEST_BACKOFF))
            case Why.PAUSE_ALL:
                await self._postpone(row, self._complained(row, failed))
            case Why.QUOTA:
                await self._out_of_quota(row, failed)
            case Why.UNKNOWN:
                await self._unknown(row, failed)
            case Why.GONE:
                await self._record(row, lambda: self.outbox.parked(row.at))
                await self._tell(self.on_gone(row.at))
            case Why.CLOSED:
                await self._record(row, lambda: self.outbox.held(row.id))
                await self._tell(self.on_alarm(row, failed))
            case Why.MOVED:
                await self._record(row, lambda: self.outbox.moved(row.at, failed.new_chat))
            case Why.LOCKED_OUT:
                await self._lock_out(row, failed)
            case Why.STOPPED:
                await self._stop(row, failed)
            case Why.REFUSED | Why.CARD_LOST:
                await self._record(row, lambda: self.outbox.failed(row.id, failed.detail))
                await self._tell(self.on_alarm(row, failed))

    def _complained(self, row: OutgoingRow, failed: SendFailed) -> float:
        return self.pacer.complained(row.at.chat, now=self.monotonic(), retry_after=failed.retry_after)

    async def _out_of_quota(self, row: OutgoingRow, failed: SendFailed) -> None:
        wait = failed.retry_after or _QUOTA_PAUSE
        self.pacer.pause(self.monotonic() + wait)
        await self._postpone(row, wait)
        await self._tell(self.on_alarm(row, failed))

    async def _unknown(self, row: OutgoingRow, failed: SendFailed) -> None:
        if row.official or row.resend:
            await self._record(row, lambda: self.outbox.unknown(row.id))
            await self._tell(self.on_alarm(row, failed))
        else:
            await self._postpone(row, backoff(1), again=True)

    async def _lock_out(self, row: OutgoingRow, failed: SendFailed) -> None:
        """The row keeps its place. Somebody is told at the second refusal, and then not until the account speaks
        again: the first may be a token that was just exchanged."""
        times = self.pacer.locked_out(now=self.monotonic())
        await self._record(row, lambda: self.outbox.later(row.id, self.clock.now()))
        if times >= _WORTH_TELLING and not self.locked_out:
            self.locked_out = True
            await self._tell(self.on_alarm(row, failed))

    async def _stop(self, row: OutgoingRow, failed: SendFailed) -> None:
        """The row keeps its place until the account speaks again; whoever comes second tells nobody anew."""
        await self._record(row, lambda: self.outbox.later(row.id, self.clock.now()))
        first, self.stopped = not self.stopped, True
        if first:
            await self._tell(self.on_alarm(row, failed))

    async def _postpone(self, row: OutgoingRow, wait: float, *, again: bool = False) -> None:
        """The chat waits too, so that its next message does not overtake this one."""
        self.pacer.hold(row.at.chat, group=row.group, until=self.monotonic() + wait)
        not_before = self.clock.now() + timedelta(seconds=wait)
        verb = self.outbox.again if again else self.outbox.later
        await self._record(row, lambda: verb(row.id, not_before))

    async def _record(self, row: OutgoingRow, write: Callable[[], Awaitable[None]]) -> None:
        for pause in (*_RECORDING_PAUSES, None):
            try:
                await write()
                return
            except Exception as error:
                log.error("outbox.not_recorded", row=row.id, trace=whereabouts(error))
            if pause is not None:
                await asyncio.sleep(pause)

    async def _tell(self, news: Awaitable[None]) -> None:
        try:
            await news
        except Exception as error:
            log.error("outbox.nobody_told", trace=whereabouts(error))


@contextmanager
def _repeatable() -> Iterator[None]:
    """Around what is harmless to do twice: not knowing whether it was done means doing it again later."""
    try:
        yield
    except SendFailed as failed:
        if failed.why is not Why.UNKNOWN:
            raise
        raise SendFailed(Why.LATER, failed.detail) from failed
