"""A request about one's own data becomes a ticket with a code and the law's days, done at once or left to be decided."""

from __future__ import annotations

from domain.language.text import Text
from domain.messaging.messages import Choice, Message
from domain.people.roles import Role
from domain.petitions.codes import RANDOM_BYTES, make_code
from domain.rights.requests import Right, spans
from handlers.turn import Turn
from storage.privacy.rights import DataRequest


async def ask(
    turn: Turn,
    right: Right,
    *,
    state: str = "open",
    about: tuple[str, ...] = (),
    words: str = "",
    reason: str = "",
) -> DataRequest:
    """Kept and answered with its code and procedure; where it is `open`, those who decide are told."""
    days = spans(turn.world.national.rights.of(right), turn.today, await turn.calendar())
    code = make_code(turn.world.random(RANDOM_BYTES))
    request = DataRequest(
        turn.commune, code, turn.person.id, right, turn.now, days.due_on, about, words, state, reason=reason
    )
    turn.memory.rights.ask(request, days)
    await turn.note(f"data request {right.value} {state}", f"right:{code}")
    if state == "open":
        await _tell_deciders(turn, request)
    return request


async def _tell_deciders(turn: Turn, request: DataRequest) -> None:
    people = turn.memory.people
    deciders = await people.reach_role(turn.commune, Role.CHIEF) or await people.reach_role(
        turn.commune, Role.LEADER
    )
    text = Text(
        "right.asked_of_you",
        code=request.code,
        right=Text(f"right.name_{request.right.value}"),
        due=request.due_on,
    )
    message = Message(text, ((Choice(Text("right.see_all"), "go:quyenyeucau", "primary"),),))
    turn.voice.tell_all(deciders, message, turn.commune)
