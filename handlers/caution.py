"""What citizens are told once: that nobody needs their papers, cards, accounts or one-time codes."""

from __future__ import annotations

from domain.language.masking import has_numbers, shows_papers
from domain.language.text import Text
from handlers.turn import Turn


async def caution(turn: Turn) -> None:
    """Where somebody sends such numbers, or a picture that its caption calls an identity card."""
    heard = turn.inbound
    sends = has_numbers(heard.text) or (bool(heard.files) and shows_papers(heard.text))
    if sends and not turn.members and await turn.memory.rights.caution(turn.person.id, turn.now):
        turn.say(Text("right.caution"))
