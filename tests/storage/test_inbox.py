"""The inbox: each update once, each conversation in order, and nothing of the words once they are dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.memory import Memory
from tests.storage.conftest import NOW


@dataclass(frozen=True)
class Arrival:
    update_id: str
    conversation: str
    raw: str = "{}"
    channel: str = "telegram"
    account: str = "main"


async def take_one(memory: Memory) -> list[tuple[str, str]]:
    """Deals with the next turn of every conversation; tells which updates these were."""
    rows = await memory.inbox.oldest_of_each_conversation(64)
    for row in rows:
        memory.inbox.done(row)
    return [(row.update_id, row.raw) for row in rows]


async def test_the_same_update_twice_is_one(database: Database) -> None:
    async with database.transaction() as memory:
        memory.inbox.accept([Arrival("1", "lan", "first"), Arrival("1", "lan", "again")], NOW)
    async with database.transaction() as memory:
        memory.inbox.accept([Arrival("1", "lan"), Arrival("1", "lan", account="other")], NOW)
        assert await memory.inbox.counts() == {"waiting": 2}  # another account counts for itself


async def test_one_that_was_dealt_with_does_not_come_back(database: Database) -> None:
    async with database.transaction() as memory:
        memory.inbox.accept([Arrival("1", "lan", "words")], NOW)
        assert await take_one(memory) == [("1", "words")]
        memory.inbox.accept([Arrival("1", "lan", "words")], NOW)
        assert await take_one(memory) == []


async def test_the_words_are_gone_when_the_turn_is_done(database: Database) -> None:
    async with database.transaction() as memory:
        memory.inbox.accept([Arrival("1", "lan", "điều bí mật")], NOW)
        await take_one(memory)
        rows = await memory._session.rows("SELECT * FROM inbox")
        assert "điều bí mật" not in str([tuple(row) for row in rows])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(conversations=st.lists(st.sampled_from(["lan", "hùng", "khoa"]), max_size=12))
async def test_every_conversation_in_its_order_and_none_waits_for_another(
    database: Database, conversations: list[str]
) -> None:
    arrivals = [Arrival(str(number), name, name) for number, name in enumerate(conversations)]
    rounds = []
    async with database.transaction() as memory:
        await memory._session.rows("DELETE FROM inbox")
        memory.inbox.accept(arrivals, NOW)
        while taken := await take_one(memory):
            rounds.append(taken)
    for name in set(conversations):
        turns = [int(update) for one in rounds for update, raw in one if raw == name]
        assert turns == [number for number, said in enumerate(conversations) if said == name]
        assert [any(raw == name for _, raw in one) for one in rounds[: len(turns)]] == [True] * len(turns)


async def test_what_failed_keeps_its_place_and_what_is_dead_lets_the_next_by(database: Database) -> None:
    async with database.transaction() as memory:
        memory.inbox.accept([Arrival("1", "lan"), Arrival("2", "lan")], NOW)
        [first] = await memory.inbox.oldest_of_each_conversation(64)
        memory.inbox.failed(first, "KeyError")
        [again] = await memory.inbox.oldest_of_each_conversation(64)
        assert (again.update_id, again.attempts) == ("1", 1)
        memory.inbox.dead(again, "KeyError", "locked")
        [after] = await memory.inbox.oldest_of_each_conversation(64)
        assert (after.update_id, after.attempts) == ("2", 0)


async def test_only_finished_turns_are_forgotten(database: Database) -> None:
    async with database.transaction() as memory:
        memory.inbox.accept([Arrival("1", "lan"), Arrival("2", "hùng"), Arrival("3", "khoa")], NOW)
        done, dead, _ = await memory.inbox.oldest_of_each_conversation(64)
        memory.inbox.done(done)
        memory.inbox.dead(dead, "KeyError", "locked")
        memory.inbox.forget_before(NOW + timedelta(days=1))
        assert await memory.inbox.counts() == {"dead": 1, "waiting": 1}
