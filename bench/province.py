"""A province to remind: as many communes as wanted, each with 60 units that owe 10 reports, and a person for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.office import ACCOUNT, bench_settings
from bot.links import LinkBook
from bot.words.i18n import Words
from bot.world import build_world
from domain.messaging.messages import Address
from domain.people.roles import Member, Role
from domain.plans.plan import Plan
from handlers.seeding import seed_units
from handlers.world import World
from storage.database import Database
from storage.memory import Memory

UNITS = 60
RULES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("month", {"rule": "monthly", "day": 25}),
    ("quarter", {"rule": "quarterly", "month_in_quarter": 3, "day": 20}),
    ("6m", {"rule": "yearly", "month": 6, "day": 5}),
    ("9m", {"rule": "yearly", "month": 9, "day": 5}),
    ("year", {"rule": "yearly", "month": 12, "day": 5}),
    ("year", {"rule": "yearly", "month": 11, "day": 15}),
    ("year", {"rule": "yearly", "month": 12, "day": 10}),
    ("year", {"rule": "yearly", "month": 12, "day": 20}),
    ("year", {"rule": "yearly", "month": 3, "day": 15}),
    ("periodic", {"rule": "every", "months": 6, "start": "2026-01-20"}),
)
"""One report each: its period, and when it falls due."""


def commune_plan(number: int, units: int = UNITS) -> Plan:
    """Every unit owes every report; the first gathers them."""
    names = [f"don-vi-{unit}" for unit in range(1, units + 1)]
    return Plan.read(
        {
            "id": f"xa-{number}",
            "commune": {"id": f"xa-{number}", "name": f"Xã {number}", "type": "xã", "province": "Tỉnh"},
            "document": {"title": "Kế hoạch", "issuing_body": f"Ủy ban nhân dân xã {number}"},
            "units": [{"id": name, "name": f"Đơn vị {name}", "kind": "department"} for name in names],
            "obligations": [
                {
                    "id": f"bao-cao-{report}",
                    "title": f"Báo cáo số {report}",
                    "period": period,
                    "owed_by": names,
                    "collected_by": names[0],
                    "quote": "Các đơn vị gửi báo cáo đúng hạn.",
                    "due": rule,
                }
                for report, (period, rule) in enumerate(RULES, 1)
            ],
            "petitions": {"office": names[0], "basis": "default"},
            "difficulties": {"unit": names[0]},
        }
    )


@dataclass(frozen=True)
class Province:
    world: World
    database: Database

    async def people_come(self, communes: Iterable[str], now: datetime) -> None:
        """Everybody of a unit, and a chairman."""
        for commune in communes:
            async with self.database.transaction() as memory:
                await seed_units(self.world, memory, commune, now)
                for unit in self.world.plans[commune].units:
                    await _registers(memory, Member(commune, unit.id, Role.STAFF), now)
                await _registers(memory, Member(commune, "", Role.LEADER), now)


async def _registers(memory: Memory, member: Member, now: datetime) -> None:
    chat = f"{member.commune}/{member.unit}"
    at = Address(*ACCOUNT, chat)
    person = await memory.people.welcome(at, chat, chat, "vi", now)
    memory.people.choose_commune(person.id, at, chat, member.commune)
    memory.people.appoint(person.id, member, now)


@asynccontextmanager
async def open_province(folder: Path, plans: Iterable[Plan]) -> AsyncIterator[Province]:
    settings = bench_settings(folder)
    world = build_world(settings, Words.load(), LinkBook())
    database = await Database.open(settings.database)
    try:
        yield Province(replace(world, plans={plan.commune.id: plan for plan in plans}), database)
    finally:
        await database.close()
