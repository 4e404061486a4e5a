"""What staff write into a form that others will read: it spreads no accusation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.language.text import Text
from handlers.turn import Refusal, Turn


def keep_out(turn: Turn, answers: Any) -> None:
    """Raises `Refusal` where somebody is accused, in one answer or in all together. A report may be about how tố cáo
    were dealt with: only a deed that is named counts."""
    said = list(_words_in(answers))
    if any(turn.world.national.suggester.names_deed(words) for words in (*said, "\n".join(said))):
        raise Refusal(Text("vault.not_in_a_form"))


def _words_in(answers: Any) -> Iterator[str]:
    """Whatever was written, in stories and the names of their files too."""
    if isinstance(answers, str):
        yield answers
    elif isinstance(answers, (list, dict)):
        for one in answers.values() if isinstance(answers, dict) else answers:
            yield from _words_in(one)
