"""Transactions and savepoints: all or nothing, whether a write still waits or is already carried out."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.memory import Memory


class Oops(Exception):
    """Something goes wrong in a turn."""


async def add(memory: Memory, account: str, *, look: bool = False) -> None:
    """Writes a row; where it `look`s, the row is carried out and not only gathered."""
    memory._session.write(
        "INSERT INTO accounts (channel, account, address, seen_at) VALUES ('t', :account, '', '')", account=account
    )
    if look:
        await memory._session.rows("SELECT 1")


async def kept(database: Database) -> list[str]:
    async with database.transaction() as memory:
        return [row[0] for row in await memory._session.rows("SELECT account FROM accounts ORDER BY account")]


async def test_what_is_done_stays(database: Database) -> None:
    async with database.transaction() as memory:
        await add(memory, "a")
    assert await kept(database) == ["a"]


@pytest.mark.parametrize("look", [False, True])
async def test_a_transaction_that_raises_leaves_nothing(database: Database, look: bool) -> None:
    with pytest.raises(Oops):
        async with database.transaction() as memory:
            await add(memory, "a", look=look)
            raise Oops
    assert await kept(database) == []


async def test_one_that_is_cancelled_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    begun = asyncio.Event()

    async def slow() -> None:
        async with database.transaction() as memory:
            await add(memory, "a", look=True)
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(slow())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await kept(database) == []


Tree = list["str | tuple[bool, Tree]"]
"""Rows to write, and savepoints with what is inside: (whether it raises at its end, …)."""

trees = st.recursive(
    st.lists(st.sampled_from("abcdefgh"), max_size=3),
    lambda inner: st.lists(st.sampled_from("ijklmnop") | st.tuples(st.booleans(), inner), max_size=3),
    max_leaves=6,
)


async def write(memory: Memory, tree: Tree, path: str, *, look: bool) -> set[str]:
    """Writes it all; tells what should be left."""
    left: set[str] = set()
    for number, part in enumerate(tree):
        here = f"{path}/{number}"
        if isinstance(part, str):
            await add(memory, here, look=look)
            left.add(here)
            continue
        raises, inner = part
        try:
            async with memory.savepoint(f"s{len(path)}"):
                inside = await write(memory, inner, here, look=look)
                if raises:
                    raise Oops
            left |= inside
        except Oops:
            pass
    return left


@pytest.mark.parametrize("look", [False, True])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees)
async def test_savepoints_within_savepoints(database: Database, look: bool, tree: Tree) -> None:
    """What raised is undone with everything inside it; what stood around it stays."""
    async with database.transaction() as memory:
        await memory._session.rows("DELETE FROM accounts")
        left = await write(memory, tree, "", look=look)
    assert set(await kept(database)) == left


async def test_a_write_that_fails_within_a_savepoint_is_undone_with_it(database: Database) -> None:
    async with database.transaction() as memory:
        await add(memory, "a")
        with pytest.raises(Exception, match="UNIQUE"):
            async with memory.savepoint():
                await add(memory, "b")
                await add(memory, "a")
        await add(memory, "c")
    assert await kept(database) == ["a", "c"]
