"""The process is killed again and again while a crowd talks to it: nothing is lost, nothing is done twice."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable

import pytest

from tests.faults import books
from tests.faults.assembly import assemble
from tests.faults.conftest import Telegram, until
from tests.faults.crowd import Crowd
from tests.faults.process import IN_A_HURRY, TOKEN, BotProcess

pytestmark = [pytest.mark.faults, pytest.mark.timeout(500)]

KILLS = 10
LIFE = 2.0  # seconds at most from the first poll to the kill; the sender itself rests 1.2 s after a restart
PATIENCE = 200.0  # seconds in which each half must be over, on a machine that does other work besides


@pytest.fixture
def chance() -> random.Random:
    """What pytest shows of a failed test holds the seed; set `FAULT_SEED` to have the same chance again."""
    seed = int(os.environ.get("FAULT_SEED", "20260805"))
    print(f"FAULT_SEED={seed}")
    return random.Random(seed)


async def test_every_message_has_one_effect_however_often_the_bot_is_killed(
    telegram: Telegram, bots: Callable[..., BotProcess], chance: random.Random
) -> None:
    process = bots(telegram.address, program=IN_A_HURRY)
    crowd = await assemble(telegram, process.data, chance)
    telegram.world.switches.duplicate_updates = 20
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as acting:
        for person in (*crowd.officers, *crowd.clerks):
            acting.create_task(person.acts())
        for number in range(KILLS):
            for citizen in crowd.citizens[number::KILLS]:
                acting.create_task(citizen.acts())
            await live_and_die(telegram, process, chance.uniform(0, LIFE))
        await process.start()
    async with asyncio.timeout(PATIENCE):
        await until(lambda: books.nothing_waits(process))
    assert await process.stop() == 0, process.log

    await books.check(process, crowd)
    assert TOKEN not in process.log
    assert not any(citizen.story in process.log for citizen in crowd.citizens)
    report(process, crowd)


async def live_and_die(telegram: Telegram, process: BotProcess, seconds: float) -> None:
    await process.start()
    await telegram.heard(process)
    await asyncio.sleep(seconds)
    await process.kill()
    await telegram.deaf()


def report(process: BotProcess, crowd: Crowd) -> None:
    doubled = sum(person.receipts() - 1 for person in (*crowd.citizens, *crowd.clerks))
    resent = books.rows(process, "SELECT count(*) FROM outbox WHERE resend")[0]
    unknown = books.rows(process, "SELECT count(*) FROM outbox WHERE state = 'unknown'")[0]
    print(f"{KILLS} kills: {doubled} receipts doubled, {resent} letters sent again, {unknown} left unknown")
