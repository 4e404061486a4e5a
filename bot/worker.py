"""The worker: takes the oldest waiting update of every conversation and holds their turns, many to a commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.channels.base import Channel
from bot.clock import Clock
from bot.hearing import understood
from bot.redaction import whereabouts
from bot.turns import open_turn
from bot.words.i18n import Words
from domain.language.text import Text
from domain.messaging.messages import Inbound, Kind, Message
from domain.people.roles import Role
from handlers.router import route
from handlers.turn import Refusal, Turn
from handlers.world import AccountKey, World
from storage.database import Database
from storage.memory import Memory
from storage.messaging.inbox import InboxRow

log = structlog.get_logger(__name__)

_TOGETHER = 64
"""Turns that share one commit, each of another conversation."""
_IDLE = 1.0
_AFTER_TROUBLE = 0.5


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A button to be acknowledged once the turn is committed."""

    channel: Channel
    press_id: str
    note: str


class Worker:
    """`on_work` is called after every commit that may have filled the outbox."""

    def __init__(
        self,
        world: World,
        database: Database,
        channels: Mapping[AccountKey, Channel],
        words: Words,
        clock: Clock,
        on_work: Callable[[], None],
    ) -> None:
        self._world = world
        self._database = database
        self._channels = channels
        self._words = words
        self._clock = clock
        self._on_work = on_work
        self._wake = asyncio.Event()
        self._stopping = False
        self._acknowledging: set[asyncio.Task[None]] = set()

    def poke(self) -> None:
        """Something new was heard."""
        self._wake.set()

    def stop(self) -> None:
        """The turns in hand are finished, then `run` returns."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                held = await self.step()
            except Exception:
                log.exception("turns.not_committed")
                await asyncio.sleep(_AFTER_TROUBLE)
                continue
            if not held:
                await self._rest()
        await asyncio.gather(*self._acknowledging)

    async def step(self) -> int:
        """Holds one turn of every conversation that has one waiting, commits them, and tells how many."""
        pressed: list[_Pressed] = []
        async with self._database.transaction() as memory:
            rows = await memory.inbox.oldest_of_each_conversation(_TOGETHER)
            for row in rows:
                pressed += await self._hold(memory, row)
        for one in pressed:
            task = asyncio.create_task(one.channel.acknowledge(one.press_id, one.note))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)
        if rows:
            self._on_work()
        return len(rows)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(_IDLE):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _hold(self, memory: Memory, row: InboxRow) -> list[_Pressed]:
        """One turn. What raises is undone and counted; the third time it is set aside and the person told."""
        channel = self._channels.get((row.channel, row.account))
        if channel is None:  # an account that is no longer served
            self._set_aside(memory, row, "no such account")
            return []
        inbound: Inbound | None = None
        try:
            async with memory.savepoint():
                inbound = await self._heard(memory, channel, row)
                turn = await self._answered(memory, inbound)
                memory.inbox.done(row)
        except Exception as error:
            return await self._trouble(memory, row, channel, inbound, error)
        return self._acknowledgement(channel, turn)

    async def _heard(self, memory: Memory, channel: Channel, row: InboxRow) -> Inbound:
        return await understood(self._world, memory, self._words, channel, row, self._clock.now())

    async def _answered(self, memory: Memory, inbound: Inbound) -> Turn:
        try:
            async with memory.savepoint("deed"):
                turn = await open_turn(self._world, memory, inbound, self._clock.now())
                await route(turn)
                _say_toast(turn)
                return turn
        except Refusal as refusal:
            turn = await open_turn(self._world, memory, inbound, self._clock.now())
            _refuse(turn, refusal)
            return turn

    async def _trouble(
        self, memory: Memory, row: InboxRow, channel: Channel, inbound: Inbound | None, error: Exception
    ) -> list[_Pressed]:
        problem = type(error).__name__
        log.error("turn.failed", inbox=row.id, attempt=row.attempts + 1, problem=problem, trace=whereabouts(error))
        if row.attempts + 1 < self._world.habits.inbox.attempts:
            memory.inbox.failed(row, problem)
            return []
        self._set_aside(memory, row, problem)
        if inbound is None:
            return []
        async with memory.savepoint():
            turn = await open_turn(self._world, memory, inbound, self._clock.now())
            turn.say(Text("error.our_mistake", reference=str(row.id)))
            await _tell_admins(turn, row.id)
        return self._acknowledgement(channel, turn)

    def _set_aside(self, memory: Memory, row: InboxRow, problem: str) -> None:
        memory.inbox.dead(row, problem, self._world.vault.locked(row.raw, f"inbox:{row.key}"))

    def _acknowledgement(self, channel: Channel, turn: Turn) -> list[_Pressed]:
        if not turn.inbound.press_id:
            return []
        note = self._words.plain(turn.toast, turn.person.language) if turn.toast else ""
        return [_Pressed(channel, turn.inbound.press_id, note)]


def _say_toast(turn: Turn) -> None:
    """What was chosen from a list has no button to show it at. Where it is all that is said, one may choose again."""
    if turn.toast and _from_list(turn):
        turn.say(turn.toast, resumes=not turn.voice.spoke)


def _from_list(turn: Turn) -> bool:
    return turn.inbound.kind is Kind.PRESS and not turn.inbound.press_id


def _refuse(turn: Turn, refusal: Refusal) -> None:
    """In a group only the presser need see it."""
    if turn.inbound.press_id and turn.inbound.group:
        turn.toast = refusal.text
    else:
        turn.say(refusal.text, *refusal.choices, resumes=_from_list(turn))


async def _tell_admins(turn: Turn, reference: int) -> None:
    if turn.commune:
        admins = await turn.memory.people.reach_role(turn.commune, Role.ADMIN)
        told = Message(Text("error.admin_told", reference=str(reference)))
        turn.voice.tell_all(admins, told, turn.commune)
