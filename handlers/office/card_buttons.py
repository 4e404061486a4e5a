"""The buttons of a petition's card: what is often done with it now, each with the row version it was drawn for, and
one for everything else."""

from __future__ import annotations

from collections.abc import Iterable

from domain.language.text import Text
from domain.messaging.messages import Choice
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action, allowed
from storage.petitions.petition import Petition

MORE = "more"
BUTTONS = (
    Action.RELEASE,
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
OFFERED = tuple(action for action in Action if action not in CITIZENS_ACTIONS)


def card_buttons(petition: Petition) -> tuple[tuple[Choice, ...], ...]:
    """Three in a row."""
    offered = [_button(petition, action) for action in _now(petition) if action in BUTTONS]
    if other_actions(petition):
        offered.append(Choice(Text("triage.button_more"), f"p:{petition.code}:{MORE}:{petition.version}"))
    return in_rows(offered)


def other_buttons(petition: Petition) -> tuple[tuple[Choice, ...], ...]:
    return in_rows(_button(petition, action) for action in other_actions(petition))


def other_actions(petition: Petition) -> tuple[Action, ...]:
    """What else can be done to it as it stands and is."""
    can = allowed(petition.status, petition.kind)
    return tuple(action for action in OFFERED if action in can and action not in BUTTONS)


def in_rows(offered: Iterable[Choice]) -> tuple[tuple[Choice, ...], ...]:
    buttons = tuple(offered)
    return tuple(buttons[at : at + 3] for at in range(0, len(buttons), 3))


def _now(petition: Petition) -> tuple[Action, ...]:
    """In the order of `BUTTONS`. What somebody has is taken over by the rest, and not by accident."""
    can = allowed(petition.status, petition.kind)
    return tuple(one for one in BUTTONS if one in can and not (one is Action.TAKE and petition.owner))


def _button(petition: Petition, action: Action) -> Choice:
    first = action in (Action.TAKE, Action.RELEASE)
    action_data = f"p:{petition.code}:{action.value}:{petition.version}"
    return Choice(Text(f"triage.button_{action.value}"), action_data, "primary" if first else "")
