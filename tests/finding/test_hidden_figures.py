"""Of less than a quarter every figure is what it would be if there were no tố cáo, nor anything that few may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from domain.clocks.running import Running
from domain.petitions.closing import Solved
from domain.petitions.lifecycle import Action, PetitionKind, Status, is_open
from domain.petitions.statistics import Statistics
from domain.time.spans import Span, month_of, read_span
from handlers.figures.statistics import statistics_of
from storage.database import Database
from storage.memory import Memory
from storage.petitions.petition import Event, Petition
from storage.petitions.ratings import Rating
from storage.reports.figures import Counted
from tests.finding import shelf

TODAY = shelf.NOW.date()
SPANS = (
    month_of(TODAY),
    Span(TODAY, TODAY),
    Span(date(2026, 4, 2), TODAY),
    Span(TODAY - timedelta(days=7), TODAY),
)
STATES = (Status.RECEIVED, Status.TAKEN, Status.REOPENED, Status.CLOSED, Status.CONFIRMED)


def cases(chance: Random, person: int) -> Iterator[Petition]:
    for number in range(40):
        status, received = chance.choice(STATES), shelf.NOW - timedelta(days=chance.randrange(60))
        later = received + timedelta(days=chance.randrange(9))
        yield shelf.petition(
            number,
            person,
            "…",
            kind=chance.choice(list(PetitionKind)),
            restricted=chance.random() < 0.2,
            status=status,
            field=chance.choice(["", "MT", "XD"]),
            hamlet=chance.choice(["", "thon-dong"]),
            received_at=received,
            answered_at=later if chance.random() < 0.4 else None,
            closed_at=None if is_open(status) else later,
            due_on=(received + timedelta(days=3)).date(),
        )


def is_hidden(one: Petition) -> bool:
    return one.restricted or one.kind is PetitionKind.DENUNCIATION


async def keep(memory: Memory, chance: Random, one: Petition) -> None:
    kept = one.with_id(await memory.petitions.file(one))
    await memory.petitions.change(kept, one)
    due = one.received_at + timedelta(days=3)
    memory.clocks.keep(
        kept.id, [Running("PA-GQ", one.received_at, due.date(), due.date(), due, met_at=one.closed_at)]
    )
    if one.closed_at:
        memory.petitions.note(kept, Event(one.closed_at, one.person, Action.CLOSE.value, one.status))
        if chance.random() < 0.3:
            memory.ratings.keep(kept.id, one.person, Rating(Solved.NOT_DONE), one.closed_at)


async def figures(memory: Memory, span: Span) -> tuple[Statistics, Counted]:
    world = shelf.world()
    found = await statistics_of(world, memory, shelf.COMMUNE, span, shelf.NOW, denunciations=True)
    since, until = (
        shelf.NOW.replace(year=day.year, month=day.month, day=day.day, hour=0)
        for day in (span.first, span.last + timedelta(days=1))
    )
    return found, await memory.counting.petitions(shelf.COMMUNE, since, until, TODAY)


@pytest.mark.parametrize("seed", range(6))
async def test_what_is_hidden_changes_no_figure_and_kinds_add_up(database: Database, seed: int) -> None:
    async with database.transaction() as memory:
        person = await shelf.somebody(memory)
        some = list(cases(Random(seed), person))
        assert any(map(is_hidden, some))
        for one in (one for one in some if not is_hidden(one)):
            await keep(memory, Random(one.code), one)
        without = [await figures(memory, span) for span in SPANS]
        for one in filter(is_hidden, some):
            await keep(memory, Random(one.code), one)
        assert [await figures(memory, span) for span in SPANS] == without
    for found, counted in without:
        assert found.denunciations is None
        for way in ("kind", "field", "hamlet", "month"):
            assert sum(row.received for row in found.by(way).values()) == found.received
        assert sum(counted.by_kind.values()) == counted.received == found.received
        done = counted.closed_on_time + counted.closed_late + counted.open_overdue
        assert done <= counted.received


@pytest.mark.parametrize(
    ("words", "told"),
    [("quý I", 1), ("quý II", None), ("quý IV 2025", 0), ("từ 02/01 đến 31/05", None), ("năm nay", None)],
)
async def test_only_whole_quarters_that_are_over_tell_the_number(
    database: Database, words: str, told: int | None
) -> None:
    span = read_span(words, TODAY)
    assert span
    async with database.transaction() as memory:
        person = await shelf.somebody(memory)
        one = shelf.petition(1, person, "…", kind=PetitionKind.DENUNCIATION)
        await memory.petitions.file(replace(one, received_at=shelf.NOW - timedelta(days=100)))
        assert (await figures(memory, span))[0].denunciations == told


async def test_nobody_is_silent_who_was_never_asked(database: Database) -> None:
    async with database.transaction() as memory:
        person = await shelf.somebody(memory)
        for number, kind in enumerate((PetitionKind.COMPLAINT, PetitionKind.COMPLAINT, PetitionKind.FEEDBACK)):
            one = shelf.petition(number, person, "…", kind=kind, status=Status.CLOSED, closed_at=shelf.NOW)
            kept = one.with_id(await memory.petitions.file(one))
            for action in (Action.DECIDE, Action.CLOSE) if number == 0 else (Action.CLOSE,):
                memory.petitions.note(kept, Event(shelf.NOW, person, action.value, Status.CLOSED))
        found, _ = await figures(memory, month_of(TODAY))
    assert (found.confirmed, found.disputed, found.silent) == (0, 0, 2), "the one that was decided is not counted"
