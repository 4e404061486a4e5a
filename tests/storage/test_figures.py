"""Figures by version, and petitions counted for a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.clocks.running import Running
from domain.messaging.messages import Address
from domain.petitions.lifecycle import PetitionKind, Status
from storage.database import Database
from storage.memory import Memory
from storage.petitions.petition import Petition
from storage.reports.reports import Submission
from tests.storage.conftest import NOW

AT = Address("telegram", "main", "7")
JANUARY, JULY = NOW.replace(month=1, day=1, hour=0, minute=0), NOW.replace(month=7, day=1, hour=0, minute=0)


async def _person(memory: Memory) -> int:
    return (await memory.people.welcome(AT, "7", "Lê Thị Thu", "vi", NOW)).id


def _version(code: str, unit: str, person: int) -> Submission:
    return Submission("xa", code, "bc", "2026-6T", unit, date(2026, 6, 5), person, NOW, on_time=True)


async def test_the_latest_readable_version_of_every_unit_counts(database: Database) -> None:
    async with database.transaction() as memory:
        person = await _person(memory)
        for code, unit, value in (("A1", "a", "3"), ("B1", "b", "5"), ("A2", "a", "4"), ("A3", "a", "9")):
            memory.reports.hand_in(_version(code, unit, person))
            memory.figures.keep(code, {"van-ban": value}, source="unit")
            memory.figures.keep(code, {"y-kien": "1"}, source="bot")
        memory.reports.void("xa", "A3", NOW)
        memory.reports.hand_in(_version("C1", "c", person))  # a file and no figures
    async with database.transaction() as memory:
        assert await memory.figures.latest("xa", "bc", "2026-6T") == {
            "a": {"van-ban": "4", "y-kien": "1"},
            "b": {"van-ban": "5", "y-kien": "1"},
        }
        assert await memory.figures.of("A1") == {"van-ban": "3", "y-kien": "1"}
        assert await memory.figures.before("xa", "a") == {"van-ban": "4"}
        assert await memory.figures.before("xa", "c") == {}
        assert [v.void for v in await memory.reports.versions("xa", "bc", "2026-6T", "a")] == [False, False, True]
        assert [v.code for v in await memory.reports.handed_in("xa", since=date(2026, 6, 1))] == [
            "A1",
            "B1",
            "A2",
            "C1",
        ]


async def test_a_sheet_put_aside_is_its_persons_own(database: Database) -> None:
    async with database.transaction() as memory:
        person = await _person(memory)
        memory.figures.put_aside("xa", person, "bc/2026-6T/a", {"as_of": "2026-05-18"}, NOW)
        memory.figures.put_aside("xa", person, "bc/2026-6T/a", {"as_of": "2026-05-18", "i-van-ban": "3"}, NOW)
        drafts = await memory.figures.drafts("xa", person)
        assert [draft.answers for draft in drafts.values()] == [{"as_of": "2026-05-18", "i-van-ban": "3"}]
        assert await memory.figures.drafts("xa", person + 1) == {}
        memory.figures.forget("xa", person, "bc/2026-6T/a")
        assert await memory.figures.drafts("xa", person) == {}


async def test_petitions_are_counted_as_they_stood_on_the_last_day(database: Database) -> None:
    """Midnight is the commune's: what comes at 23:30 there belongs to that day."""
    due = date(2026, 5, 28)
    last_minute = datetime(2026, 6, 30, 23, 30, tzinfo=NOW.tzinfo)
    cases = (  # code, kind, received, closed
        ("1", PetitionKind.FEEDBACK, NOW, datetime(2026, 5, 28, 23, 30, tzinfo=NOW.tzinfo)),  # on its last day
        ("2", PetitionKind.FEEDBACK, NOW, datetime(2026, 5, 29, 0, 30, tzinfo=NOW.tzinfo)),  # late
        ("3", PetitionKind.COMPLAINT, NOW, None),  # overdue
        ("4", PetitionKind.FEEDBACK, NOW, JULY + timedelta(hours=1)),  # closed only afterwards: overdue
        ("5", PetitionKind.QUESTION, last_minute, None),  # overdue by a day of May as well
        ("6", PetitionKind.FEEDBACK, JULY, None),  # belongs to July
    )
    async with database.transaction() as memory:
        person = await _person(memory)
        for code, kind, received, closed in cases:
            petition = _petition(code, kind, person, received, due)
            petition = petition.with_id(await memory.petitions.file(petition))
            promised = Running("PA-GQ", received, due, due, datetime.combine(due, time(16, 59), NOW.tzinfo))
            own = Running("TIEPNHAN", received, NOW.date(), NOW.date(), NOW)
            memory.clocks.keep(petition.id, [replace(promised, met_at=closed), replace(own, met_at=closed)])
            if closed:
                over = replace(petition, status=Status.CLOSED, closed_at=closed)
                assert await memory.petitions.change(petition, over)
        counted = await memory.counting.petitions("xa", JANUARY, JULY, JULY.date(), {"TIEPNHAN"})
        before = await memory.counting.petitions("xa", JANUARY, JULY, due, {"TIEPNHAN"})
        nothing = await memory.counting.petitions("other", JANUARY, JULY, JULY.date())
    assert (counted.received, counted.closed_on_time, counted.closed_late, counted.open_overdue) == (5, 1, 1, 3)
    assert before.open_overdue == 0, "what falls due today is not late yet, however long the span is"
    assert counted.by_kind == {"feedback": 3, "complaint": 1, "question": 1}
    assert (nothing.received, nothing.by_kind) == (0, {})


async def test_what_is_hidden_is_in_no_figure_unless_asked_for(database: Database) -> None:
    async with database.transaction() as memory:
        person, due = await _person(memory), date(2026, 5, 28)
        plain = _petition("1", PetitionKind.FEEDBACK, person, NOW, due)
        await memory.petitions.file(plain)
        await memory.petitions.file(replace(plain, code="2", restricted=True))
        await memory.petitions.file(replace(plain, code="3", kind=PetitionKind.DENUNCIATION))
        span = ("xa", JANUARY, JULY, JULY.date())
        short = await memory.counting.petitions(*span)
        long = await memory.counting.petitions(*span, hidden=True)
    assert (short.received, short.by_kind) == (1, {"feedback": 1})
    assert (long.received, long.by_kind) == (3, {"feedback": 2, "denunciation": 1})


def _petition(code: str, kind: PetitionKind, person: int, received: datetime, due: date) -> Petition:
    return Petition(
        "xa", code, kind, "", Status.RECEIVED, False, person, AT, "vi", "…", "", None, "vp", received, due
    )
