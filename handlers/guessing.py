"""Codes that people type: each opens something, so guessing them ends after a few from one address."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.language.text import Text
from domain.messaging.messages import Address
from handlers.turn import Refusal, Turn


def address(turn: Turn) -> Address:
    """The private address of who is speaking. Raises `Refusal` in a group, where others would read the code."""
    if turn.inbound.group or not turn.inbound.sender:
        raise Refusal(Text("form.privately"))
    return Address(turn.inbound.at.channel, turn.inbound.at.account, turn.inbound.sender)


async def check_patience(turn: Turn) -> None:
    """Raises `Refusal` where too many wrong codes came from here, whatever is typed now."""
    if await turn.memory.guesses.wrong(address(turn), _since(turn)) >= turn.world.habits.guesses.wrong:
        raise Refusal(Text("link.too_many_wrong", n=turn.world.habits.guesses.within_minutes))


def wrong(turn: Turn, text: Text) -> None:
    """Counts it, and says so: no `Refusal`, which would undo the counting."""
    turn.memory.guesses.note_wrong(address(turn), turn.now, _since(turn))
    turn.say(text)


def _since(turn: Turn) -> datetime:
    return turn.now - timedelta(minutes=turn.world.habits.guesses.within_minutes)
