"""What a petition is compared with for hot spots, and how many different people tell of the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.messaging.messages import Address
from domain.petitions.hot_spots import people
from domain.petitions.lifecycle import PetitionKind, Status
from storage.database import Database
from storage.memory import Memory
from storage.people.people import Reach
from storage.petitions.petition import Petition
from tests.storage.conftest import NOW

WEEK = NOW - timedelta(days=7)


async def _person(memory: Memory, name: str) -> int:
    return (await memory.people.welcome(_at(name), name, name, "vi", NOW)).id


def _at(name: str) -> Address:
    return Address("telegram", "main", name)


def _petition(code: str, person: int) -> Petition:
    kind, status, office = PetitionKind.FEEDBACK, Status.RECEIVED, "vp"
    return Petition("xa", code, kind, "MT", status, False, person, _at("1"), "vi", "…", "", None, office, NOW)


async def test_a_petition_is_compared_with_the_weeks_others_that_everybody_may_see(database: Database) -> None:
    async with database.transaction() as memory:
        person = await _person(memory, "bà Lan")
        plain = _petition("1", person)
        new = plain.with_id(await memory.petitions.file(plain))
        like = {
            "alike": {},
            "first of the week": {"received_at": WEEK},
            "too old": {"received_at": WEEK - timedelta(seconds=1)},
            "another field": {"field": "DD"},
            "another commune": {"commune": "other"},
            "restricted": {"restricted": True},
            "set apart": {"status": Status.HELD},
            "a complaint": {"kind": PetitionKind.COMPLAINT},
        }
        numbers = {}
        for code, other in like.items():
            numbers[await memory.petitions.file(replace(plain, code=code, **other))] = code  # type: ignore[arg-type]
        found = [numbers[one.petition] for one in await memory.watch.told_too(new, WEEK, 100)]
        latest = [numbers[one.petition] for one in await memory.watch.told_too(new, WEEK, 1)]
    assert found == ["another field", "alike", "first of the week"]
    assert latest == ["another field"]


async def test_somebody_who_files_thrice_and_follows_is_one_person(database: Database) -> None:
    async with database.transaction() as memory:
        lan, tu, hoa = [await _person(memory, name) for name in ("bà Lan", "ông Tư", "chị Hoa")]
        filed = [_petition(str(number), lan) for number in range(4)]
        new, *_ = [one.with_id(await memory.petitions.file(one)) for one in filed]
        told = await memory.watch.told_too(new, WEEK, 100)
        assert people(told) == 1
        for person, since in ((lan, NOW), (tu, NOW), (hoa, WEEK - timedelta(seconds=1))):
            memory.followers.follow(new.id, Reach(_at(str(person)), False, "vi", person), since)
        followers = await memory.followers.people([new.id], WEEK)
    assert followers == {lan, tu}
    assert people(told, followers) == 2
