"""What a plain messenger lacks, said once: groups, edits, presses that wait for an answer, a menu of commands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.base import Rendered, SendFailed, Why
from domain.messaging.messages import Address


class Plain:
    """The part of `bot.channels.base.Channel` that is the same wherever it is lacking; who has it, overrides it."""

    def is_group(self, chat: str) -> bool:
        return False

    async def edit(self, to: Address, message_id: str, message: Rendered) -> None:
        """Nothing can be edited: a card is posted anew."""
        raise SendFailed(Why.CARD_LOST, "this messenger edits nothing")

    async def acknowledge(self, press_id: str, note: str = "") -> None:
        """Presses have no ids: none waits, and what is to be noted is said."""

    async def offer_commands(self, chat: str | None, language: str, commands: Sequence[tuple[str, str]]) -> None:
        """There is none, or it is made by hand in a console."""
