"""Who hears of what was done with a petition: the citizen, the unit it was forwarded to, and who did it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from domain.document_number import DocumentNumber
from domain.language.naming import called
from domain.language.phones import show_phone
from domain.language.text import Text, lines
from domain.messaging.messages import Attachment, Choice, Message
from domain.messaging.notices import Occasion
from domain.people.roles import Can
from domain.petitions.actions import UNTOLD, WAITS
from domain.petitions.lifecycle import Action, PetitionKind, is_open
from domain.petitions.outcomes import Outcome, outcome_of
from handlers.clocks.clockwork import lawful_until, promised_until
from handlers.clocks.deadline_words import pause_note
from handlers.office import cards
from handlers.petitions import results
from handlers.petitions.announcing import petition_notice
from handlers.petitions.citizens import Hearing, citizen_of, hearing_of
from handlers.petitions.told import is_by_letter, is_settled
from handlers.turn import Turn
from storage.petitions.petition import Petition

OCCASIONS = {
    Action.ASK: Occasion.QUESTION,
    **dict.fromkeys(
        (
            Action.ANSWER,
            Action.GUIDE,
            Action.REJECT,
            Action.CLOSE,
            Action.REFER,
            Action.ACCEPT,
            Action.DECLINE,
            Action.DECIDE,
            Action.SUSPEND,
            Action.RESUME,
            Action.EXTEND,
            Action.RETURN,
            Action.KEEP,
        ),
        Occasion.RESULT,
    ),
}
SAID_ALOUD = OCCASIONS.keys()
"""What the citizen hears with the officer's own words."""


def _as_it_is(petition: Petition) -> Petition:
    return petition


@dataclass(frozen=True, slots=True)
class Deed:
    """One action with all that goes with it. `unit` is the one it is forwarded to, `officer` the person it is given
    to, `body` the other agency it is referred to, `kept` what the history says where that is more than the words,
    `makes` whatever else becomes of the petition; `beyond` is the law that has no time for the day of `extended_to`.
    `untold`: the citizen hears of it in another way."""

    action: Action
    words: str = ""
    files: tuple[Attachment, ...] = ()
    unit: str = ""
    officer: int | None = None
    body: str = ""
    kept: str = ""
    document: DocumentNumber | None = None
    extended_to: date | None = None
    beyond: str = ""
    only_if: str = ""
    untold: bool = False
    makes: Callable[[Petition], Petition] = _as_it_is


def is_news(before: Petition, deed: Deed) -> bool:
    """Whether the citizen hears of it: not of what stays in the office, nor of one officer taking over from another."""
    if deed.untold or deed.action in UNTOLD:
        return False
    return not (deed.action is Action.TAKE and before.owner is not None)


async def tell_citizen(turn: Turn, petition: Petition, deed: Deed) -> Hearing:
    """At each step, in their language; an answer is official. Tells how it gets to them."""
    reach = await citizen_of(turn.memory, petition)
    if deed.action not in SAID_ALOUD and await turn.memory.rights.is_restricted(petition.person, petition.commune):
        return await hearing_of(turn.memory, reach)  # only what the law demands is said to them
    message = await _to_citizens(turn, petition, deed)
    turn.voice.tell(
        reach, message, petition.commune, subject=petition.subject, not_before=goes_at(turn, deed.action)
    )
    return await hearing_of(turn.memory, reach)


async def tell_followers(turn: Turn, petition: Petition, deed: Deed) -> None:
    """Those who follow it, and those whose own petitions are part of it now, hear what they are waiting for."""
    if petition.kind is PetitionKind.DENUNCIATION or (
        deed.action is not Action.ANSWER and is_open(petition.status)
    ):
        return
    message = replace(await _to_citizens(turn, petition, deed), notice=None, official=False)
    followed = replace(message, text=lines(Text("citizen.followed"), message.text))
    turn.voice.tell_all(
        await turn.memory.followers.of(petition.id),
        followed,
        petition.commune,
        subject=petition.subject,
        not_before=goes_at(turn, deed.action),
    )
    for part in await turn.memory.petitions.parts_of(petition.code):
        reach = await citizen_of(turn.memory, part)
        own = await _to_citizens(turn, petition, deed, known_as=part.code)
        told = replace(
            own, text=lines(Text("citizen.part_of", code=part.code), own.text), notice=None, official=True
        )
        turn.voice.tell(reach, told, petition.commune, subject=part.subject, not_before=goes_at(turn, deed.action))


def goes_at(turn: Turn, action: Action) -> datetime | None:
    """An official answer waits a little, so that it can be taken back."""
    waits = turn.world.habits.closing.answer_waits_seconds
    return turn.now + timedelta(seconds=waits) if action in WAITS else None


