"""The message by which a citizen hears that their case is closed: the result, and what they can say of it there."""

from __future__ import annotations

from domain.language.text import Text
from domain.messaging.messages import Choice
from domain.petitions.closing import MOST_STARS, Solved
from storage.petitions.petition import Petition

WORDS = "words"
Rows = tuple[tuple[Choice, ...], ...]


def mark_of(petition: Petition) -> str:
    """The time it was last closed: what is said of an earlier result says nothing of this one."""
    return str(int(petition.closed_at.timestamp())) if petition.closed_at else ""


def card(code: str, mark: str) -> str:
    """One for each time the case was closed: a later result is a message of its own. `mark` tells them apart."""
    return f"result:{code}:{mark}"


def label(verdict: Solved) -> Text:
    return Text(f"rating.{verdict.value}")


def verdict_buttons(code: str, mark: str) -> Rows:
    """*Đã xong*, *Chưa xong*."""
    return (
        tuple(
            Choice(label(verdict), _action(code, mark, verdict.value), style)
            for verdict, style in ((Solved.DONE, "primary"), (Solved.NOT_DONE, ""))
        ),
    )


def star_buttons(code: str, mark: str) -> Rows:
    return (
        tuple(
            Choice(Text("rating.stars", n=stars), _action(code, mark, str(stars)))
            for stars in range(1, MOST_STARS + 1)
        ),
    )


def words_button(code: str, mark: str, label: Text) -> Rows:
    return ((Choice(label, _action(code, mark, WORDS)),),)


def _action(code: str, mark: str, what: str) -> str:
    return f"kq:{code}:{mark}:{what}"
