"""What the dispatcher needs from storage, and from whoever finds the words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.channels.base import Rendered, SendFailed
from domain.messaging.messages import Address
from domain.messaging.outgoing import OutgoingRow


@dataclass(frozen=True, slots=True)
class RenderedMenu:
    """A menu of commands in the reader's words: (command, what it does); `language` "" is the fallback."""

    language: str
    commands: tuple[tuple[str, str], ...]


Render = Callable[[OutgoingRow], Awaitable[Rendered | RenderedMenu]]
OnGone = Callable[[Address], Awaitable[None]]
OnAlarm = Callable[[OutgoingRow, SendFailed], Awaitable[None]]
OnSettled = Callable[[OutgoingRow], Awaitable[None]]


class Outbox(Protocol):
    """Every verb is a short transaction of its own. Moments are aware."""

    async def lease_next(
        self, channel: str, account: str, now: datetime, waiting: Collection[str]
    ) -> OutgoingRow | None:
        """Takes the row to send next: of the first due row of each conversation (by urgency, then id; `not_before`
        passed), leaving out the chats in `waiting`, the first by urgency, then id. Leased before this returns. Of
        the edits of a card that stands, with nothing else between them, the newest, which stands for them all."""
        ...

    async def recover_leased(self, channel: str, account: str) -> Sequence[OutgoingRow]:
        """The rows that were leased when the process died: nobody knows whether they arrived."""
        ...

    async def recent_sends(
        self, channel: str, account: str, since: datetime
    ) -> Sequence[tuple[str, bool, datetime]]:
        """(chat, is it a group, when) of what was sent since, oldest first: the pace to go on with."""
        ...

    async def card_of(self, at: Address, card: str) -> tuple[str, str] | None:
        """The platform's id of the message that stands for this card in this conversation, and of the conversation
        within it where that stands, or ''."""
        ...

    async def sent(self, row: int, message_ids: Sequence[str], thread: str = "") -> None:
        """It arrived. For a row with a card the first id is from now on the card's, which stands in `thread`; for one
        that opens a conversation within the group it is that conversation's. Empty for a menu."""
        ...

    async def later(self, row: int, not_before: datetime) -> None:
        """It surely did not arrive: due again then, one attempt more."""
        ...

    async def again(self, row: int, not_before: datetime) -> None:
        """It may have arrived: due once more then, with `resend`."""
        ...

    async def unknown(self, row: int) -> None:
        """It may have arrived and is not repeated: somebody decides."""
        ...

    async def failed(self, row: int, why: str) -> None:
        """It never will arrive: our mistake."""
        ...

    async def held(self, row: int) -> None:
        """It may not be said until the person speaks."""
        ...

    async def parked(self, at: Address) -> None:
        """Nothing reaches this conversation: this row and all that wait for it, until it is reachable again."""
        ...

    async def shelf_lost(self, at: Address, thread: str) -> None:
        """This conversation within the group is gone."""
        ...

    async def moved(self, at: Address, new_chat: str) -> None:
        """The conversation has another id: its rows, due at once, its cards and whatever else is kept under it."""
        ...
