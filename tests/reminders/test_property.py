"""Whatever happens in a year: reminders are few, in time, and stop; and every late report climbs every rung once."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.links import LinkBook
from bot.settings import Settings
from bot.world import build_world
from domain.people.roles import Role
from domain.plans.plan import Plan, Reminding
from domain.plans.rules import Monthly, Quarterly
from domain.reports.ladder import Ladder, Rung
from handlers.world import World
from storage.database import Database
from tests.made_once import migrated
from tests.reminders.year import Said, Year
from tests.running_bot import words

START = datetime(2026, 4, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
END = START + timedelta(days=365)
EVENTS = ("hands_in", "gets_more_time", "moves_a_date", "changes_a_day", "returns_a_report", "exempts", "has_news")


@cache
def the_world() -> World:
    return build_world(Settings.model_validate({"telegram_token": "1:x"}), words(), LinkBook())


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """One of ours, with steps and rungs of its own; what it leaves without a date comes every month or quarter."""
    plan = draw(st.sampled_from(sorted(the_world().plans.values(), key=lambda plan: plan.id)))
    steps = draw(st.lists(st.integers(0, 15), min_size=1, max_size=3, unique=True))
    spans = sorted(draw(st.lists(st.integers(1, 6), min_size=3, max_size=3)))
    rung_spans = Ladder(head=spans[0], call_list=spans[1], leader=spans[2])
    at = draw(st.sampled_from([time(6), time(8), time(19), time(21)]))
    rule = draw(st.sampled_from([Monthly(day=25), Quarterly(day="last_working_day")]))
    obligations = tuple(o.model_copy(update={"due": o.due or rule}) for o in plan.obligations)
    reminding = Reminding(steps=tuple(steps), at=at, ladder=draw(st.sampled_from([None, rung_spans])))
    span = {"valid_from": None, "valid_until": None}
    return plan.model_copy(update={"obligations": obligations, "reminding": reminding, **span})


@st.composite
def people(draw: st.DrawFn, plan: Plan) -> list[tuple[str, Role, time | None]]:
    hours = st.sampled_from([None, time(7), time(7, 30), time(8), time(17)])
    found = [(plan.units[0].id, Role.LEADER, draw(hours))]
    collecting = {o.collected_by for o in plan.obligations if o.collected_by}
    found += [(unit, Role.COLLECTOR, draw(hours)) for unit in sorted(collecting) if draw(st.booleans())]
    for unit in plan.units:
        for role in (Role.STAFF, Role.HEAD):
            found += [(unit.id, role, draw(hours))] if draw(st.integers(0, 3)) else []
    return found


events = st.tuples(
    st.integers(1, 15),  # days since the one before
    st.integers(0, 23),  # at which hour
    st.booleans(),  # whether the bot was down meanwhile
    st.sampled_from(EVENTS),
    st.integers(0, 20),
    st.integers(1, 25),
)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data(), plan=plans(), happens=st.lists(events, min_size=5, max_size=25))
def test_reminders_are_few_in_time_and_stop(data: st.DataObject, plan: Plan, happens: list[Any]) -> None:
    cast = data.draw(people(plan))
    shared = data.draw(st.lists(st.sampled_from([unit.id for unit in plan.units]), unique=True))
    with TemporaryDirectory() as folder:
        year = asyncio.run(_play(Path(folder), plan, cast, shared, happens))
    _few_before_the_day(year)
    _never_at_the_wrong_time(year)
    _never_too_many(year.said)
    _nothing_twice(year.said)


async def _play(
    folder: Path, plan: Plan, cast: Sequence[Any], shared: Sequence[str], happens: Sequence[Any]
) -> Year:
    async with open_year(folder, plan.commune.id, plan) as year:
        await year.begin(cast, shared)
        for days, hour, down, what, choice, number in happens:
            moment = (year.now + timedelta(days=days)).replace(hour=hour)
            if down:
                year.now = moment  # what was due meanwhile waits until after what people say first
            else:
                await year.plays_until(moment)
            await getattr(year, what)(*((choice,) if what in ("hands_in", "exempts") else (choice, number)))
        await year.plays_until(max(END, year.now + timedelta(days=45)))
        await _every_rung_once(year)
        return year


@asynccontextmanager
async def open_year(folder: Path, commune: str, plan: Plan | None = None) -> AsyncIterator[Year]:
    """A commune with its own plan, or another, on an empty database."""
    shutil.copy(migrated(), folder / "year.sqlite3")
    database = await Database.open(folder / "year.sqlite3")
    try:
        world = the_world()
        yield Year(replace(world, plans={commune: plan or world.plans[commune]}), database, commune, START)
    finally:
        await database.close()


async def _every_rung_once(year: Year) -> None:
    climbed = Counter(await year.climbed())
    assert set(climbed.values()) <= {1}
    for late in await year.late_by_now(year.today - timedelta(days=25)):
        assert {rung for due, rung in climbed if due == late} == {"head", "call_list", "leader"}, late


def _few_before_the_day(year: Year) -> None:
    """Since it last came in, if it did: what is returned is reminded of anew."""
    given_of: Counter[Any] = Counter()
    for said in year.said:
        for part in said.parts:
            if part.rung is Rung.UNIT and said.at.date() < part.due_before:
                came = sum(at <= said.at for at in year.came_in.get(part.what, ()))
                given_of[said.chat, part.what, came] += 1
    assert max(given_of.values(), default=0) <= 3


def _never_at_the_wrong_time(year: Year) -> None:
    for said in year.said:
        assert said.awake, said
        assert said.still_owed, said


def _never_too_many(said: Sequence[Said]) -> None:
    a_day = Counter((one.chat, one.at.astimezone(START.tzinfo).date()) for one in said)
    assert max(a_day.values(), default=0) <= 3


def _nothing_twice(said: Sequence[Said]) -> None:
    """A rung is told to nobody twice."""
    told = Counter((one.chat, part) for one in said for part in one.parts if part.rung not in (None, Rung.UNIT))
    assert max(told.values(), default=0) <= 1
