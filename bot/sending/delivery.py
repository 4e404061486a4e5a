"""One message's way out: put into words, said, and the outcome written down.

Sending is at least once: the platforms have no idempotency key. What surely did not arrive waits and is said
again. Of what may have arrived, an ordinary message is said once more and says so; an official one is left to
a person.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from bot.channels.base import Channel, Rendered, SendFailed, Sent, Why
from bot.clock import Clock
from bot.redaction import whereabouts
from bot.sending.backoff import backoff
from bot.sending.gate import Gate, open_gate
from bot.sending.outbox import OnAlarm, OnGone, OnSettled, Outbox, Render, RenderedMenu
from bot.sending.pacer import Pacer
from domain.messaging.outgoing import OutgoingRow

log = structlog.get_logger(__name__)

_LONGEST_BACKOFF = 60.0
_QUOTA_PAUSE = 3600.0
"""Seconds of silence when the platform says that nothing more may be sent and not until when."""
_WORTH_TELLING = 2
"""Refusals of the whole account in a row, from which on somebody is told."""
_FINAL = frozenset({Why.GONE, Why.CLOSED, Why.REFUSED, Why.CARD_LOST, Why.SHELF_LOST, Why.UNKNOWN})
"""After which a row does not simply wait for its next try."""
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
    on_settled: OnSettled
    gate: Gate = field(default_factory=open_gate)
    locked_out: bool = False
    stopped: bool = False

    async def deliver(self, row: OutgoingRow) -> int:
        """Never raises. Returns how many messages it became, for the pace."""
        try:
            said = await self._say(row)
        except SendFailed as failed:
            await self._settle(row, failed)
            if failed.why in _FINAL:
                await self._tell(self.on_settled(row))
            return 1
        ids = said.message_ids
        if ids:  # a menu, where there are none, proves nothing
            self.pacer.went_well()
            self.locked_out = False
        await self._record(row, lambda: self.outbox.sent(row.id, ids, said.thread))
        await self._tell(self.on_settled(row))
        return max(1, len(ids) + said.calls)

    async def settle_lost(self, row: OutgoingRow) -> None:
        """A row that was being sent when the process died."""
        edited = row.card and self.channel.caps.edits and await self.outbox.card_of(row.at, row.card)
        harmless = row.kind == "menu" or edited
        why = Why.LATER if harmless else Why.UNKNOWN
        await self._settle(row, SendFailed(why, "the process ended while it was being sent"))

    async def _say(self, row: OutgoingRow) -> Sent:
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

    async def _carry(
        self, row: OutgoingRow, message: Rendered | RenderedMenu, card: tuple[str, str] | None
    ) -> Sent:
        try:
            if isinstance(message, RenderedMenu):
                return await self._offer(row, message)
            if card is None:
                return await self._send(row, message)
            standing, thread = card
            if thread != message.thread:
                return await self._move(row, standing, message)
            if await self._edit(row, standing, message):
                return Sent((standing,), thread)
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

    async def _send(self, row: OutgoingRow, message: Rendered) -> Sent:
        """What may have arrived counts as said."""
        messages = 0
        try:
            sent = await self._send_into_thread(row, message)
            messages = len(sent.message_ids)
            return sent
        except SendFailed as failed:
            messages = int(failed.why is Why.UNKNOWN)
            raise
        finally:
            if messages:
                await self._tell(self.gate.spent(self.channel, row.at, messages))

    async def _send_into_thread(self, row: OutgoingRow, message: Rendered) -> Sent:
        """Where that conversation within the group is gone, into the group itself."""
        try:
            return replace(await self.channel.send(row.at, message), thread=message.thread)
        except SendFailed as failed:
            if failed.why is not Why.SHELF_LOST or not message.thread:
                raise
        await self.outbox.shelf_lost(row.at, message.thread)
        return await self.channel.send(row.at, replace(message, thread=""))

    async def _move(self, row: OutgoingRow, standing: str, message: Rendered) -> Sent:
        """The card stands in another conversation of the group: posted anew, and a line left behind that says so."""
        sent = await self._send(row, message)
        try:
            await self.channel.edit(row.at, standing, Rendered(message.left_behind, protected=message.protected))
        except SendFailed as failed:  # its buttons are of an older version of the case: harmless
            log.info("outbox.card_stays", row=row.id, detail=failed.detail)
        return replace(sent, calls=1)

    async def _words(self, row: OutgoingRow) -> Rendered | RenderedMenu:
        try:
            return await self.render(row)
        except SendFailed:
            raise
        except Exception as error:
            log.error("outbox.no_words", row=row.id, trace=whereabouts(error))
            raise SendFailed(Why.REFUSED, f"no words for it: {type(error).__name__}") from error

    async def _card(self, row: OutgoingRow) -> tuple[str, str] | None:
        """The message to edit, and the conversation within the group where it stands, if the row's card stands
        already."""
        if not (row.card and self.channel.caps.edits):
            return None
        try:
            return await self.outbox.card_of(row.at, row.card)
        except Exception as error:
            log.error("outbox.unavailable", row=row.id, trace=whereabouts(error))
            raise SendFailed(Why.LATER, "the outbox could not be read") from error

    async def _offer(self, row: OutgoingRow, menu: RenderedMenu) -> Sent:
        with _repeatable():
            await self.channel.offer_commands(row.at.chat or None, menu.language, menu.commands)
        return Sent(())

    async def _edit(self, row: OutgoingRow, card: str, message: Rendered) -> bool:
        """False where the card is gone and must be posted anew."""
        try:
            with _repeatable():
                await self.channel.edit(row.at, card, message)
        except SendFailed as failed:
            if failed.why not in (Why.CARD_LOST, Why.SHELF_LOST):
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
            case Why.REFUSED | Why.CARD_LOST | Why.SHELF_LOST:
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
