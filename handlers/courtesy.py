"""Thanks and a yes to nothing in particular: answered in a line, and nobody's petition."""

from __future__ import annotations

import re

from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Kind
from handlers.languages import LANGUAGES
from handlers.turn import Turn
from handlers.welcome import ask_commune

_PARTS = re.compile(r"\w+|[^\w\s\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
"""Words and signs. The colour of a hand and how a sign is drawn say nothing."""
_MARKS = frozenset(".,!?~:;()-…")


def is_all(turn: Turn) -> bool:
    """Whether it is all that was said, with or without the words that go with it: “Dạ, cảm ơn cán bộ ạ!”, “OK 👍”."""
    if turn.inbound.kind is not Kind.WORDS:
        return False
    said = f" {_bare(turn.inbound.text)} "
    without = _without(said, _listed(turn, Text("start.thanks")))
    return without != said and not _without(without, _listed(turn, Text("start.thanks_with"))).strip()


def answer(turn: Turn) -> None:
    if not turn.commune:
        return ask_commune(turn)
    turn.say(Text("start.nothing_waits"))


def _without(said: str, phrases: list[str]) -> str:
    for phrase in phrases:
        while f" {phrase} " in said:
            said = said.replace(f" {phrase} ", " ")
    return said


def _listed(turn: Turn, which: Text) -> list[str]:
    """Of every language, the longest first: one may be the beginning of another."""
    listed = (turn.world.plain(which, language).split(",") for language in LANGUAGES)
    return sorted({_bare(phrase) for phrases in listed for phrase in phrases}, key=len, reverse=True)


def _bare(words: str) -> str:
    return " ".join(part for part in _PARTS.findall(fold(words)) if part not in _MARKS)
