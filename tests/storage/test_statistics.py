"""What statistics leave out: what is not for everybody, and tố cáo but for their number where the span is long."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.messaging.messages import Address
from domain.petitions.lifecycle import PetitionKind, Status
from domain.petitions.statistics import Oldest
from domain.time.spans import read_span
from handlers.figures.statistics import statistics_of
from storage.database import Database
from storage.petitions.petition import Petition
from tests.casework.office import world
from tests.storage.conftest import NOW

COMMUNE = "nghi-duong"
AT = Address("telegram", "main", "7")
HIDDEN = ({"restricted": True}, {"kind": PetitionKind.DENUNCIATION}, {"status": Status.HELD})


async def _filed(database: Database) -> None:
    """One that is counted, and one of each that is not, all open, all answered or all closed."""
    async with database.transaction() as memory:
        person = (await memory.people.welcome(AT, "7", "bà Lan", "vi", NOW)).id
        plain = Petition(
            COMMUNE,
            "1",
            PetitionKind.FEEDBACK,
            "MT",
            Status.RECEIVED,
            False,
            person,
            AT,
            "vi",
            "…",
            "",
            None,
            "vp",
            NOW,
        )
        shown = replace(plain, received_at=NOW + timedelta(minutes=1))
        for number, hidden in enumerate(({}, *HIDDEN)):
            one = replace(shown if not hidden else plain, code=f"open {number}", **hidden)  # type: ignore[arg-type]
            await memory.petitions.file(one)
            over = replace(one, code=f"closed {number}")
            over = over.with_id(await memory.petitions.file(over))
            status = one.status if one.status is Status.HELD else Status.CLOSED
            over_now = replace(over, status=status, answered_at=NOW, closed_at=NOW)
            assert await memory.petitions.change(over, over_now)


async def test_what_is_hidden_is_in_no_figure(database: Database) -> None:
    await _filed(database)
    async with database.transaction() as memory:
        since, until = NOW - timedelta(days=1), NOW + timedelta(days=1)
        found = await memory.statistics.of(COMMUNE, since, until, today=NOW.date())
    assert (found.received, found.answered, found.closed, found.open) == (2, 1, 1, 1)
    assert found.oldest is not None and found.oldest.code == "open 0"
    assert found.denunciations is None


async def test_a_span_that_is_over_stands_as_it_stood_at_its_end(database: Database) -> None:
    """What was closed later was open then, what came later was not there; days are the commune's, not those of UTC."""
    early = datetime(2026, 5, 18, 5, 30, tzinfo=NOW.tzinfo)
    until = early + timedelta(days=2)
    await _filed(database)
    async with database.transaction() as memory:
        there = await memory.petitions.by_code("open 0")
        assert there
        gone = replace(there, code="closed since", received_at=early)
        gone = gone.with_id(await memory.petitions.file(gone))
        assert await memory.petitions.change(gone, replace(gone, status=Status.CLOSED, closed_at=until))
        late = replace(there, code="not yet", received_at=until)
        await memory.petitions.file(late)
    async with database.transaction() as memory:
        then = await memory.statistics.of(COMMUNE, early, until, today=until.date())
        now = await memory.statistics.of(COMMUNE, early, until + timedelta(days=9), today=until.date())
    assert then.oldest == Oldest("closed since", early.date())
    assert (then.open, now.open) == (2, 2)
    assert now.oldest and now.oldest.code == "open 0"


@pytest.mark.parametrize(("long", "inside", "told"), [(True, True, 2), (True, False, None), (False, True, None)])
async def test_denunciations_are_counted_from_a_quarter_on(
    database: Database, long: bool, inside: bool, told: int | None
) -> None:
    await _filed(database)
    span = read_span("quy 2" if long else "thang 5", NOW.date())
    assert span
    async with database.transaction() as memory:
        over = NOW + timedelta(days=60)  # a quarter that is not over tells by its growth of single days
        found = await statistics_of(world(), memory, COMMUNE, span, over, denunciations=inside)
    assert found.denunciations == told