async def _to_citizens(turn: Turn, petition: Petition, deed: Deed, known_as: str = "") -> Message:
    """`known_as` is the code of one whose petition is part of this one: they know no other."""
    code = known_as or petition.code
    if is_by_letter(petition.kind, deed.action):
        return _by_letter(turn, petition, deed, code)
    closes = deed.action is Action.CLOSE
    document = Text("citizen.document", document=deed.document.number) if deed.document else None
    settled = closes and is_settled(petition, await turn.memory.petitions.events(petition))
    text = Text(
        "citizen.close_settled" if settled else f"citizen.{_told_as(petition, deed)}",
        code=code,
        basis=deed.beyond,
        words=deed.words or document or "",
        body=deed.body,
        unit=await turn.memory.units.name(petition.commune, petition.unit) if petition.unit else "",
        office=await turn.memory.units.name(petition.commune, petition.office),
        commune=turn.world.commune_name(petition.commune),
        due=await _new_end(turn, petition, deed),
    )
    if document and deed.words:
        text = lines(text, document)
    if outcome_of(deed.action, petition.kind) is Outcome.TO_THE_PORTAL:
        text = lines(text, Text("citizen.portal", portal=turn.world.habits.intake.regulation_portal))
    if settled:
        text = lines(text, Text("citizen.second_complaint"))
    rows: tuple[tuple[Choice, ...], ...] = ((Choice(Text("petition.see_state"), f"t:{code}"),),)
    card = ""
    if closes and not settled:
        mark = results.mark_of(petition)
        rows, card = results.verdict_buttons(petition.code, mark) + rows, results.card(petition.code, mark)
    official = deed.action in SAID_ALOUD
    files = deed.files if official else ()
    notice = petition_notice(turn, petition, OCCASIONS[deed.action]) if official else None
    return Message(text, rows, files, card=card, protected=True, official=official, notice=notice)


def _by_letter(turn: Turn, petition: Petition, deed: Deed, code: str) -> Message:
    """That it was done, and no more: no words, no files, nothing to judge."""
    text = Text(
        f"citizen.{deed.action.value}_by_letter", code=code, commune=turn.world.commune_name(petition.commune)
    )
    state = ((Choice(Text("petition.see_state"), f"t:{code}"),),)
    notice = petition_notice(turn, petition, OCCASIONS[deed.action])
    return Message(text, state, protected=True, official=True, notice=notice)


def _told_as(petition: Petition, deed: Deed) -> str:
    """What is done to petitions in general, or what it is to this one."""
    if deed.beyond:
        return "beyond_law"
    if deed.action is Action.REFER and petition.kind is PetitionKind.REGULATION:
        return "to_portal"
    return deed.action.value


async def _new_end(turn: Turn, petition: Petition, deed: Deed) -> date | Literal[""]:
    """The last day of what was extended."""
    if deed.action is not Action.EXTEND:
        return ""
    if deed.beyond:
        return deed.extended_to or ""
    end = promised_until if deed.extended_to else lawful_until
    return await end(turn.world, turn.memory, petition) or deed.extended_to or petition.due_on


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
    officer = called(await turn.memory.people.named(deed.officer)) if deed.officer else ""
    text = Text(
        f"triage.done_{_told_as(petition, deed)}",
        code=petition.code,
        unit=unit,
        body=deed.body,
        officer=officer,
        due=await _new_end(turn, petition, deed),
    )
    if deed.action is Action.ASK and (note := await pause_note(turn.world, turn.memory, petition)):
        text = lines(text, note)
    if citizen is Hearing.BLOCKED:
        text = Text("triage.citizen_unreachable", done=text)
    if citizen is Hearing.BY_PHONE and deed.action not in SAID_ALOUD:
        citizen = Hearing.COMES  # nobody is rung up only to hear who has it now
    if citizen is Hearing.BY_PHONE:
        text = _to_telephone(turn, petition, text)
    if citizen is Hearing.LOOKED_UP and deed.action in SAID_ALOUD:
        text = Text("triage.citizen_looks_up", done=text, code=petition.code)
    if citizen not in _TOLD_BY_OFFICER and deed.files and deed.action in SAID_ALOUD and not turn.inbound.group:
        text = lines(text, Text("triage.more_files", seconds=turn.world.habits.files.settling_seconds))
    if deed.action in WAITS and citizen is Hearing.COMES:
        text = lines(text, Text("triage.waits", seconds=turn.world.habits.closing.answer_waits_seconds))
    if turn.gathered is not None:
        turn.gathered.append(text)
        return
    if turn.inbound.press_id:
        turn.toast = text
    if not turn.inbound.press_id or citizen in _TOLD_BY_OFFICER:
        turn.say(text)


_TOLD_BY_OFFICER = (Hearing.BLOCKED, Hearing.BY_PHONE)


def _to_telephone(turn: Turn, petition: Petition, done: Text) -> Text:
    """The number only where nobody else reads it."""
    if turn.inbound.group or not petition.sender_phone or not turn.may(Can.SEE_PEOPLE):
        return Text("counter.tell_them", done=done, code=petition.code)
    return Text("counter.telephone_them", done=done, phone=show_phone(petition.sender_phone))
