"""Who may do what to a petition, what must be said with it, and whether the citizen hears of it."""

from __future__ import annotations

from domain.people.roles import Can
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action

_NEEDS = {
    Action.NOTE: Can.SEE_QUEUE,
}

WITH_DOCUMENT = frozenset({Action.REGISTER, Action.ACCEPT, Action.DECLINE, Action.DECIDE, Action.SUSPEND})
"""Done only with the number and the day of a signed document (Luật Khiếu nại Đ27, Đ31; Luật Tố cáo Đ29)."""

UNTOLD = frozenset(
    {
        Action.NOTE,
        Action.ATTACH,
        Action.RECLASSIFY,
        Action.FLAG,
        Action.ASSIGN,
        Action.INSPECT,
        Action.RELEASE,
    }
)
"""What stays in the office."""


WAITS = frozenset({Action.ANSWER})
"""What goes to the citizen only after a while in which it can be taken back (data: closing.answer_waits_seconds)."""

UNDO = "undo"
"""Stands in a case's history where its officer took an action back; `lifecycle.undone` says which."""

FILED_FOR = "file_for"
"""How a case's history begins where an officer took it down for somebody (`/nhap`)."""


def needs(action: Action) -> Can | None:
    """The capability it takes; None for what is the citizen's own."""
    return None if action in CITIZENS_ACTIONS else _NEEDS.get(action, Can.TRIAGE)
