"""The buttons of a card: each does what its command does with the card's own code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from domain.language.text import Text
from domain.petitions.lifecycle import Action
from handlers.office import parting, passing_on, rulings, sorting, triage
from handlers.office.card_buttons import MORE, other_buttons
from handlers.office.case_finding import pressed
from handlers.turn import Refusal, Turn
from storage.petitions.petition import Petition

DONE_BY: Mapping[Action, Callable[[Turn, str], Awaitable[None]]] = {
    Action.RELEASE: triage.release,
    Action.TAKE: triage.take,
    Action.ASSIGN: passing_on.assign,
    Action.FORWARD: passing_on.forward,
    Action.REFER: passing_on.refer,
    Action.REGISTER: rulings.register,
    Action.ACCEPT: rulings.accept,
    Action.DECLINE: rulings.decline,
    Action.DECIDE: rulings.decide,
    Action.SUSPEND: rulings.suspend,
    Action.RESUME: triage.resume,
    Action.EXTEND: rulings.extend,
    Action.ASK: triage.ask,
    Action.NOTE: triage.note,
    Action.ATTACH: triage.attach,
    Action.RECLASSIFY: sorting.reclassify,
    Action.FLAG: sorting.flag,
    Action.SPLIT: parting.split,
    Action.JOIN: parting.join,
    Action.INSPECT: triage.inspect,
    Action.ANSWER: triage.answer,
    Action.GUIDE: triage.guide,
    Action.RETURN: triage.give_back,
    Action.REJECT: triage.reject,
    Action.KEEP: triage.keep,
    Action.CLOSE: triage.close,
    Action.REOPEN: triage.reopen,
}


async def press(turn: Turn, rest: str) -> None:
    """`<code>:<action>:<row version>`. In a group words are said in reply to the card."""
    code, name, version = [*rest.split(":"), "", ""][:3]
    petition, _ = await pressed(turn, f"{code}:{version}")
    if petition is None:
        return
    if name == MORE:
        return _offer_more(turn, petition)
    action = next((action for action in DONE_BY if action.value == name), None)
    if action is None:
        raise Refusal(Text("form.button_is_old"))
    if action is Action.CLOSE and turn.inbound.group:
        raise Refusal(Text("triage.how_to_close"))
    await DONE_BY[action](turn, code)


def _offer_more(turn: Turn, petition: Petition) -> None:
    status = Text(f"status.{petition.status.value}")
    turn.say(Text("triage.more", code=petition.code, status=status), *other_buttons(petition))
