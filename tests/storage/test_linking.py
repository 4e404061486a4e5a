"""Two persons become one and two again: nothing is lost on the way, and each is reached once."""

from __future__ import annotations

import json
from datetime import time, timedelta

import pytest

from domain.messaging.messages import Address, Urgency
from domain.people.roles import Member, Role
from handlers.elsewhere import say_elsewhere, say_for_account_elsewhere
from storage.database import Database
from storage.memory import Memory
from storage.messaging.outbox import Letter
from storage.people.linking import ONE_IS_ENOUGH, REFERENCES
from storage.people.people import Person
from tests.storage.conftest import NOW

ZALO, TELEGRAM = Address("zalo_bot", "main", "a1"), Address("telegram", "main", "7")
CLERK = Member("xa", "phong", Role.STAFF)
CHIEF = Member("xa", "van-phong", Role.CHIEF)
SOON = NOW + timedelta(minutes=15)


async def two(memory: Memory) -> tuple[Person, Person]:
    zalo = await memory.people.welcome(ZALO, ZALO.chat, "Lan Zalo", "vi", NOW)
    return zalo, await memory.people.welcome(TELEGRAM, TELEGRAM.chat, "Lan", "en", NOW)


async def linked(memory: Memory, preferred: Address = ZALO) -> int:
    keep, gone = await two(memory)
    memory.people.appoint(keep.id, CLERK, NOW)
    memory.people.appoint(gone.id, CLERK, NOW)
    memory.people.appoint(gone.id, CHIEF, NOW)
    memory.linking.merge(keep.id, gone.id, NOW)
    memory.linking.prefer(keep.id, preferred)
    return keep.id


async def test_the_hour_and_the_telephone_number_go_along(database: Database) -> None:
    async with database.transaction() as memory:
        keep, gone = await two(memory)
        memory.contacts.set_hour(keep.id, time(7))
        memory.contacts.set_hour(gone.id, time(9))
        memory.contacts.set_phone(gone.id, "0912345678")
        memory.linking.merge(keep.id, gone.id, NOW)
        assert await memory.contacts.hour(keep.id) == time(7)
        assert await memory.contacts.phone(keep.id) == "0912345678"


async def test_every_column_that_names_a_person_is_known(database: Database) -> None:
    async with database.transaction() as memory:
        tables = await memory._session.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        named = {
            (table, key["from"])
            for (table,) in tables
            for key in await memory._session.rows(f"PRAGMA foreign_key_list({table})")
            if key["table"] == "persons"
        }
        by = {
            (table, column["name"])
            for (table,) in tables
            for column in await memory._session.rows(f"PRAGMA table_info({table})")
            if column["name"] in ("by", "created_by")
        }
    assert named | by == {*REFERENCES, *((table, "person") for table in ONE_IS_ENOUGH)}


async def test_what_both_were_the_one_is_once(database: Database) -> None:
    async with database.transaction() as memory:
        person = await linked(memory)
        for at in (ZALO, TELEGRAM):
            found = await memory.people.find(at.channel, at.account, at.chat)
            assert found and found[0].id == person and found[0].language == "vi"
            assert sorted(found[1], key=str) == sorted((CLERK, CHIEF), key=str)


async def test_consents_of_both_are_kept(database: Database) -> None:
    async with database.transaction() as memory:
        keep, gone = await two(memory)
        memory.people.note_consent(keep.id, "xa", "1", ZALO, NOW)
        memory.people.note_consent(gone.id, "xa", "1", TELEGRAM, NOW)
        memory.people.note_consent(gone.id, "xa", "2", TELEGRAM, NOW)
        memory.linking.merge(keep.id, gone.id, NOW)
        rows = await memory._session.rows("SELECT policy FROM consents WHERE person = :p ORDER BY 1", p=keep.id)
        assert [row[0] for row in rows] == ["1", "2"]


