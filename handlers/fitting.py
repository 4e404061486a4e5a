"""Lists that stay one message on every messenger, however many units there are."""

from __future__ import annotations

from collections.abc import Callable

from domain.language.text import Text
from handlers.turn import Turn


def fitted(turn: Turn, write: Callable[[int, int], Text], reports: int) -> Text:
    """`write(names, reports)`: the message with at most so many names under one heading, and so many reports. With as
    many names, and then as many of the reports, as fit."""
    habits = turn.world.habits.board
    sizes = [(names, reports) for names in habits.names]
    sizes += [(habits.names[-1], fewer) for fewer in range(reports - 1, 0, -1)]
    for names, kept in sizes:
        text = write(names, kept)
        if _length(turn.world.plain(text, turn.person.language)) <= habits.longest:
            break
    return text


def _length(words: str) -> int:
    """As messengers count: UTF-16 code units."""
    return len(words.encode("utf-16-le")) // 2
