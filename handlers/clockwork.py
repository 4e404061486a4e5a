"""The clocks of a petition, counted as its commune counts time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.clocks import Case
from domain.clockwork import Move, clocks_after, nearest
from domain.office_hours import OfficeHours
from domain.petitions import Action, is_open
from domain.running import NEVER, NO_DAY, Reckoning, Running
from handlers.turn import Turn
from handlers.world import World
from storage.memory import Memory
from storage.petitions import Petition


async def reckoning(
    world: World, memory: Memory, commune: str, case: Case = Case.ORDINARY, *, remote: bool = False
) -> Reckoning:
    calendar = world.calendar(commune, await memory.calendar.overrides(commune))
    hours = OfficeHours(world.habits.petitions.office_hours, calendar)
    return Reckoning(calendar, hours, world.zone, case, remote)


def falling_due(petition: Petition, clocks: Sequence[Running], world: World, *, told: bool = False) -> Petition:
    """The petition, due when the nearest of its clocks ends; of those that citizens are told of, where `told`."""
    first = nearest(clocks, world.national.clocks, told=told)
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
    that starts a clock."""
    nation = turn.world.national.clocks
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
    clocks = clocks_after(before, move, nation, by)
    turn.memory.clocks.keep(petition.id, clocks)
    if is_open(changed.status):
        return falling_due(changed, clocks, turn.world)
    if not is_open(petition.status):  # it was over before: what it was judged by stays
        return changed
    return falling_due(changed, before, turn.world, told=True)  # whether it was in time is judged by this


async def told_deadline(world: World, memory: Memory, petition: Petition) -> Running | None:
    """The deadline a citizen is told of: not the office's own affairs, nor any of a case that is over."""
    return nearest(await memory.clocks.of(petition.id), world.national.clocks, told=True)
