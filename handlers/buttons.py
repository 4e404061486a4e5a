"""Reading what a button carries. Anything may stand in a forged one."""

from __future__ import annotations

from domain.language.text import Text
from domain.messaging.messages import Choice
from handlers.turn import Refusal

_LONGEST = 18  # digits: what a row id has at most, and what a database takes


def invite_unit_button(unit: str, name: str) -> Choice:
    """Gives whoever keeps the board an invitation to forward to a unit for which nobody is registered."""
    return Choice(Text("invite.unit", unit=name), f"iu:{unit}")


def row_id(written: str) -> int:
    """Raises `Refusal` for what is no row id of ours."""
    if not (written.isascii() and written.isdigit() and len(written) <= _LONGEST):
        raise Refusal(Text("form.button_is_old"))
    return int(written)
