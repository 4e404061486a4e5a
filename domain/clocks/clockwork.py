"""What becomes of a petition's clocks when something is done to it: which are met, stand still, go on or start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.clocks.clock_book import ClockBook
from domain.clocks.limits import Clock, Event, Nature, clocks_for
from domain.clocks.reckoning import Extension, Reckoning
from domain.clocks.running import Running, met, nearest_of, paused, reckoned, resumed, started
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, Action, PetitionKind, Status, is_open

_STARTS = {Action.REGISTER: Event.RECEIVED, Action.ACCEPT: Event.ACCEPTED, Action.DECIDE: Event.DECIDED}
_ANEW = frozenset({Action.REOPEN, Action.DISPUTE})


@dataclass(frozen=True, slots=True)
class Move:
    """One action: where it leads, what kind the petition is after it, and since when. `since` is the day on the
    document that starts or ends a clock, or when it was done. `extended_to`: the day to which the commune's own promises
    are moved. `only_if` names the circumstance that an officer found, as in `Clock.only_if`."""

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
    return _begun(_stands_for(kind, signed=signed), Event.RECEIVED, since, nation, by)


def clocks_after(running: Sequence[Running], move: Move, nation: Sequence[Clock], by: Reckoning) -> list[Running]:
    """All of them as they are then, those that start now at the end. What is met stays met."""
    book = ClockBook(nation)
    went_on = [_moved(one, clock, move, by) if (clock := _of(one, book, by)) else one for one in running]
    going = {one.clock for one in went_on if one.met_at is None}
    new = [one for one in _starting(running, move, book, by) if one.clock not in going]
    return went_on + [_as_it_stands(one, move, book, by) for one in new]


def recounted(running: Iterable[Running], nation: Iterable[Clock], by: Reckoning) -> list[Running]:
    """The same after the calendar, a length or what was found about the case has changed."""
    book = ClockBook(nation)
    return [reckoned(one, clock, by) if (clock := _of(one, book, by)) else one for one in running]


def nearest(running: Iterable[Running], nation: Iterable[Clock], *, told: bool = False) -> Running | None:
    """Hạn gần nhất; of those that citizens hear of, where `told`."""
    book = {clock.id: clock for clock in nation}
    counted = (one for one in running if not told or (one.clock in book and book[one.clock].told))
    return nearest_of(counted, {clock.id: clock.nature for clock in book.values()})


def _of(one: Running, book: ClockBook, by: Reckoning) -> Clock | None:
    return book.get(one.clock, one.started_at.astimezone(by.zone).date())


def _stands_for(kind: PetitionKind, *, signed: bool) -> PetitionKind:
    """As long as only a message tells of a khiếu nại or tố cáo, it is dealt with as information."""
    return kind if signed or kind not in SIGNED_FORM_ONLY else PetitionKind.FEEDBACK


def _begun(
    kind: PetitionKind, event: Event, since: datetime, clocks: Iterable[Clock], by: Reckoning, only_if: str = ""
) -> list[Running]:
    on = since.astimezone(by.zone).date()
    return [started(clock, since, by) for clock in clocks_for(kind, event, clocks, on, only_if=only_if)]


def _moved(one: Running, clock: Clock, move: Move, by: Reckoning) -> Running:
    if one.met_at is not None:
        return one
    if move.action in clock.met_by:
        return met(one, min(move.since, move.now))
    if _is_over(move.status) or _is_replaced(clock, move):
        return met(one, move.now)
    if move.extended_to and clock.nature is Nature.COMMITMENT and clock.told:
        one = replace(one, extension=Extension(move.extended_to, move.now))
    if move.status in clock.stands_still:
        return paused(reckoned(one, clock, by), move.now)
    return resumed(one, clock, move.now, by) if one.paused_at else reckoned(one, clock, by)


def _as_it_stands(one: Running, move: Move, book: ClockBook, by: Reckoning) -> Running:
    """What starts while the petition stands still waits too."""
    clock = _of(one, book, by)
    return paused(one, move.now) if clock and move.status in clock.stands_still else one


def _is_over(status: Status) -> bool:
    return not is_open(status) and status is not Status.HELD


def _is_replaced(clock: Clock, move: Move) -> bool:
    """By those of another kind; or, once the signed form has come, by those that begin with it. Who takes it in is
    the office's own affair, and is asked once."""
    if move.action is Action.REGISTER:
        return clock.starts_at is Event.RECEIVED and clock.told
    if move.action is not Action.RECLASSIFY or move.kind in clock.kinds:
        return False
    return not (move.kind in SIGNED_FORM_ONLY and PetitionKind.FEEDBACK in clock.kinds)


