"""The outbox: said once, the most urgent first, one under way in a conversation; parked, moved, edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.language.text import verbatim
from domain.messaging.letters import message_to_json
from domain.messaging.messages import Address, Message, Urgency
from storage.database import Database
from storage.memory import Memory
from storage.messaging.outbox import Letter
from tests.storage.conftest import NOW

LAN, HUNG = Address("telegram", "main", "lan"), Address("telegram", "main", "hùng")


def letter(key: str, at: Address = LAN, **more: Any) -> Letter:
    body = message_to_json(Message(verbatim(key)))
    return replace(Letter(key, "xa", at, False, "vi", body, NOW), **more)


def post(memory: Memory, *letters: Letter) -> None:
    for one in letters:
        memory.outbox.post(one, NOW)


async def sent_in_order(memory: Memory, waiting: Sequence[str] = ()) -> list[str]:
    """Leases and sends one after another; tells their words."""
    words = []
    while row := await memory.outbox.lease_next("telegram", "main", NOW, waiting):
        memory.outbox.sent(row.id, [f"m{row.id}"], NOW)
        words.append(row.payload["text"]["g"]["words"])
    return words


async def test_a_key_is_said_once(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("a"), letter("a"))
        assert await sent_in_order(memory) == ["a"]
        post(memory, letter("a"))
        assert await sent_in_order(memory) == []


async def test_the_urgent_overtake_and_equals_keep_their_order(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, *(letter(key, urgency=Urgency.NOTICE) for key in "12"))
        post(memory, letter("3"), letter("4", HUNG), letter("5"))
        assert await sent_in_order(memory) == ["3", "4", "5", "1", "2"]


async def test_nobody_hears_two_at_once(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("1"), letter("2"), letter("3", HUNG))
        first = await memory.outbox.lease_next("telegram", "main", NOW, ())
        second = await memory.outbox.lease_next("telegram", "main", NOW, ())
        assert first and second
        assert {first.at, second.at} == {LAN, HUNG}
        assert await memory.outbox.lease_next("telegram", "main", NOW, ()) is None
        memory.outbox.later(first.id, NOW + timedelta(seconds=5))
        assert await memory.outbox.lease_next("telegram", "main", NOW, ["lan"]) is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([LAN, HUNG]), st.sampled_from(list(Urgency))), max_size=10))
async def test_in_every_conversation_by_urgency_and_then_by_age(
    database: Database, posts: list[tuple[Address, Urgency]]
) -> None:
    letters = [letter(str(number), at, urgency=urgency) for number, (at, urgency) in enumerate(posts)]
    async with database.transaction() as memory:
        await memory._session.rows("DELETE FROM outbox")
        post(memory, *letters)
        said = await sent_in_order(memory)
    for place in (LAN, HUNG):
        own = [one for one in letters if one.at == place]
        wanted = [one.key for one in sorted(own, key=lambda one: (one.urgency.value, int(one.key)))]
        assert [key for key in said if key in wanted] == wanted


async def test_what_is_not_due_yet_holds_nothing_up(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("tomorrow", not_before=NOW + timedelta(days=1)), letter("now"))
        assert await sent_in_order(memory) == ["now"]
        assert await memory.outbox.next_due_at() == NOW + timedelta(days=1)


async def test_for_whoever_blocked_us_everything_waits_until_they_come_back(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("1", subject="petition:A"), letter("2", subject="petition:A"), letter("3", HUNG))
        memory.outbox.park(LAN)
        assert await sent_in_order(memory) == ["3"]
        assert await memory.outbox.parked_subjects(LAN) == [("xa", "petition:A")]
        memory.outbox.unpark(LAN, NOW)
        assert await sent_in_order(memory) == ["1", "2"]


async def test_the_words_are_gone_once_they_are_sent(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("điều bí mật"))
        await sent_in_order(memory)
        assert await memory._session.value("SELECT body FROM outbox") == ""


async def test_a_card_is_known_by_its_message(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("1", card="petition:A"))
        assert [reach.at for reach in await memory.cards.places("petition:A", "xa")] == [LAN]
        assert await memory.cards.message(LAN, "petition:A") is None  # not sent yet
        await sent_in_order(memory)
        message, thread = await memory.cards.message(LAN, "petition:A") or ("", "")
        assert thread == ""
        assert message
        assert await memory.cards.of_message(LAN, message) == "petition:A"
        assert await memory.cards.of_message(HUNG, message) is None
        assert await memory.cards.places("petition:A", "another commune") == []
        memory.cards.lose(LAN, "petition:A")
        assert await memory.cards.message(LAN, "petition:A") is None
        assert await memory.cards.of_message(LAN, "") is None


async def test_a_group_takes_everything_along_to_its_new_id(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("1", card="petition:A"))
        await sent_in_order(memory)
        post(memory, letter("2"), letter("3"))
        memory.outbox.park(LAN)
        memory.outbox.move(LAN, "new", NOW)
        new = replace(LAN, chat="new")
        assert await memory.cards.message(new, "petition:A") is None  # ids of messages mean nothing there
        row = await memory.outbox.lease_next("telegram", "main", NOW, ())
        assert row and row.at == new
        assert len(await memory.outbox.leased("telegram", "main")) == 1


async def test_what_may_have_arrived_says_so_the_second_time(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, letter("1"))
        row = await memory.outbox.lease_next("telegram", "main", NOW, ())
        assert row and not row.resend
        memory.outbox.later(row.id, NOW, resend=True)
        again = await memory.outbox.lease_next("telegram", "main", NOW, ())
        assert again and again.resend and again.attempts == 0
        memory.outbox.later(row.id, NOW)
        third = await memory.outbox.lease_next("telegram", "main", NOW, ())
        assert third and third.resend and third.attempts == 1
        memory.outbox.unknown(row.id)
        assert await memory.outbox.counts() == {"unknown": 1}


def change(number: int, **more: Any) -> Letter:
    return letter(f"{number}", urgency=Urgency.NOTICE, card="petition:A", **more)


async def test_many_changes_to_one_card_are_one_edit(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, change(0))
        assert await sent_in_order(memory) == ["0"]
        post(memory, *(change(number) for number in range(1, 31)), change(31, at=HUNG))
        assert await sent_in_order(memory) == ["30", "31"]
        assert await memory.outbox.counts() == {"sent": 32}


async def test_changes_with_something_said_between_them_are_all_made(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, change(0))
        await sent_in_order(memory)
        between = letter("between", urgency=Urgency.NOTICE)
        post(memory, change(1), change(2), between, change(3), change(4, not_before=NOW + timedelta(days=1)))
        assert await sent_in_order(memory) == ["2", "between", "3"]


async def test_a_card_that_does_not_stand_yet_is_posted_before_it_is_changed(database: Database) -> None:
    async with database.transaction() as memory:
        post(memory, change(1), change(2), change(3))
        assert await sent_in_order(memory) == ["1", "3"]
