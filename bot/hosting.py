"""What a channel is lent that has no messenger behind it: it keeps and shows its messages in this very process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.clock import Clock
from bot.keys import Keys
from bot.words.i18n import Words
from handlers.world import World
from storage.database import Database


@dataclass(frozen=True, slots=True)
class House:
    world: World
    database: Database
    words: Words
    clock: Clock
    keys: Keys


@runtime_checkable
class Hosted(Protocol):
    """A channel of that kind; it moves in before anything is asked of it."""

    def move_in(self, house: House) -> None: ...
