"""Who hears of what was done with a petition: the citizen, the unit it was forwarded to, and who did it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.messages import Attachment, Choice, Message
from domain.notices import Occasion
from domain.petitions import Action, Status
from domain.text import Text, lines
from handlers import cards
from handlers.announcing import petition_notice
from handlers.citizens import Hearing, citizen_of, hearing_of
from handlers.turn import Turn
from storage.petitions import Petition

OCCASIONS = {
    Action.ASK: Occasion.QUESTION,
    **dict.fromkeys((Action.ANSWER, Action.GUIDE, Action.REJECT, Action.CLOSE), Occasion.RESULT),
}
SAID_ALOUD = OCCASIONS.keys()
"""What the citizen hears with the officer's own words."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One action with all that goes with it."""

    action: Action
    words: str = ""
    files: tuple[Attachment, ...] = ()
    unit: str = ""


def is_news(before: Petition, deed: Deed) -> bool:
    """Whether the citizen hears of it: not of notes, nor of one officer taking over from another."""
    return deed.action is not Action.NOTE and not (deed.action is Action.TAKE and before.status is Status.TAKEN)


async def tell_citizen(turn: Turn, petition: Petition, deed: Deed) -> Hearing:
    """At each step, in their language; an answer is official. Tells how it gets to them."""
    text = Text(
        f"citizen.{deed.action.value}",
        code=petition.code,
        words=deed.words,
        unit=await turn.memory.units.name(petition.commune, petition.unit) if petition.unit else "",
        office=await turn.memory.units.name(petition.commune, petition.office),
        commune=turn.world.commune_name(petition.commune),
    )
    rows = ((Choice(Text("petition.see_state"), f"t:{petition.code}"),),)
    official = deed.action in SAID_ALOUD
    files = deed.files if official else ()
    notice = petition_notice(turn, petition, OCCASIONS[deed.action]) if official else None
    message = Message(text, rows, files, protected=True, official=official, notice=notice)
    reach = await citizen_of(turn.memory, petition)
    turn.voice.tell(reach, message, petition.commune, subject=petition.subject)
    return await hearing_of(turn.memory, reach)


async def tell_unit(turn: Turn, petition: Petition, deed: Deed) -> None:
    """The unit it was forwarded to, unless it is not for everybody there."""
    if deed.action is not Action.FORWARD:
        return
    reached = await turn.memory.people.reach_unit(turn.commune, deed.unit)
    files = cards.attachments(await turn.memory.files.of(petition.subject))
    text = Text(
        "triage.forwarded_to_you",
        code=petition.code,
        office=await turn.memory.units.name(petition.commune, petition.office),
        due=petition.due_on,
        words=petition.story or "…",
    )
    button = Choice(Text("triage.give_opinion"), f"o:{petition.code}", "primary")
    message = Message(text, ((button,),), files, protected=True)
    if petition.restricted:
        turn.say(Text("triage.restricted_not_sent", code=petition.code))
    elif not turn.voice.tell_all(reached, message, turn.commune, subject=petition.subject):
        unit = await turn.memory.units.name(turn.commune, deed.unit)
        turn.say(Text("triage.unit_has_nobody", unit=unit, code=petition.code))


async def confirm(turn: Turn, petition: Petition, deed: Deed, citizen: Hearing = Hearing.COMES) -> None:
    """With what the officer must know of how the citizen hears of it."""
    unit = await turn.memory.units.name(turn.commune, petition.unit) if petition.unit else ""
    text = Text(f"triage.done_{deed.action.value}", code=petition.code, unit=unit)
    if citizen is Hearing.BLOCKED:
        text = Text("triage.citizen_unreachable", done=text)
    if citizen is Hearing.LOOKED_UP and deed.action in SAID_ALOUD:
        text = Text("triage.citizen_looks_up", done=text, code=petition.code)
    if citizen is not Hearing.BLOCKED and deed.files and deed.action in SAID_ALOUD and not turn.inbound.group:
        text = lines(text, Text("triage.more_files", seconds=turn.world.habits.files.settling_seconds))
    if turn.inbound.press_id:
        turn.toast = text
    if not turn.inbound.press_id or citizen is Hearing.BLOCKED:
        turn.say(text)
