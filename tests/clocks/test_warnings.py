"""Warnings of deadlines: to whom, once each, within the budget, and of nothing that is no longer so."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.people.roles import Role
from domain.petitions.lifecycle import Action, PetitionKind
from domain.time.calendar import DayOverride
from handlers.clocks.clockwork import recount
from handlers.clocks.warnings import tell_earlier
from tests.clocks.commune import COMMUNE, Commune, open_commune
from tests.petitions.reckoning import ZONE, local

PEOPLE = (("long", Role.OFFICER), ("lan", Role.OFFICER), ("hoa", Role.CHIEF), ("tuan", Role.LEADER))


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncIterator[Commune]:
    async with open_commune(tmp_path) as commune:
        await commune.begin(*PEOPLE)
        yield commune


async def test_every_rung_hears_once_and_only_the_owner_before_it(commune: Commune) -> None:
    await commune.files(PetitionKind.QUESTION, owner="long")  # five working days: over on 12/05
    await commune.passes("2026-06-05 17:00")
    assert commune.steps("long") == [{"soon"}, {"officer"}]
    assert commune.steps("hoa") == [{"chief"}]
    assert commune.steps("tuan") == [{"leader"}]
    assert commune.steps("lan") == []
    assert [one.at.astimezone(ZONE).date().isoformat() for one in commune.heard] == [
        "2026-05-11",
        "2026-05-13",
        "2026-05-14",
        "2026-05-15",
    ]


async def test_what_nobody_has_is_told_to_all_officers_or_their_group(commune: Commune) -> None:
    await commune.files(PetitionKind.QUESTION)
    await commune.passes("2026-05-06 07:30")
    assert {one.chat for one in commune.heard} == {"long", "lan"}  # the hours for taking it in
    await commune.group("nhom")
    await commune.passes("2026-05-11 17:00")
    assert {one.chat for one in commune.heard if one.at > local("2026-05-06 07:30")} == {"nhom", "hoa", "tuan"}


async def test_of_a_denunciation_the_code_alone_and_never_a_group_nor_an_officer(commune: Commune) -> None:
    await commune.group("nhom")
    await commune.files(PetitionKind.DENUNCIATION)
    await commune.passes("2026-06-05 17:00")
    assert {one.chat for one in commune.heard} == {"hoa", "tuan"}
    for one in commune.heard:
        assert "K1" in one.body
        assert not any(word in one.body for word in ("Ông X", "tố cáo", "Tố cáo", "Luật", "clock.law"))


async def test_after_it_is_met_or_stands_still_nothing_more_is_said(commune: Commune) -> None:
    answered = await commune.files(PetitionKind.QUESTION, owner="long")
    asked = await commune.files(PetitionKind.QUESTION, owner="long")
    await commune.does(answered, Action.ANSWER)
    await commune.does(asked, Action.ASK)
    await commune.passes("2026-06-05 17:00")
    assert commune.heard == []


async def test_what_is_planned_and_not_said_yet_is_withdrawn(commune: Commune) -> None:
    petition = await commune.files(PetitionKind.QUESTION, owner="long")
    commune.now = local("2026-05-11 07:10")
    await commune.ticks()  # planned for eight o'clock
    assert commune.heard == []
    await commune.does(petition, Action.ASK)
    await commune.passes("2026-05-12 17:00")
    assert commune.heard == []


async def test_another_deadline_is_warned_of_anew(commune: Commune) -> None:
    petition = await commune.files(PetitionKind.QUESTION, owner="long")
    await commune.passes("2026-05-11 17:00")
    petition = await commune.does(petition, Action.ASK)
    commune.now = local("2026-05-14 09:00")
    petition = await commune.does(petition, Action.REPLY)  # three working days: over on 15/05
    assert (await commune.clocks(petition))["HD-TL"].due_on.isoformat() == "2026-05-15"
    await commune.passes("2026-05-18 17:00")
    assert commune.steps("long") == [{"soon"}, {"soon"}, {"officer"}]


async def test_after_a_long_silence_each_hears_one_message(commune: Commune) -> None:
    for _ in range(4):
        await commune.files(PetitionKind.FEEDBACK, owner="long")
    commune.now = local("2026-07-06 09:00")
    await commune.ticks()
    await commune.passes("2026-07-07 17:00")
    told = Counter(one.chat for one in commune.heard)
    assert told == {"long": 1, "hoa": 1, "tuan": 1}
    assert commune.steps("long") == [{"officer"}]
    assert all(f'K{n}"' in commune.heard[0].body for n in range(1, 5))


async def test_nobody_hears_more_than_three_a_day_and_nobody_at_night(commune: Commune) -> None:
    for hour in range(8, 18):
        commune.now = local(f"2026-05-05 {hour:02}:15")
        await commune.files(PetitionKind.QUESTION)
    await commune.passes("2026-05-29 17:00")
    a_day = Counter((one.chat, one.at.astimezone(ZONE).date()) for one in commune.heard)
    assert max(a_day.values()) <= 3
    for one in commune.heard:
        assert 7 <= one.at.astimezone(ZONE).hour < 20 and one.at.astimezone(ZONE).weekday() < 5


async def test_ticking_twice_says_it_once(commune: Commune) -> None:
    await commune.files(PetitionKind.QUESTION, owner="long")
    commune.now = local("2026-05-11 09:00")
    for _ in range(3):
        await commune.ticks()
    assert commune.steps("long") == [{"soon"}]


async def test_the_tick_reads_an_index(commune: Commune) -> None:
    async with commune.database.transaction() as memory:
        plan = await memory._session.rows(
            """EXPLAIN QUERY PLAN SELECT DISTINCT p.commune FROM running_clocks c JOIN petitions p ON p.id = c.petition
               WHERE c.warn_at <= '2026'"""
        )
    told = " ".join(row[3] for row in plan)
    assert "running_clocks_warn" in told and "SCAN c" not in told and "SCAN p" not in told


async def test_a_changed_calendar_counts_anew_only_what_runs_over_the_day(commune: Commune) -> None:
    over = await commune.files(PetitionKind.QUESTION, owner="long")
    commune.now = local("2026-05-18 08:00")
    later = await commune.files(PetitionKind.QUESTION, owner="lan")
    async with commune.database.transaction() as memory:
        memory.calendar.override(COMMUNE, DayOverride(local("2026-05-19").date(), False, ""), 1, commune.now)
        concerned = await memory.due_petitions.with_clock_over(COMMUNE, local("2026-05-19").date())
        assert [one.code for one in concerned] == [later.code]
        assert await recount(commune.world, memory, concerned, commune.now) == []
        memory.calendar.override(COMMUNE, DayOverride(local("2026-05-23").date(), True, ""), 1, commune.now)
        concerned = await memory.due_petitions.with_clock_over(COMMUNE, local("2026-05-23").date())
        earlier = await recount(commune.world, memory, concerned, commune.now)
        assert [(one.code, one.version) for one in earlier] == [(later.code, later.version)]
        await tell_earlier(commune.world, memory, earlier, commune.now)
    await commune.ticks()
    assert "moved" in commune.steps("lan")[0]
    assert (await commune.clocks(over))["HD-TL"].due_on.isoformat() == "2026-05-12"


async def test_the_owner_who_is_no_officer_any_more_hears_nothing(commune: Commune) -> None:
    petition = await commune.files(PetitionKind.QUESTION, owner="long")
    async with commune.database.transaction() as memory:
        memory._session.write(
            "UPDATE memberships SET until_at = '2026' WHERE person = :p", p=commune.people["long"]
        )
    assert replace(petition, owner=None) != petition
    await commune.passes("2026-05-11 17:00")
    assert {one.chat for one in commune.heard} == {"lan"}
