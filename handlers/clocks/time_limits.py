"""`/thoihan`: all clocks of petitions with what they rest on and how sure that is; the commune confirms those that are
not sure, and sets its own promises. What the law says for sure is not changed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from domain.clocks.clock_book import ClockBook, Decision, NotTheCommunes, decided, is_the_laws
from domain.clocks.limits import Bound, Case, Clock, Nature
from domain.clocks.time_limit_words import Said, read_time_limit
from domain.language.text import Text, lines
from handlers.clocks.clockwork import recount
from handlers.clocks.deadline_words import basis_words
from handlers.turn import Refusal, Turn


async def time_limits(turn: Turn, words: str) -> None:
    """`/thoihan`, `/thoihan PA-GQ 12 ngày làm việc theo Quy chế số …`, `/thoihan TC-XLBD theo …` to confirm."""
    said = read_time_limit(words)
    if said is None:
        return await _show(turn)
    clock = ClockBook(turn.world.clocks(turn.commune)).get(said.clock)
    if clock is None:
        raise Refusal(Text("clock.unknown", name=said.clock))
    await _decide(turn, clock, said)


async def _decide(turn: Turn, clock: Clock, said: Said) -> None:
    if is_the_laws(clock):
        raise Refusal(Text("clock.is_law", title=clock.title, basis=clock.basis))
    if not said.basis or said.length == 0:
        raise Refusal(Text("clock.needs_basis", name=clock.id))
    before = (await turn.memory.clocks.decisions(turn.commune)).get(clock.id)
    now = decided(clock, before) if before else clock
    decision = Decision(clock.id, said.unit or now.unit, said.length or now.length(), said.basis)
    try:
        as_decided = decided(clock, decision)
    except NotTheCommunes:
        raise Refusal(Text("clock.is_law", title=clock.title, basis=clock.basis)) from None
    turn.memory.clocks.decide(turn.commune, decision, turn.person.id, turn.now)
    concerned = await turn.memory.due_petitions.with_clock(turn.commune, clock.id)
    turn.memory.vault.look_again(turn.commune, turn.now)
    earlier = await recount(turn.world, turn.memory, concerned, turn.now)
    told = Text("clock.decided", line=_line(as_decided), n=len(concerned))
    turn.say(lines(told, Text("clock.decided_earlier", n=len(earlier))) if earlier else told)
    was, is_ = (f"{one.length()} {one.unit.value}" for one in (now, as_decided))
    await turn.note("clock decided", f"clock:{clock.id}", f"{was} → {is_}: {said.basis}")


async def _show(turn: Turn) -> None:
    """In three messages: none is longer than every messenger takes."""
    decisions = await turn.memory.clocks.decisions(turn.commune)
    known = [
        decided(clock, decisions[clock.id]) if clock.id in decisions else clock
        for clock in ClockBook(turn.world.clocks(turn.commune)).latest
    ]
    law = [clock for clock in known if clock.nature is Nature.LAW]
    sure = [clock for clock in law if is_the_laws(clock)]
    unsure = [clock for clock in law if not is_the_laws(clock)]
    promises = [clock for clock in known if clock.nature is Nature.COMMITMENT]
    commune = turn.world.commune_name(turn.commune)
    turn.say(lines(Text("clock.list_law", commune=commune), *_lines(sure)))
    turn.say(lines(Text("clock.list_unsure"), *_lines(unsure)))
    turn.say(lines(Text("clock.list_promises"), *_lines(promises), Text("clock.how")))


def _lines(clocks: Iterable[Clock]) -> list[Text]:
    return [_line(clock) for clock in clocks]


def _line(clock: Clock) -> Text:
    line = Text(
        "clock.listed",
        name=clock.id,
        title=clock.title,
        length=reduce(lambda one, other: Text("clock.and", one=one, other=other), _lengths(clock)),
        basis=basis_words(clock),
        mark=clock.mark.value,
    )
    return line if clock.binds is Bound.COMMUNE else Text(f"clock.binds_{clock.binds.value}", line=line)


def _lengths(clock: Clock) -> Iterator[Text]:
    """The ordinary one, and what hard cases and remote places have."""
    yield Text(f"clock.unit_{clock.unit.value}", n=clock.length())
    for case in (Case.COMPLEX, Case.VERY_COMPLEX):
        if case in clock.lengths:
            yield Text(f"clock.case_{case.value}", n=clock.length(case=case))
    if clock.remote_lengths:
        yield Text("clock.case_remote", n=clock.length(remote=True))
    if Case.COMPLEX in clock.remote_lengths:
        yield Text("clock.case_remote_complex", n=clock.length(case=Case.COMPLEX, remote=True))
