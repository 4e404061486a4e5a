"""Petitions on a shelf, to be found: those of the labelled searches, and many others like them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.links import LinkBook
from bot.settings import Settings
from bot.world import build_world
from domain.messaging.messages import Address
from domain.petitions.codes import make_code
from domain.petitions.lifecycle import PetitionKind, Status
from handlers.world import World
from storage.memory import Memory
from storage.petitions.petition import Petition
from tests.running_bot import words

COMMUNE = "gia-vien"
NOW = datetime(2026, 6, 15, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def world() -> World:
    return build_world(Settings(_env_file=None), words(), LinkBook())


async def somebody(memory: Memory, name: str = "Người gửi") -> int:
    at = Address("telegram", "main", name)
    return (await memory.people.welcome(at, name, name, "vi", NOW)).id


def petition(number: int, person: int, story: str, place: str = "", **more: object) -> Petition:
    one = Petition(
        commune=COMMUNE,
        code=make_code(number.to_bytes(5, "big")),
        kind=PetitionKind.FEEDBACK,
        field="",
        status=Status.RECEIVED,
        restricted=False,
        person=person,
        at=Address("telegram", "main", "1"),
        language="vi",
        story=story,
        place=place,
        pin=None,
        office="van-phong",
        received_at=NOW + timedelta(minutes=number % 100_000),
    )
    return replace(one, **more)  # type: ignore[arg-type]
