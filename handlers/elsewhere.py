"""What cannot be said at one address of a person is said at another."""

from __future__ import annotations

from datetime import datetime

from domain.messaging.messages import Address
from handlers.world import AccountKey
from storage.memory import Memory


async def say_elsewhere(memory: Memory, letter: int, now: datetime) -> bool:
    """Notices only: what answers somebody belongs where they speak. False where there is no other address that the
    letter's commune may use and that was not tried; or where it would only be found by looking: there it stands too,
    but the letter goes on waiting."""
    at = await memory.people.reach_instead(letter)
    copy = await memory.waiting.notice(letter, at, now) if at else None
    if copy is None:
        return False
    memory.outbox.post(copy, now)
    if not await memory.accounts.pushes(copy.at):
        return False
    memory.waiting.replaced(letter, copy.key)
    return True


async def say_for_account_elsewhere(memory: Memory, account: AccountKey, letter: int, now: datetime) -> None:
    """Whatever an account that may say nothing more has to say: the letter that was just put off, and all due ones."""
    for number in (letter, *await memory.waiting.due(*account, now)):
        await say_elsewhere(memory, number, now)


async def say_all_elsewhere(memory: Memory, at: Address, now: datetime) -> None:
    """Whatever waits at an address that takes nothing any more."""
    for row, _, _ in await memory.waiting.parked(at):
        await say_elsewhere(memory, row.id, now)
