"""An office to measure in: all five plans, two officers in each commune, citizens known to the bot, and no network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.channels.base import Allowance
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.decode import Decoder
from bot.clock import SystemClock
from bot.links import LinkBook
from bot.settings import MAIN, Settings
from bot.words.i18n import Words
from bot.worker import Worker
from bot.world import TELEGRAM, build_world
from domain.messaging.messages import Address
from domain.people.roles import Member, Role
from handlers.seeding import seed_units
from handlers.world import World
from storage.database import Database
from storage.memory import Memory

TOKEN = "4242:a-token-of-the-benchmarks-nowhere-else"
ACCOUNT = (TELEGRAM, MAIN)
FIRST_CITIZEN, FIRST_OFFICER = 5_000_001, 9_000_001
OFFICERS = 2  # in each commune


class Ear:
    """The part of a channel that a turn needs: it decodes, and acknowledges to nobody."""

    name, account = ACCOUNT
    caps, allowance = TelegramChannel.caps, Allowance()

    def __init__(self) -> None:
        self.decode = Decoder(MAIN, "bench_bot").decode

    async def acknowledge(self, press_id: str, note: str = "") -> None:
        pass


@dataclass(frozen=True)
class Office:
    world: World
    database: Database
    worker: Worker


def bench_settings(folder: Path) -> Settings:
    return Settings.model_validate({"data": folder, "telegram_token": TOKEN})


@asynccontextmanager
async def open_office(folder: Path) -> AsyncIterator[Office]:
    settings, words = bench_settings(folder), Words.load()
    world = build_world(settings, words, LinkBook())
    database = await Database.open(settings.database)
    try:
        ears = {ACCOUNT: Ear()}
        worker = Worker(world, database, ears, words, SystemClock(), lambda: None)  # type: ignore[arg-type]
        yield Office(world, database, worker)
    finally:
        await database.close()


async def settle(office: Office, citizens: int) -> None:
    """The people come: citizens spread over the communes, and the officers."""
    now = SystemClock().now()
    communes = list(office.world.plans)
    async with office.database.transaction() as memory:
        for commune in communes:
            await seed_units(office.world, memory, commune, now)
        for number in range(citizens):
            commune = communes[number % len(communes)]
            await _welcome(memory, FIRST_CITIZEN + number, commune)
        for number, commune in enumerate(communes * OFFICERS):
            person = await _welcome(memory, FIRST_OFFICER + number, commune)
            unit = office.world.plans[commune].petitions.office
            memory.people.appoint(person, Member(commune, unit, Role.OFFICER), now)


async def _welcome(memory: Memory, user: int, commune: str) -> int:
    at = Address(*ACCOUNT, str(user))
    person = await memory.people.welcome(at, str(user), f"Người {user}", "vi", SystemClock().now())
    memory.people.choose_commune(person.id, at, str(user), commune)
    return person.id
