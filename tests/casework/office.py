"""An office with nobody's messenger: turns are opened by hand, over a real database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.links import LinkBook
from bot.settings import Settings
from bot.world import build_world
from domain.messaging.messages import Address, Inbound, Kind
from domain.people.roles import Member, Role
from domain.petitions.codes import make_code
from domain.petitions.lifecycle import PetitionKind, Status
from handlers.turn import Turn
from handlers.world import World
from storage.memory import Memory
from storage.people.people import Person
from storage.petitions.petition import Petition
from tests.running_bot import words

NOW = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
COMMUNE, OFFICE = "nghi-duong", "van-phong"
AT = Address("telegram", "main", "1")


@cache
def world() -> World:
    settings = Settings.model_validate({"telegram_token": "1:x"})
    return replace(build_world(settings, words(), LinkBook()), random=lambda size: bytes(range(size)))


def turn_of(memory: Memory, roles: Iterable[Role], person: int = 1, at: datetime = NOW) -> Turn:
    inbound = Inbound("key", AT, Kind.WORDS, at, sender="1")
    members = tuple(Member(COMMUNE, OFFICE, role) for role in roles)
    return Turn(world(), memory, inbound, at, Person(person, "Đ/c Oai", "vi", COMMUNE), members, COMMUNE)


def petition(
    number: int, kind: PetitionKind = PetitionKind.FEEDBACK, status: Status = Status.RECEIVED
) -> Petition:
    return Petition(
        commune=COMMUNE,
        code=make_code(number.to_bytes(5)),
        kind=kind,
        field="",
        status=status,
        restricted=False,
        person=1,
        at=AT,
        language="vi",
        story="Đèn đường hỏng",
        place="",
        pin=None,
        office=OFFICE,
        received_at=NOW,
    )
