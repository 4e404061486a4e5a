"""The calendar as a phone reads it: by RFC 5545, at a secret address that can be changed and is otherwise not there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from bot.feed import CalendarFeed
from bot.links import LinkBook
from bot.papers import deadlines_ics
from bot.papers.press import Desk
from bot.settings import Settings
from bot.web import create_web
from bot.world import build_world
from domain.messaging.messages import Address
from domain.messaging.papers import PaperRef
from domain.people.roles import Member, Role
from handlers.reports.deadline_calendar import EVERY
from handlers.seeding import seed_units
from storage.database import Database
from storage.units import UnitRow
from tests.running_bot import StoryClock, chance, running, words
from tests.stories.player import everything

COMMUNE, UNIT = "nghi-duong", "phong-kinh-te"
NOW = datetime(2026, 5, 18, 1, 30, tzinfo=UTC)
CHANNEL = "telegram", "main"


@dataclass
class Site:
    desk: Desk
    database: Database
    people: dict[str, int]

    async def calendar(self, *units: str) -> Any:
        return Calendar.from_ical(await self.written(*units))

    async def written(self, *units: str) -> bytes:
        async with self.database.transaction() as memory:
            gathered = await deadlines_ics.gather(self.desk, memory, PaperRef("deadlines-ics", COMMUNE, units))
        return deadlines_ics.draw(self.desk, gathered)

    async def address(self, name: str, token: str) -> None:
        async with self.database.transaction() as memory:
            memory.feeds.make(COMMUNE, self.people[name], token, NOW)

    def client(self) -> httpx.AsyncClient:
        desk = self.desk
        feed = CalendarFeed(desk.world, self.database, desk.words, desk.files, desk.clock)
        return _client(feed)


def _client(feed: CalendarFeed) -> httpx.AsyncClient:
    from starlette.applications import Starlette

    transport = httpx.ASGITransport(Starlette(routes=feed.routes()))
    return httpx.AsyncClient(transport=transport, base_url="https://bot.example")


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    settings = Settings(
        _env_file=None, data=tmp_path, communes=(COMMUNE,), port=1, public_url="https://bot.example/"
    )  # type: ignore[call-arg]
    world = replace(build_world(settings, words(), LinkBook()), accounts={CHANNEL: (COMMUNE,)})
    database = await Database.open(settings.database)
    try:
        people = {}
        async with database.transaction() as memory:
            memory.accounts.serve(*CHANNEL, (COMMUNE,))
            await seed_units(world, memory, COMMUNE, NOW)
            for name, unit, role in (("nam", UNIT, Role.STAFF), ("hoa", "phong-vhxh", Role.COLLECTOR)):
                people[name] = (await memory.people.welcome(Address(*CHANNEL, name), name, name, "vi", NOW)).id
                memory.people.appoint(people[name], Member(COMMUNE, unit, role), NOW)
        yield Site(Desk(world, words(), tmp_path, StoryClock(NOW), "vi"), database, people)
    finally:
        await database.close()


async def test_the_file_is_what_rfc_5545_asks_for(site: Site) -> None:
    written = await site.written(UNIT)
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
    calendar = Calendar.from_ical(written)
    assert (calendar["method"], calendar["version"], calendar["x-wr-timezone"]) == (
        "PUBLISH",
        "2.0",
        "Asia/Ho_Chi_Minh",
    )
    assert calendar["x-wr-calname"] == "Hạn báo cáo – Phòng Kinh tế"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in written
    events = calendar.walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events) >= 3
    assert all(event.decoded("dtstamp") == NOW and event.decoded("sequence") >= 1 for event in events)


async def test_the_entry_is_the_last_safe_day_with_alarms_before_it(site: Site) -> None:
    first = (await site.calendar(UNIT)).walk("VEVENT")[0]
    assert first.decoded("dtstart") == date(2026, 6, 4)  # the plan: "trước ngày 05/6"
    assert first.decoded("dtend") == date(2026, 6, 5)
    assert str(first["summary"]).startswith("Hạn: Báo cáo 6 tháng")
    assert "Trước ngày 05/06/2026" in first["description"]
    alarms = [alarm.decoded("trigger") for alarm in first.walk("VALARM")]
    assert alarms == [timedelta(days=-3, hours=8), timedelta(days=-1, hours=8)]


async def test_a_plan_that_changes_moves_the_entry_instead_of_adding_one(site: Site) -> None:
    before = (await site.calendar(UNIT)).walk("VEVENT")
    async with site.database.transaction() as memory:
        memory.reports.raise_version(COMMUNE)
    after = (await site.calendar(UNIT)).walk("VEVENT")
    assert [one["uid"] for one in before] == [one["uid"] for one in after]
    assert all(new["sequence"] == old["sequence"] + 1 for new, old in zip(after, before, strict=True))


async def test_who_keeps_the_board_has_all_units_one_entry_for_each_report(site: Site) -> None:
    async with site.database.transaction() as memory:
        for number in range(60):
            row = UnitRow(f"t{number}", f"Trường {number}", "school", "")
            memory.units.add(COMMUNE, row, date(2026, 1, 1))
    calendar = await site.calendar(EVERY)
    events = calendar.walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events) < 12
    assert "Phòng Kinh tế" in events[0]["description"]
    assert "đã nộp 0/" in events[0]["description"]


async def test_the_feed_is_read_at_its_address_and_not_again_if_nothing_changed(site: Site) -> None:
    await site.address("nam", "right")
    async with site.client() as http:
        read = await http.get("/lich/right.ics")
        assert read.status_code == 200
        assert read.headers["content-type"] == "text/calendar; charset=utf-8"
        assert read.headers["cache-control"] == "private, max-age=43200"
        assert Calendar.from_ical(read.content)["x-wr-calname"] == "Hạn báo cáo – Phòng Kinh tế"
        again = await http.get("/lich/right.ics", headers={"If-None-Match": read.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        async with site.database.transaction() as memory:
            memory.reports.raise_version(COMMUNE)
        changed = await http.get("/lich/right.ics", headers={"If-None-Match": read.headers["etag"]})
        assert changed.status_code == 200


async def test_wrong_changed_and_leavers_addresses_are_alike(site: Site) -> None:
    await site.address("nam", "first")
    await site.address("nam", "second")
    await site.address("hoa", "leaver")
    async with site.database.transaction() as memory:
        memory.handovers.leave(COMMUNE, "phong-vhxh", site.people["hoa"], NOW)
    async with site.client() as http:
        assert (await http.get("/lich/second.ics")).status_code == 200
        answers = [
            await http.get(f"/lich/{token}.ics") for token in ("first", "leaver", "never", "x" * 5000, "%00")
        ]
    assert {(one.status_code, one.content, str(one.headers)) for one in answers} == {
        (404, b"not found", str(answers[0].headers))
    }


async def test_the_token_itself_is_nowhere_kept(site: Site, tmp_path: Path) -> None:
    await site.address("nam", "a-secret-token")
    assert "a-secret-token" not in everything(tmp_path / "nhipdan.sqlite3")


async def test_whoever_tries_too_often_is_told_to_wait(site: Site) -> None:
    async with site.client() as http:
        codes = [(await http.get("/lich/guess.ics")).status_code for _ in range(160)]
    assert codes[0] == 404
    assert codes[-1] == 429


@pytest.mark.parametrize(("public_url", "there"), [("", False), ("https://bot.example", True)])
async def test_there_are_feeds_only_where_the_world_can_come(tmp_path: Path, public_url: str, there: bool) -> None:
    settings = Settings(_env_file=None, data=tmp_path, web_form=True, port=1, public_url=public_url)  # type: ignore[call-arg]
    async with (
        running(settings, StoryClock(NOW), chance()) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(create_web(app)), base_url="https://b") as http,
    ):
        answer = await http.get("/lich/never.ics")
    assert (answer.content == b"not found") is there
    assert answer.status_code == 404