@pytest.mark.parametrize("preferred", [ZALO, TELEGRAM])
async def test_each_is_reached_once_where_they_chose(database: Database, preferred: Address) -> None:
    async with database.transaction() as memory:
        person = await linked(memory, preferred)
        assert [one.at for one in await memory.people.reach_unit("xa", "phong")] == [preferred]
        assert [one.at for one in await memory.people.reach_role("xa", Role.CHIEF)] == [preferred]
        assert await memory.people.reach_person(person, "xa") == preferred


async def test_a_blocked_address_is_passed_over(database: Database) -> None:
    async with database.transaction() as memory:
        await linked(memory)
        memory.people.set_reachable(ZALO.channel, ZALO.account, ZALO.chat, False)
        assert [one.at for one in await memory.people.reach_unit("xa", "phong")] == [TELEGRAM]
        memory.people.set_reachable(TELEGRAM.channel, TELEGRAM.account, TELEGRAM.chat, False)
        assert await memory.people.reach_unit("xa", "phong") == []


async def test_an_account_of_another_commune_is_passed_over(database: Database) -> None:
    async with database.transaction() as memory:
        person = await linked(memory)
        memory.accounts.serve(ZALO.channel, ZALO.account, ["xa-khac"])
        assert await memory.people.reach_person(person, "xa") == TELEGRAM
        assert await memory.people.reach_person(person, "xa-khac") == ZALO


async def test_what_comes_by_itself_goes_before_a_page_unless_it_was_chosen(database: Database) -> None:
    page = Address("web", "xa", "s1")  # "web" sorts behind "telegram"
    async with database.transaction() as memory:
        memory.accounts.serve(page.channel, page.account, ["xa"], pushes=False)
        person = (await memory.people.welcome(page, page.chat, "", "vi", NOW)).id
        other = (await memory.people.welcome(TELEGRAM, TELEGRAM.chat, "Lan", "vi", NOW)).id
        assert await memory.people.reach_person(person, "xa") == page
        memory.linking.merge(person, other, NOW)
        assert await memory.people.reach_person(person, "xa") == TELEGRAM
        assert [one.at for one in await memory.linking.addresses(person)] == [TELEGRAM, page]
        memory.linking.prefer(person, page)
        assert await memory.people.reach_person(person, "xa") == page


async def test_taken_apart_the_address_is_nobody_in_office(database: Database) -> None:
    async with database.transaction() as memory:
        person = await linked(memory)
        memory.people.note_consent(person, "xa", "1", TELEGRAM, NOW)
        other = next(one for one in await memory.linking.addresses(person) if one.at == TELEGRAM)
        new = await memory.linking.take_apart(other, NOW)
        found = await memory.people.find(TELEGRAM.channel, TELEGRAM.account, TELEGRAM.chat)
        assert found == (Person(new, "Lan", "vi", ""), ())
        assert [one.at for one in await memory.linking.addresses(person)] == [ZALO]
        assert await memory._session.value("SELECT person FROM consents") == new


async def test_a_code_is_typed_once_and_expires(database: Database) -> None:
    async with database.transaction() as memory:
        assert await memory.linking.draw("123456", ZALO, NOW, SOON)
        assert not await memory.linking.draw("123456", TELEGRAM, NOW, SOON)  # somebody has it just now
        request = await memory.linking.by_code("123456", NOW)
        assert request and request.drawn_at == ZALO and request.typed_at is None
        assert await memory.linking.by_code("123456", SOON) is None
        memory.linking.typed(request.id, TELEGRAM)
        assert await memory.linking.by_code("123456", NOW) is None
        assert await memory.linking.request(request.id, SOON) is None
        assert "123456" not in str(
            [tuple(row) for row in await memory._session.rows("SELECT * FROM link_requests")]
        )


