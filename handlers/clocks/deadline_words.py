"""How a petition's deadlines are told to officials: which clock, until when, what it rests on, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from domain.clocks.clock_book import ClockBook, decided
from domain.clocks.clockwork import nearest
from domain.clocks.limits import Certainty, Clock, Nature, Unit
from domain.clocks.running import Running
from domain.language.text import Gap, Text, lines
from domain.petitions.lifecycle import Status
from handlers.world import World
from storage.memory import Memory
from storage.petitions.petition import Petition

ClockOf = Callable[[Running], Clock | None]


async def deadline_words(world: World, memory: Memory, petition: Petition) -> dict[str, Gap] | None:
    """Hạn gần nhất, as a card shows it: `due`, `title` and `basis`; None where no clock runs."""
    clock_of = await clocks_of(world, memory, petition.commune)
    return nearest_words(await memory.clocks.of(petition.id), world.clocks(petition.commune), clock_of)


def nearest_words(running: Iterable[Running], nation: Iterable[Clock], clock_of: ClockOf) -> dict[str, Gap] | None:
    """The same of clocks at hand."""
    first = nearest(running, nation)
    clock = clock_of(first) if first else None
    if first is None or clock is None:
        return None
    return {"due": due_words(first, clock), "title": clock.title, "basis": plain_basis(clock)}


async def deadline_line(world: World, memory: Memory, petition: Petition) -> Text | None:
    """The same as a line of its own."""
    words = await deadline_words(world, memory, petition)
    return Text("clock.nearest", **words) if words else None


async def all_clocks(world: World, memory: Memory, petition: Petition) -> list[Text]:
    """A line for each clock that is not met, the nearest first, those that stand still last."""
    clock_of = await clocks_of(world, memory, petition.commune)
    return clock_lines(await memory.clocks.of(petition.id), clock_of, petition.status)


def clock_lines(running: Iterable[Running], clock_of: ClockOf, status: Status) -> list[Text]:
    """The same of clocks at hand."""
    going = [one for one in running if one.met_at is None]
    going.sort(key=lambda one: (one.paused_at is not None, one.due_at))
    told = [_line(one, clock, status) for one in going if (clock := clock_of(one))]
    return [Text("clock.all"), *told] if told else []


async def pause_note(world: World, memory: Memory, petition: Petition) -> Text | None:
    """For an officer who has just asked the citizen back: which clocks wait for the answer, and which do not."""
    clock_of = await clocks_of(world, memory, petition.commune)
    going = [(one, clock) for one in await memory.clocks.of(petition.id) if (clock := clock_of(one))]
    waits = "; ".join(clock.title for one, clock in going if one.paused_at and one.met_at is None)
    first = nearest((one for one, _ in going), world.clocks(petition.commune))
    clock = clock_of(first) if first else None
    notes = [Text("clock.waits", titles=waits)] if waits else []
    if first and clock:
        title, basis = clock.title, basis_words(clock)
        notes.append(Text("clock.goes_on", title=title, due=due_words(first, clock), basis=basis))
    return lines(*notes) if notes else None


async def clocks_of(world: World, memory: Memory, commune: str) -> ClockOf:
    """Which clock a running one is, as the commune decided about it; None for one that is no longer known."""
    book, decisions = ClockBook(world.clocks(commune)), await memory.clocks.decisions(commune)

    def clock_of(one: Running) -> Clock | None:
        clock = book.get(one.clock, world.today(one.started_at))
        return decided(clock, decisions[one.clock]) if clock and one.clock in decisions else clock

    return clock_of


def due_words(one: Running, clock: Clock) -> Text:
    """The day; of hours, the minute."""
    due: datetime | None = one.due_at if clock.unit is Unit.HOURS else None
    return Text("clock.at", at=due) if due else Text("clock.on", on=one.due_on)


def plain_basis(clock: Clock) -> Text:
    """What it rests on, and whether that is a law or a promise."""
    key = "clock.law" if clock.nature is Nature.LAW else "clock.commitment"
    is_bare = clock.nature is Nature.COMMITMENT and clock.mark is not Certainty.CONFIRMED
    return Text("clock.own_commitment") if is_bare else Text(key, basis=clock.basis)


def basis_words(clock: Clock) -> Text:
    """The same, and how sure it is."""
    words = plain_basis(clock)
    return words if clock.mark is Certainty.VERIFIED else Text(f"clock.mark_{clock.mark.value}", basis=words)


def _line(one: Running, clock: Clock, status: Status) -> Text:
    basis = basis_words(clock)
    if one.paused_at:
        why = Text("clock.why_suspended" if status is Status.SUSPENDED else "clock.why_asked")
        return Text("clock.stands_still", title=clock.title, since=one.paused_at, why=why, basis=basis)
    line = Text("clock.runs", title=clock.title, due=due_words(one, clock), basis=basis)
    return Text("clock.extended", line=line) if one.extension else line
