"""`/hoantac`: taking back one's own last action on a case, as long as nothing else happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from domain.language.text import Text, lines
from domain.messaging.messages import Choice, Message
from domain.petitions.actions import UNDO, needs
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import Action, NotAllowed, Status, undone
from handlers.buttons import row_id
from handlers.office import cards
from handlers.office.aftermath import Deed
from handlers.office.case_finding import by_code
from handlers.office.casework import record
from handlers.office.triage import find_case
from handlers.petitions.case_files import MORE
from handlers.turn import Refusal, Turn
from storage.petitions.petition import Event, Petition
from storage.petitions.undoing import Step

_LISTED_FIRST = frozenset({Action.JOIN, Action.SPLIT, Action.CLOSE})
"""Whose undoing is shown before it is done."""


async def undo(turn: Turn, words: str) -> None:
    """`/hoantac`, `/hoantac <mã>`, or under a card: what this officer did last, with that case or with any."""
    steps = await _last_steps(turn, words)
    if any(step.action in _LISTED_FIRST for step in steps):
        sure = [Choice(Text("undo.sure"), f"hu:{steps[0].id}", "danger")]
        return turn.say(lines(Text("undo.will_be"), *map(_listed, reversed(steps))), sure)
    await _take_back(turn, steps)


async def press(turn: Turn, rest: str) -> None:
    """*Hoàn tác* under what was listed: `<first step>`; only if that is still what they did last."""
    number = row_id(rest)
    steps = await _last_steps(turn, "", number)
    if steps[0].id != number:
        raise Refusal(Text("form.button_is_old"))
    await _take_back(turn, steps)


async def _last_steps(turn: Turn, words: str, number: int | None = None) -> list[Step]:
    """All of one turn. Raises `Refusal` where there is nothing that can still be taken back."""
    petition = (await find_case(turn, words))[0] if read_code(words) or turn.inbound.reply_to else None
    of = petition.id if petition else None
    steps = await turn.memory.undoing.last(turn.commune, turn.person.id, of, number)
    minutes = turn.world.habits.closing.undo_minutes
    if not steps or turn.now > steps[0].at + timedelta(minutes=minutes):
        raise Refusal(Text("undo.nothing", minutes=minutes))
    return steps


async def _take_back(turn: Turn, steps: Sequence[Step]) -> None:
    about = steps[0].about
    cases = []
    for _, of_case in groupby(
        sorted(steps, key=lambda step: (step.petition, step.id)), lambda step: step.petition
    ):
        cases.append(await _put_back(turn, tuple(of_case)))
    await _drop_waiting_files(turn)
    turn.memory.undoing.taken_back(about)
    withdrawn = await turn.memory.recall.take_back(about)
    corrected = await _correct(turn, about)
    for petition in cases:
        await cards.redraw(turn, petition)
    _confirm(turn, steps, withdrawn, corrected)


async def _put_back(turn: Turn, steps: Sequence[Step]) -> Petition:
    """One case as it was before the first of these."""
    petition = await by_code(turn, steps[0].code)  # hidden by themselves, say: whoever may see it takes that back
    if petition.version != steps[-1].version:
        raise Refusal(Text("undo.changed_since", code=steps[0].code))
    if not all(turn.may(capability) for step in steps if (capability := needs(step.action))):
        raise Refusal(Text("error.not_yours"))
    before = _status_before(petition, steps)
    if not await turn.memory.petitions.change(petition, steps[0].restored(petition)):
        raise Refusal(Text("triage.changed_meanwhile", code=petition.code))
    turn.memory.clocks.put_back(petition.id, steps[0].clocks_before)
    turn.memory.undoing.stands_again(petition.id, steps[0].version - 1, petition.version + 1)
    for step in steps:
        turn.memory.petitions.note(petition, Event(turn.now, turn.person.id, UNDO, before))
        await turn.note(f"petition {step.action.value} undone", petition.subject)
    await _join_parts_again(turn, petition, steps)
    await _parts_come_back(turn, petition)
    return await turn.memory.petitions.by_code(petition.code) or petition


def _status_before(petition: Petition, steps: Sequence[Step]) -> Status:
    status = petition.status
    try:
        for step in reversed(steps):
            status = undone(step.action, step.status_before, status)
    except NotAllowed:
        raise Refusal(Text("undo.changed_since", code=petition.code)) from None
    return status


async def _join_parts_again(turn: Turn, petition: Petition, steps: Sequence[Step]) -> None:
    """A part that was split off has a code that somebody may hold: it leads to the whole again. Raises `Refusal`
    where somebody works on it already."""
    if not any(step.action is Action.SPLIT for step in steps):
        return
    for part in await turn.memory.petitions.split_from(petition.code, since=steps[0].at):
        if part.version > 1:
            raise Refusal(Text("undo.changed_since", code=part.code))
        await record(turn, part, Deed(Action.JOIN, makes=lambda one: replace(one, part_of=petition.code)))
    turn.memory.undoing.taken_back(turn.voice.about)


async def _parts_come_back(turn: Turn, petition: Petition) -> None:
    """Those that had been joined to it went along to the main case; their history tells whose they are."""
    for part in await turn.memory.petitions.parts_of(petition.part_of) if petition.part_of else ():
        joined = [one for one in await turn.memory.petitions.events(part) if one.action == Action.JOIN.value]
        if part.code != petition.code and joined and petition.code in joined[-1].words:
            await turn.memory.petitions.change(part, replace(part, part_of=petition.code))


async def _drop_waiting_files(turn: Turn) -> None:
    """Further pictures no longer follow what was taken back."""
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.sender or "")
    if dialog and dialog.form == MORE:
        turn.memory.dialogs.end(turn.inbound.at, turn.inbound.sender or "")


async def _correct(turn: Turn, about: str) -> int:
    """One sentence to whoever has heard already. Tells to how many."""
    told = set()
    for subject, reach in await turn.memory.recall.reached_by(about):
        petition = await turn.memory.petitions.by_code(subject.removeprefix("petition:"))
        if petition is None or reach.at in told:
            continue
        told.add(reach.at)
        text = Text(
            "citizen.undone",
            code=petition.code,
            commune=turn.world.commune_name(petition.commune),
            status=Text(f"status.{petition.status.value}"),
        )
        turn.voice.tell(reach, Message(text, protected=True), petition.commune, subject=petition.subject)
    return len(told)


def _confirm(turn: Turn, steps: Sequence[Step], withdrawn: int, corrected: int) -> None:
    parts = [Text("undo.done"), *map(_listed, reversed(steps))]
    if withdrawn:
        parts.append(Text("undo.withdrawn"))
    if corrected:
        parts.append(Text("undo.corrected"))
    turn.say(lines(*parts))


def _listed(step: Step) -> Text:
    return Text("undo.step", code=step.code, action=Text(f"event.{step.action.value}"))
