"""Hearing in a chat of what was filed at the counter: whoever holds its code and knows the number given there."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from domain.forms import Form
from domain.language.text import Text
from domain.messaging.messages import Choice
from domain.petitions.codes import read_code
from domain.short_forms import reason_form
from handlers import dialogue, guessing
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Petition

FORM = "claim"
_DIGITS = 4


def offered(turn: Turn, petition: Petition) -> list[list[Choice]]:
    """The button, where nobody hears of it in a chat yet and a number was given."""
    if turn.inbound.group or not _is_free(petition):
        return []
    return [[Choice(Text("counter.hear_here"), f"cn:{petition.code}")]]


async def claim(turn: Turn, rest: str) -> None:
    await guessing.check_patience(turn)
    petition = await _free(turn, rest)
    await dialogue.begin(turn, FORM, about=petition.code)


def _is_free(petition: Petition) -> bool:
    return not petition.at.channel and bool(petition.sender_phone) and not petition.restricted


async def _free(turn: Turn, code: str) -> Petition:
    """Raises `Refusal` where there is nothing to claim, as if there was no such code."""
    read = read_code(code)
    petition = await turn.memory.petitions.by_code(read) if read else None
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    if petition is None or petition.commune not in served or not _is_free(petition):
        raise Refusal(Text("petition.no_such_code"))
    return petition


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return lambda form: reason_form(form, Text("counter.which_digits", code=dialog.about))


async def _finish(turn: Turn, dialog: Dialog, words: str) -> None:
    await guessing.check_patience(turn)
    petition = await _free(turn, dialog.about)
    said = "".join(char for char in words if char.isdecimal() and char.isascii())[-_DIGITS:]
    if not hmac.compare_digest(said, petition.sender_phone[-_DIGITS:]):
        return guessing.wrong(turn, Text("counter.wrong_digits"))
    turn.memory.counter.hand_to(petition, turn.person.id, turn.inbound.at, turn.person.language)
    policy = turn.world.habits.consent.policy
    turn.memory.people.note_consent(turn.person.id, petition.commune, policy, turn.inbound.at, turn.now)
    await turn.note("petition claimed", petition.subject)
    turn.say(Text("counter.heard_here", code=petition.code))


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