def _starting(running: Sequence[Running], move: Move, book: ClockBook, by: Reckoning) -> list[Running]:
    if move.action is Action.RECLASSIFY:
        return list(_of_other_kind(running, move, book, by))
    if move.action is Action.RELEASE:
        return first_clocks(move.kind, move.received_at, book.clocks, by)
    if move.action in _ANEW:
        promises = [clock for clock in book.clocks if clock.nature is Nature.COMMITMENT]
        return first_clocks(move.kind, move.now, promises, by)
    event = _STARTS.get(move.action)
    told = [clock for clock in book.clocks if clock.told]
    begun = _begun(move.kind, event, move.since, told, by, move.only_if) if event else []
    return begun + list(_found_out(running, move, book, by))


def _of_other_kind(running: Sequence[Running], move: Move, book: ClockBook, by: Reckoning) -> Iterator[Running]:
    """Whatever would run by now had it been of this kind from the beginning; of what ran already, nothing again. That
    somebody takes it in is not asked twice."""
    ran = {one.clock for one in running}
    signed = signed_since(running, book.clocks, by)
    kind = _stands_for(move.kind, signed=signed is not None)
    since = {Event.RECEIVED: signed or move.received_at} | {
        clock.starts_at: one.started_at
        for one in running
        if (clock := _of(one, book, by)) and clock.starts_at is not Event.RECEIVED
    }
    for event, at in since.items():
        on = at.astimezone(by.zone).date()
        for clock in clocks_for(kind, event, book.clocks, on):
            if clock.told and clock.id not in ran:
                yield _having_waited(started(clock, at, by), clock, running, book, by)


def _having_waited(
    one: Running, clock: Clock, running: Sequence[Running], book: ClockBook, by: Reckoning
) -> Running:
    """It stood still when those did that wait for the same."""
    for other in running:
        like = _of(other, book, by)
        if other.met_at is None and like and set(like.stands_still) & set(clock.stands_still):
            waited = reckoned(replace(one, pauses=other.pauses), clock, by)
            return paused(waited, other.paused_at) if other.paused_at else waited
    return one


def _found_out(running: Sequence[Running], move: Move, book: ClockBook, by: Reckoning) -> Iterator[Running]:
    """A circumstance that is found out later makes its clocks run from when the form came."""
    if not move.only_if or move.action in _STARTS:
        return
    since = signed_since(running, book.clocks, by) or move.received_at
    for one in _begun(move.kind, Event.RECEIVED, since, book.clocks, by, move.only_if):
        clock = book.get(one.clock)
        if clock and clock.only_if == move.only_if and move.action not in clock.met_by:
            yield one


def signed_since(running: Iterable[Running], nation: Iterable[Clock], by: Reckoning) -> datetime | None:
    """When the signed form came: then those clocks began that run with no mere message. None where none came."""
    book = ClockBook(nation)
    return max(
        (
            one.started_at
            for one in running
            if (clock := _of(one, book, by))
            and clock.starts_at is Event.RECEIVED
            and SIGNED_FORM_ONLY.issuperset(clock.kinds)
        ),
        default=None,
    )
