"""A commune with as many units and reports as a test wants, in every state of the board, in a real database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.links import LinkBook
from bot.papers.makers import MAKERS
from bot.papers.press import Press
from bot.settings import Settings
from bot.world import build_world
from domain.messaging.messages import Address
from domain.people.roles import Member, Role
from domain.petitions.codes import make_code
from domain.reports.requests import obligation_id
from domain.reports.standing import Standing, Verdict
from handlers.world import World
from storage.database import Database
from storage.memory import Memory
from storage.reports.extensions import Extension
from storage.reports.reports import Submission
from storage.reports.requests import Request
from storage.reports.reviews import Lock, Review
from storage.units import UnitRow
from tests.running_bot import StoryClock, chance, words

COMMUNE = "gia-vien"
NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOW.date()
DAY = timedelta(days=1)
PAST = (
    Standing.APPROVED,
    Standing.IN,
    Standing.LATE,
    Standing.RETURNED,
    Standing.OVERDUE,
    Standing.EXTENDED,
    Standing.EXEMPT,
)
"""What the units stand at, one after the other, with the reports whose day has passed."""


def world(folder: Path) -> World:
    return build_world(Settings(_env_file=None, data=folder), words(), LinkBook())


def press(folder: Path, database: Database) -> Press:
    return Press(MAKERS, world(folder), database, words(), folder, StoryClock(NOW))


async def fill(memory: Memory, units: int, reports: int) -> int:
    """Each report is asked of every unit; the first half of them was due before today. Tells who hands in."""
    person = await _somebody(memory)
    names = [f"don-vi-{number}" for number in range(1, units + 1)]
    for number, unit in enumerate(names, 1):
        name = f"Trường Trung học cơ sở Nguyễn Bỉnh Khiêm số {number}" if number % 3 else f"Tổ dân phố số {number}"
        memory.units.add(COMMUNE, UnitRow(unit, name, "school", "", date(2026, 1, 1)), TODAY)
        if number % 5:
            memory.people.appoint(person, Member(COMMUNE, unit, Role.STAFF), NOW)
    give = chance()
    for number in range(reports):
        due = TODAY + timedelta(days=14 * (number - reports // 2) + 3)
        title = f"Báo cáo chuyên đề về thực hiện dân chủ ở cơ sở, đợt {number + 1}"
        made = await memory.requests.make(
            Request(0, COMMUNE, title, due, tuple(names), "phong-vhxh", "", person), NOW
        )
        for place, unit in enumerate(names):
            state = PAST[(place + number) % len(PAST)] if due <= TODAY else Standing.NOT_YET
            what = (obligation_id(made), (due - DAY).isoformat(), unit)
            await bring_to(memory, what, state, due, person, make_code(give(16)))
    return person


async def _somebody(memory: Memory) -> int:
    at = Address("telegram", "main", "1")
    return (await memory.people.welcome(at, "1", "Nguyễn Văn An", "vi", NOW)).id


async def bring_to(
    memory: Memory, what: tuple[str, str, str], state: Standing, due: date, person: int, code: str
) -> None:
    """A unit's report as it stands today: due, and handed in a day before or after."""
    if state is Standing.EXEMPT:
        memory.reviews.exempt(COMMUNE, what, "đơn vị mới thành lập", person, NOW)
    if state is Standing.EXTENDED:
        extension = Extension(COMMUNE, *what, TODAY + 7 * DAY, "=HYPERLINK(1)", person)
        number = await memory.extensions.ask(extension, NOW)
        asked = await memory.extensions.find(COMMUNE, number)
        assert asked and await memory.extensions.decide(asked, "granted", person, NOW)
    if state in (Standing.IN, Standing.APPROVED, Standing.RETURNED, Standing.LATE):
        late = state is Standing.LATE
        at = datetime.combine(due + (DAY if late else -2 * DAY), NOW.timetz())
        memory.reports.hand_in(Submission(COMMUNE, code, *what, due, person, at, not late, "25/BC-UBND"))
    if state is Standing.APPROVED:
        memory.reviews.review(COMMUNE, Review(code, Verdict.APPROVED, person, NOW))
    if state is Standing.RETURNED:
        memory.reviews.review(
            COMMUNE, Review(code, Verdict.RETURNED, person, NOW, "thiếu số liệu", TODAY + 5 * DAY)
        )


def lock(memory: Memory, obligation: str, period: str, person: int) -> None:
    memory.reviews.lock(COMMUNE, obligation, period, Lock(True, "đã tổng hợp", person, NOW))
