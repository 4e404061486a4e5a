"""Who is in the crowd: citizens, officers and clerks of two communes, these invited before the bot first starts."""

from __future__ import annotations

import json
import random
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.clock import SystemClock
from bot.demo.cast import reporting_unit
from bot.links import LinkBook
from bot.settings import MAIN, Settings
from bot.words.i18n import Words
from bot.world import TELEGRAM, build_world
from domain.people.roles import Member, Role
from handlers.people.invitations import invite_one
from handlers.people.links import COMMUNE, payload
from handlers.world import World
from storage.database import Database
from tests.faults.conftest import Telegram
from tests.faults.crowd import Citizen, Clerk, Crowd, Officer
from tests.faults.process import TOKEN
from tests.papers import pdf_holding

CITIZENS, OFFICERS, CLERKS = 20, 3, 3  # of each commune
ANSWERED = 3  # petitions by each officer
PAPER = 20_000  # bytes


async def assemble(telegram: Telegram, data: Path, chance: random.Random) -> Crowd:
    settings = Settings.model_validate({"data": data, "telegram_token": TOKEN})
    links = LinkBook()
    links.learn((TELEGRAM, MAIN), json.dumps({"person": "https://t.me/b?start=PAYLOAD"}))
    world = build_world(settings, Words.load(), links)
    crowd = Crowd([], [], [])
    database = await Database.open(settings.database)
    try:
        for commune in list(world.plans)[:2]:
            members = _members(world, commune)
            carried = [await invite(world, database, member) for member in members]
            _gather(crowd, telegram, commune, carried, chance)
    finally:
        await database.close()
    return crowd


def _members(world: World, commune: str) -> list[Member]:
    plan = world.plans[commune]
    officer = Member(commune, plan.petitions.office, Role.OFFICER)
    clerk = Member(commune, reporting_unit(plan), Role.STAFF)
    return [officer] * OFFICERS + [clerk] * CLERKS


async def invite(world: World, database: Database, member: Member) -> str:
    async with database.transaction() as memory:
        invited = invite_one(world, memory, (TELEGRAM, MAIN), member, SystemClock().now(), group=False, by=None)
    return parse_qs(urlsplit(invited.link).query)["start"][0]


def _gather(crowd: Crowd, telegram: Telegram, commune: str, invited: list[str], chance: random.Random) -> None:
    numbers = [len(crowd.citizens) + n for n in range(CITIZENS)]
    stories = [f"Đèn đường ngõ {n} hỏng đã {chance.randrange(3, 90)} hôm, xin sửa giúp." for n in numbers]
    here = payload(COMMUNE, commune)
    crowd.citizens += [
        Citizen(telegram, f"Dân {n}", here, story) for n, story in zip(numbers, stories, strict=True)
    ]
    for n, carried in enumerate(invited[:OFFICERS]):
        mine = stories[n::OFFICERS][:ANSWERED]
        answers = {story: f"Đã sửa xong việc: {story}" for story in mine}
        crowd.officers.append(Officer(telegram, f"Cán bộ {n}", carried, answers))
    for n, carried in enumerate(invited[OFFICERS:]):
        crowd.clerks.append(Clerk(telegram, f"Đầu mối {n}", carried, pdf_holding(chance.randbytes(PAPER)), n))
