"""What becomes of a petition's clocks when something is done to it: which are met, stand still, go on or start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.clocks import Clock, Event, Nature, clocks_for
from domain.petitions import SIGNED_FORM_ONLY, Action, PetitionKind, Status, is_open
from domain.running import Reckoning, Running, met, nearest_of, paused, reckoned, resumed, started

_STARTS = {Action.REGISTER: Event.RECEIVED, Action.ACCEPT: Event.ACCEPTED, Action.DECIDE: Event.DECIDED}
_ANEW = frozenset({Action.REOPEN, Action.DISPUTE})


@dataclass(frozen=True, slots=True)
class Move:
    """One action: where it leads, what kind the petition is after it, and since when. `since` is the day on the
    document that starts a clock, or when it was done. `extended_to`: the day to which the commune's own promises are
    moved. `only_if` names the circumstance that an officer found, as in `Clock.only_if`."""

    action: Action
    status: Status
    kind: PetitionKind
    now: datetime
    since: datetime
    received_at: datetime
    extended_to: date | None = None
    only_if: str = ""


def first_clocks(
    kind: PetitionKind, since: datetime, nation: Iterable[Clock], by: Reckoning, *, signed: bool = False
) -> list[Running]:
    """What starts when it comes in. What the law starts with a signed form does not start with a message, which only
    tells of the matter."""
    kind = PetitionKind.FEEDBACK if kind in SIGNED_FORM_ONLY and not signed else kind
    on = since.astimezone(by.zone).date()
    return [started(clock, since, by) for clock in clocks_for(kind, Event.RECEIVED, nation, on)]


def clocks_after(running: Sequence[Running], move: Move, nation: Sequence[Clock], by: Reckoning) -> list[Running]:
    """All of them as they are then, those that start now at the end."""
    book = {clock.id: clock for clock in nation}
    went_on = [_moved(one, book[one.clock], move, by) if one.clock in book else one for one in running]
    going = {one.clock for one in went_on if one.met_at is None}
    return went_on + [one for one in _starting(move, nation, by) if one.clock not in going]


def _moved(one: Running, clock: Clock, move: Move, by: Reckoning) -> Running:
    if one.met_at is not None:
        return one
    if move.action in clock.met_by or not is_open(move.status) or _no_longer_fits(clock, move):
        return met(one, move.now)
    if move.extended_to and clock.nature is Nature.COMMITMENT and clock.told:
        one = replace(one, extended_to=move.extended_to)
    if move.status in clock.stands_still:
        return paused(one, move.now)
    return resumed(one, clock, move.now, by) if one.paused_at else reckoned(one, clock, by)


def _no_longer_fits(clock: Clock, move: Move) -> bool:
    if move.action is not Action.RECLASSIFY or move.kind in clock.kinds:
        return False
    return not (move.kind in SIGNED_FORM_ONLY and PetitionKind.FEEDBACK in clock.kinds)


def _starting(move: Move, nation: Sequence[Clock], by: Reckoning) -> list[Running]:
    if move.action is Action.RECLASSIFY:
        return first_clocks(move.kind, move.received_at, nation, by)
    if move.action in _ANEW:
        promises = [clock for clock in nation if clock.nature is Nature.COMMITMENT]
        return first_clocks(move.kind, move.now, promises, by)
    event = _STARTS.get(move.action)
    if event is None:
        return []
    on = move.since.astimezone(by.zone).date()
    return [
        started(clock, move.since, by) for clock in clocks_for(move.kind, event, nation, on, only_if=move.only_if)
    ]


def nearest(running: Iterable[Running], nation: Iterable[Clock], *, told: bool = False) -> Running | None:
    """Hạn gần nhất; of those that citizens hear of, where `told`."""
    book = {clock.id: clock for clock in nation}
    counted = (one for one in running if not told or (one.clock in book and book[one.clock].told))
    return nearest_of(counted, {clock.id: clock.nature for clock in book.values()})
