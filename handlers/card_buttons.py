"""The buttons of a petition's card: what is often done with it now, each with the row version it was drawn for."""

from __future__ import annotations

from domain.messages import Choice
from domain.petitions import Action, allowed
from domain.text import Text
from storage.petitions import Petition

BUTTONS = (
    Action.TAKE,
    Action.FORWARD,
    Action.ASK,
    Action.ANSWER,
    Action.CLOSE,
    Action.GUIDE,
    Action.NOTE,
    Action.REJECT,
    Action.REOPEN,
)


def card_buttons(petition: Petition) -> tuple[tuple[Choice, ...], ...]:
    """Three in a row."""
    can = allowed(petition.status)
    offered = [
        Choice(
            Text(f"triage.button_{action.value}"),
            f"p:{petition.code}:{action.value}:{petition.version}",
            "primary" if action is Action.TAKE else "",
        )
        for action in BUTTONS
        if action in can and not (action is Action.TAKE and petition.owner)
    ]
    return tuple(tuple(offered[at : at + 3]) for at in range(0, len(offered), 3))
