"""A unit for which nobody is registered: whoever keeps the board gets an invitation to forward."""

from __future__ import annotations

from domain.language.text import Text
from domain.people.roles import Can, Member, Role
from handlers.people.invitations import say_invitation
from handlers.turn import Refusal, Turn


async def invite_unit(turn: Turn, unit: str) -> None:
    """The button under the board and under the notice of units that could not be reminded."""
    if not turn.may(Can.INVITE_STAFF):
        raise Refusal(Text("error.not_yours"))
    if unit not in {one.id for one in await turn.memory.units.all(turn.commune)}:
        raise Refusal(Text("form.button_is_old"))
    if turn.inbound.group:  # others would read the secret
        raise Refusal(Text("form.privately"))
    await say_invitation(turn, Member(turn.commune, unit, Role.STAFF), group=False)