async def test_wrong_codes_are_counted_and_forgotten(database: Database) -> None:
    hour = timedelta(hours=1)
    async with database.transaction() as memory:
        for _ in range(3):
            memory.guesses.note_wrong(ZALO, NOW, NOW - hour)
        assert await memory.guesses.wrong(ZALO, NOW - hour) == 3
        assert await memory.guesses.wrong(TELEGRAM, NOW - hour) == 0
        later = NOW + hour
        assert await memory.guesses.wrong(ZALO, later - hour) == 0
        memory.guesses.note_wrong(ZALO, later, later - hour)
        assert await memory.guesses.wrong(ZALO, later - hour) == 1


async def held(memory: Memory, urgency: Urgency = Urgency.NOTICE) -> int:
    """A letter that the first address does not take."""
    letter = Letter(
        f"news {urgency}", "xa", ZALO, False, "vi", {"text": "…"}, NOW, urgency=urgency, subject="petition:K"
    )
    memory.outbox.post(letter, NOW)
    row = await memory.outbox.lease_next("zalo_bot", "main", NOW, ())
    assert row
    memory.waiting.hold(row.id)
    return row.id


async def test_what_one_address_does_not_take_goes_to_the_other_once(database: Database) -> None:
    async with database.transaction() as memory:
        await linked(memory)
        assert await say_elsewhere(memory, await held(memory), NOW)
        row = await memory.outbox.lease_next("telegram", "main", NOW, ())
        assert row and row.at == TELEGRAM and row.payload == {"text": "…"}
        memory.waiting.hold(row.id)  # nor does this one: there is no third
        assert not await say_elsewhere(memory, row.id, NOW)
        assert await memory.outbox.counts() == {"failed": 1, "parked": 1}


async def test_a_page_holds_a_copy_and_the_letter_goes_on_waiting(database: Database) -> None:
    page = Address("web", "xa", "s1")
    async with database.transaction() as memory:
        memory.accounts.serve(page.channel, page.account, ["xa"], pushes=False)
        zalo = await memory.people.welcome(ZALO, ZALO.chat, "Lan", "vi", NOW)
        other = await memory.people.welcome(page, page.chat, "", "vi", NOW)
        memory.linking.merge(zalo.id, other.id, NOW)
        assert not await say_elsewhere(memory, await held(memory), NOW)  # an officer telephones
        row = await memory.outbox.lease_next("web", "xa", NOW, ())
        assert row and row.at == page and row.payload == {"text": "…"}
        assert await memory.outbox.counts() == {"parked": 1, "leased": 1}


async def test_a_used_up_account_says_elsewhere_what_it_can(database: Database) -> None:
    """The letter put off and those due; neither what is for later, nor what nobody can be told elsewhere."""
    stranger, later = Address("zalo_bot", "main", "b2"), NOW + timedelta(hours=1)
    async with database.transaction() as memory:
        await linked(memory)
        for key, at, moment in (
            ("put off", ZALO, later),
            ("due", ZALO, NOW),
            ("for later", ZALO, later),
            ("a stranger's", stranger, NOW),
        ):
            letter = Letter(key, "xa", at, False, "vi", {"text": key}, moment, urgency=Urgency.NOTICE)
            memory.outbox.post(letter, NOW)
        put_off = await memory._session.value("SELECT id FROM outbox WHERE key = 'put off'")
        await say_for_account_elsewhere(memory, ("zalo_bot", "main"), put_off, NOW)
        rows = await memory._session.rows("SELECT channel, body FROM outbox WHERE state = 'due' ORDER BY id")
    assert [(channel, json.loads(body)["text"]) for channel, body in rows] == [
        ("zalo_bot", "for later"),
        ("zalo_bot", "a stranger's"),
        ("telegram", "put off"),
        ("telegram", "due"),
    ]


async def test_replies_and_strangers_letters_stay(database: Database) -> None:
    async with database.transaction() as memory:
        await two(memory)
        assert not await say_elsewhere(memory, await held(memory), NOW)
    async with database.transaction() as memory:
        memory.linking.merge(1, 2, NOW)
        assert not await say_elsewhere(memory, await held(memory, Urgency.REPLY), NOW)
