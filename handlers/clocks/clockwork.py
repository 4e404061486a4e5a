"""The clocks of a petition, counted as its commune counts time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.clocks.clockwork import Move, clocks_after, nearest, recounted
from domain.clocks.limits import Case, Clock, Nature
from domain.clocks.reckoning import Reckoning
from domain.clocks.running import NEVER, NO_DAY, Running
from domain.petitions.lifecycle import Action, is_open
from domain.time.office_hours import OfficeHours
from handlers.clocks.nudging import withdraw_changed
from handlers.turn import Turn
from handlers.world import World
from storage.memory import Memory
from storage.petitions.petition import Petition


async def reckoning(
    world: World, memory: Memory, commune: str, case: Case = Case.ORDINARY, *, remote: bool = False
) -> Reckoning:
    calendar = world.calendar(commune, await memory.calendar.overrides(commune))
    hours = OfficeHours(world.habits.petitions.office_hours, calendar)
    decisions = await memory.clocks.decisions(commune)
    return Reckoning(calendar, hours, world.zone, world.habits.clocks, case, remote, decisions)


def falling_due(petition: Petition, clocks: Sequence[Running], world: World, *, told: bool = False) -> Petition:
    """The petition, due when the nearest of its clocks ends; of those that citizens are told of, where `told`."""
    first = nearest(clocks, world.clocks(petition.commune), told=told)
    if first is None:
        return replace(petition, due_on=NO_DAY, due_at=NEVER, due_clock="")
    return replace(petition, due_on=first.due_on, due_at=first.due_at, due_clock=first.clock)


async def with_clocks(
    turn: Turn,
    petition: Petition,
    changed: Petition,
    action: Action,
    *,
    since: datetime | None = None,
    extended_to: date | None = None,
    only_if: str = "",
) -> Petition:
    """Keeps what the action does to the clocks; gives `changed` as it falls due then. `since`: the day of the document
    that starts or ends a clock."""
    known = turn.world.clocks(petition.commune)
    by = await reckoning(turn.world, turn.memory, petition.commune, changed.case, remote=changed.remote)
    move = Move(
        action=action,
        status=changed.status,
        kind=changed.kind,
        now=turn.now,
        since=since or turn.now,
        received_at=petition.received_at,
        extended_to=extended_to,
        only_if=only_if,
    )
    before = await turn.memory.clocks.of(petition.id)
    clocks = clocks_after(before, move, known, by)
    turn.memory.clocks.keep(petition.id, clocks)
    await withdraw_changed(turn.world, turn.memory, before, clocks, turn.now)
    if is_open(changed.status):
        return falling_due(changed, clocks, turn.world)
    if not is_open(petition.status):  # it was over before: what it was judged by stays
        return changed
    return falling_due(changed, before, turn.world, told=True)  # whether it was in time is judged by this


async def recount(world: World, memory: Memory, petitions: Sequence[Petition], now: datetime) -> list[Petition]:
    """Counts the clocks of petitions of one commune anew, as after a change of its calendar; gives those that are due
    earlier now, as they are due."""
    if not petitions:
        return []
    by = await reckoning(world, memory, petitions[0].commune)
    clocks = await memory.clocks.of_each([petition.id for petition in petitions])
    earlier = []
    for petition in petitions:
        before = clocks[petition.id]
        after = recounted(
            before, world.clocks(petition.commune), replace(by, case=petition.case, remote=petition.remote)
        )
        changed = falling_due(petition, after, world)
        if after == before and changed == petition:
            continue
        memory.clocks.keep(petition.id, after)
        memory.due_petitions.fall_due(changed)
        await withdraw_changed(world, memory, before, after, now)
        if changed.due_at < petition.due_at:
            earlier.append(changed)
    return earlier


async def told_deadline(world: World, memory: Memory, petition: Petition) -> Running | None:
    """The deadline a citizen is told of: not the office's own affairs, nor any of a case that is over."""
    return nearest(await memory.clocks.of(petition.id), world.clocks(petition.commune), told=True)


async def promised_until(world: World, memory: Memory, petition: Petition) -> date | None:
    """The last day of what the commune itself promised the citizen; None where nothing is promised (any more)."""
    return await _last_day(world, memory, petition, lambda clock: clock.nature is Nature.COMMITMENT)


async def lawful_until(world: World, memory: Memory, petition: Petition) -> date | None:
    """The last day of what the law gives more time for in so hard a case."""
    return await _last_day(
        world,
        memory,
        petition,
        lambda clock: clock.nature is Nature.LAW and petition.case in clock.lengths,
    )


async def _last_day(
    world: World, memory: Memory, petition: Petition, counts: Callable[[Clock], bool]
) -> date | None:
    book = {clock.id for clock in world.clocks(petition.commune) if clock.told and counts(clock)}
    open_ones = [one for one in await memory.clocks.of(petition.id) if one.met_at is None]
    return max((one.due_on for one in open_ones if one.clock in book), default=None)
