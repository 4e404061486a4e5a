"""How far a case's deadlines may be moved: the law's by its own steps, the commune's promise within its leeway."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.clocks.limits import Case, Clock, Nature
from domain.clocks.running import Running
from domain.language.text import Text
from domain.petitions.lifecycle import Status
from domain.petitions.triage_forms import Leeway
from handlers.clocks.clockwork import promised_until, reckoning
from handlers.turn import Refusal, Turn
from storage.petitions.petition import Petition


@dataclass(frozen=True, slots=True)
class LawsEnd:
    """A deadline of the law that runs: what it rests on, and the last day with all the time that the law can give."""

    title: str
    basis: str
    latest: date


@dataclass(frozen=True, slots=True)
class Limits:
    """`step` is the next one that the law knows, as a list of one or none; each takes a decision of its own. `leeway` is
    that of the commune's promise. `law` is what binds where no promise can be moved."""

    step: list[Case]
    leeway: Leeway | None = None
    law: LawsEnd | None = None


async def limits_of(turn: Turn, petition: Petition) -> Limits:
    """Raises `Refusal` where nothing runs that could be moved."""
    laws = await _laws(turn, petition)
    step = _next_step(petition.case, {case for _, clock in laws for case in clock.lengths})
    promised = await promised_until(turn.world, turn.memory, petition)
    if promised and not (step and petition.status is Status.ACCEPTED):  # else what was promised counts no more
        until = max(promised, turn.today)
        longest = timedelta(days=turn.world.habits.petitions.longest_extension_days)
        return Limits(step, Leeway(until, until + longest))
    if not laws:
        raise Refusal(Text("triage.nothing_to_extend", code=petition.code))
    return Limits(step, law=await _laws_end(turn, petition, *_most_open(laws)))


def refused(petition: Petition, limits: Limits, day: date | None) -> Text | None:
    """Why nothing can be moved, or not to that day, and what can be done instead."""
    if limits.law is None:
        return limits.leeway.refuses(day, petition.code) if limits.leeway and day else None
    by_step = limits.step and (day is None or day <= limits.law.latest)
    return Text(
        "triage.extension_by_decision" if by_step else "triage.extension_beyond_law",
        code=petition.code,
        title=limits.law.title,
        basis=limits.law.basis,
        latest=limits.law.latest,
        way=Text(f"triage.step_{limits.step[0].value}") if by_step else "",
    )


async def _laws(turn: Turn, petition: Petition) -> list[tuple[Running, Clock]]:
    """The law's clocks that are not met, the first to end first."""
    book = {clock.id: clock for clock in turn.world.clocks(petition.commune) if clock.nature is Nature.LAW}
    going = [one for one in await turn.memory.clocks.of(petition.id) if one.met_at is None and one.clock in book]
    return [(one, book[one.clock]) for one in sorted(going, key=lambda one: one.due_at)]


def _next_step(now: Case, known: Iterable[Case]) -> list[Case]:
    """One decision makes a case one step harder (Luật Tố cáo Đ30)."""
    cases = list(Case)
    return [case for case in cases[cases.index(now) + 1 :] if case in set(known)][:1]


def _most_open(laws: Sequence[tuple[Running, Clock]]) -> tuple[Running, Clock]:
    """The one for which the law knows more time, or the first to end."""
    return next(((one, clock) for one, clock in laws if len(clock.lengths) > 1), laws[0])


async def _laws_end(turn: Turn, petition: Petition, one: Running, clock: Clock) -> LawsEnd:
    by = await reckoning(turn.world, turn.memory, petition.commune, list(Case)[-1], remote=petition.remote)
    clock = by.as_decided(clock)
    return LawsEnd(clock.title, clock.basis, by.ends(clock, one.started_at, one.pauses, one.extension).on)
