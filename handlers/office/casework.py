"""Doing something to a petition. Every change goes through `carry_out`: permission, the table of transitions, the
clocks, the row's version, the history, who hears of it, the cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from domain.clocks.limits import Case
from domain.language.text import Text
from domain.petitions.actions import UNTOLD, WITH_DOCUMENT, needs
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action, NotAllowed, Status, after, fits, is_open
from domain.petitions.outcomes import outcome_of
from handlers.clocks.clockwork import with_clocks
from handlers.office import cards, findings
from handlers.office.aftermath import (
    SAID_ALOUD,
    Deed,
    confirm,
    goes_at,
    is_news,
    tell_citizen,
    tell_followers,
    tell_unit,
)
from handlers.petitions.case_files import TO_CITIZEN, TO_OFFICE, wait_for_files
from handlers.petitions.citizens import Hearing
from handlers.turn import Refusal, Turn
from handlers.vault.protection import spare_the_case
from storage.petitions.petition import Event, Petition

_NO_ANSWER = frozenset({Action.ASK, Action.REFER, Action.ACCEPT, Action.EXTEND, Action.SUSPEND, Action.RESUME})
"""Citizens hear of these, and wait on."""


async def carry_out(turn: Turn, petition: Petition, deed: Deed) -> Petition:
    """Does it and tells everybody whom it concerns. Raises `Refusal`: not theirs, not allowed now, without its
    document, or somebody else was faster."""
    changed = await record(turn, petition, deed)
    await tell_unit(turn, changed, deed)
    citizen = Hearing.COMES
    if is_news(petition, deed):
        citizen = await tell_citizen(turn, changed, deed)
        await tell_followers(turn, changed, deed)
    if turn.gathered is None:  # else once, at the end
        await cards.redraw(turn, changed)  # behind the letter to the citizen, of which it tells
    await confirm(turn, changed, deed, citizen)
    await findings.take_from(turn, changed, deed)
    to = TO_CITIZEN if deed.action in SAID_ALOUD else TO_OFFICE
    await wait_for_files(turn, changed, to, goes_at=goes_at(turn, deed.action))
    return changed


async def record(turn: Turn, petition: Petition, deed: Deed) -> Petition:
    """Does it, and no more: nobody is told. Raises as `carry_out`."""
    action = deed.action
    capability = needs(action)
    if capability is not None and not turn.may(capability):
        raise Refusal(Text("error.not_yours"))
    spare_the_case(turn, petition, action, deed.words, deed.body, *(file.name for file in deed.files))
    status = status_after(petition, action)
    if action in WITH_DOCUMENT and deed.document is None:
        raise Refusal(Text("triage.needs_document", code=petition.code))
    clocks = await turn.memory.clocks.of(petition.id)
    changed = await with_clocks(
        turn,
        petition,
        _changed(turn, petition, deed, status),
        action,
        since=_since(turn, deed),
        extended_to=deed.extended_to,
        only_if=deed.only_if,
    )
    if not await turn.memory.petitions.change(petition, changed):
        raise Refusal(Text("triage.changed_meanwhile", code=petition.code))
    if action not in CITIZENS_ACTIONS:
        turn.memory.undoing.keep(
            petition, clocks, person=turn.person.id, about=turn.voice.about, at=turn.now, action=action
        )
    turn.memory.petitions.note(petition, _event(turn, deed, status))
    await turn.note(f"petition {action.value}", petition.subject)
    return await turn.memory.petitions.by_code(petition.code) or changed


def status_after(petition: Petition, action: Action) -> Status:
    """Raises `Refusal` where this cannot be done to it, or not now."""
    try:
        if not fits(petition.kind, action):
            raise NotAllowed(petition.status, action)
        return after(petition.status, action)
    except NotAllowed:
        state = Text(f"status.{petition.status.value}")
        raise Refusal(Text("triage.not_now", code=petition.code, status=state)) from None


def _changed(turn: Turn, petition: Petition, deed: Deed, status: Status) -> Petition:
    owner = {Action.TAKE: turn.person.id, Action.ASSIGN: deed.officer}.get(deed.action, petition.owner)
    outcome = outcome_of(deed.action, petition.kind)
    answers = deed.action in SAID_ALOUD and deed.action not in _NO_ANSWER
    over = petition.closed_at if not is_open(petition.status) else turn.now
    return deed.makes(
        replace(
            petition,
            status=status,
            owner=owner,
            case=Case.ORDINARY
            if deed.action is Action.ACCEPT
            else petition.case,  # settling has its own decisions
            unit=deed.unit or petition.unit,
            outcome=outcome.value if outcome else petition.outcome,
            part_of="" if deed.action is Action.REOPEN else petition.part_of,
            answered_at=petition.answered_at or (turn.now if answers else None),
            closed_at=None if is_open(status) else over,
        )
    )


def _since(turn: Turn, deed: Deed) -> datetime:
    """A signed document starts its clock on its own day."""
    on = deed.document.on if deed.document else None
    if on is None or on == turn.today:
        return turn.now
    return datetime.combine(on, time(), turn.world.zone)


def _event(turn: Turn, deed: Deed, status: Status) -> Event:
    return Event(
        at=turn.now,
        actor=turn.person.id,
        action=deed.action.value,
        status=status,
        words=deed.kept or deed.words,
        open_to="citizen" if deed.action in CITIZENS_ACTIONS | SAID_ALOUD - UNTOLD else "office",
        document=deed.document.number if deed.document else "",
        document_on=deed.document.on if deed.document else None,
    )
