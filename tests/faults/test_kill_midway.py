"""The process is killed while something is locked away, a flood is let in, and cases are joined: each is done wholly and
once, or not yet at all."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable

import pytest

from bot.links import LinkBook
from bot.settings import MAIN, Settings
from bot.words.i18n import Words
from bot.world import TELEGRAM, build_world
from domain.people.roles import Member, Role
from handlers.people.links import COMMUNE, payload
from storage.database import Database
from tests.faults import books
from tests.faults.assembly import invite
from tests.faults.conftest import Telegram, until
from tests.faults.crowd import Somebody
from tests.faults.process import IN_A_HURRY, TOKEN, BotProcess

pytestmark = [pytest.mark.faults, pytest.mark.timeout(120)]

ACCUSATION = "Chủ tịch xã nhận hối lộ của dân khi cấp đất"
FILED = 8  # petitions of one person within the hour: more than are taken in at once
LIVES = (0.0, 0.05, 0.15, 0.3)  # seconds from the first poll to the kill
PATIENCE = 60.0


class Anybody(Somebody):
    async def acts(self) -> None:
        self.starts()


async def people(telegram: Telegram, process: BotProcess) -> tuple[Somebody, Somebody, Somebody]:
    """Who accuses, who files for a hamlet, and the officer."""
    settings = Settings.model_validate({"data": process.data, "telegram_token": TOKEN})
    links = LinkBook()
    links.learn((TELEGRAM, MAIN), json.dumps({"person": "https://t.me/b?start=PAYLOAD"}))
    world = build_world(settings, Words.load(), links)
    commune = next(iter(world.plans))
    database = await Database.open(settings.database)
    try:
        office = world.plans[commune].petitions.office
        invited = await invite(world, database, Member(commune, office, Role.OFFICER))
    finally:
        await database.close()
    here = payload(COMMUNE, commune)
    found = [Anybody(telegram, name, carried) for name, carried in (("A", here), ("B", here), ("C", invited))]
    for one in found:
        await one.acts()
    return found[0], found[1], found[2]


async def file_many(head: Somebody) -> None:
    for number in range(FILED):
        story = f"Nhà số {number} mất nước từ hôm qua, xin xã xem giúp."
        head.sends(text=story)
        await head.presses(":sure:yes$", beside=story)
        await until(lambda number=number: head.receipts() > number)  # type: ignore[misc]


async def test_nothing_is_left_half_done(telegram: Telegram, bots: Callable[..., BotProcess]) -> None:
    chance = random.Random(20261121)
    process = bots(telegram.address, program=IN_A_HURRY)
    await process.start()
    await telegram.heard(process)
    accuser, head, officer = await people(telegram, process)
    async with asyncio.timeout(PATIENCE):
        await file_many(head)
        accuser.sends(text=ACCUSATION)
        await until(lambda: accuser.buttons("^nk:"))
        officer.sends(text="/thahang")
        await until(lambda: officer.buttons("^gl:r:"))
    await process.kill()
    await telegram.deaf()
    taken = books.rows(process, "SELECT code FROM petitions WHERE status = 'received' ORDER BY id")

    telegram.world.switches.duplicate_updates = 20
    await accuser.presses("^nk:")
    await officer.presses("^gl:r:")
    officer.sends(text=f"/gop {taken[0]} {taken[1]}")
    for life in LIVES:
        await process.start()
        await telegram.heard(process)
        await asyncio.sleep(life * chance.uniform(0.5, 1.5))
        await process.kill()
        await telegram.deaf()
    await process.start()
    async with asyncio.timeout(PATIENCE):
        await telegram.heard(process)
        await until(lambda: books.nothing_waits(process))
    assert await process.stop() == 0, process.log

    assert books.rows(process, "SELECT state FROM vault_records") == ["sealed"]
    assert books.rows(process, "SELECT count(*) FROM history WHERE what = 'information sealed'") == [1]
    assert "hối lộ" not in process.log
    states = Counter(books.rows(process, "SELECT status FROM petitions WHERE part_of = ''"))
    assert states == {"received": FILED - 1}
    done = Counter(books.rows(process, "SELECT action FROM petition_events"))
    assert (done["release"], done["join"], done["file"]) == (FILED - len(taken), 1, FILED)
    assert books.rows(process, "SELECT part_of FROM petitions WHERE part_of <> ''") == [taken[1]]
    assert books.rows(process, "SELECT problem FROM inbox WHERE state <> 'done' OR raw <> ''") == []
    assert books.rows(process, "PRAGMA foreign_key_check") == []
