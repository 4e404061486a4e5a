"""What a citizen may read of their case's history: not what was taken back, nor what is still waiting to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.actions import UNDO
from domain.petitions import Action
from storage.petition import Event


def said_to_citizen(events: Sequence[Event], now: datetime, waits_seconds: int) -> list[Event]:
    """An officer's undoing strikes out the last thing of theirs that still stood."""
    struck: Counter[int | None] = Counter()
    standing: list[Event] = []
    gone = now - timedelta(seconds=waits_seconds)
    for event in reversed(events):
        if event.action == UNDO:
            struck[event.actor] += 1
        elif struck[event.actor]:
            struck[event.actor] -= 1
        elif event.open_to == "citizen" and event.words and not _waits(event, gone):
            standing.append(event)
    return standing[::-1]


def _waits(event: Event, gone: datetime) -> bool:
    return event.action == Action.ANSWER.value and event.at > gone
