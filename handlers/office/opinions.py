"""A unit to which a petition was forwarded says what it found: a note for the office, never for the citizen."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form, Story
from domain.language.naming import called
from domain.language.text import Text
from domain.messaging.messages import Message
from domain.people.roles import Can
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import Action
from domain.short_forms import action_form
from handlers import dialogue
from handlers.office import cards
from handlers.petitions.case_files import TO_OFFICE, keep_files, wait_for_files
from handlers.turn import Refusal, Turn
from handlers.vault.protection import spare_the_case
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Event, Petition

FORM = "opinion"


async def give_opinion(turn: Turn, words: str) -> None:
    """The button under a forwarded petition, or `/ykien <mã>`."""
    petition = await _forwarded_to_me(turn, words)
    if turn.inbound.group:
        raise Refusal(Text("opinion.privately", code=petition.code))
    await dialogue.begin(turn, FORM, about=petition.code)


async def _forwarded_to_me(turn: Turn, words: str) -> Petition:
    code = read_code(words)
    petition = await turn.memory.petitions.by_code(code) if code else None
    if petition is None or petition.commune != turn.commune or petition.restricted:
        raise Refusal(Text("petition.no_such_code"))
    if petition.unit not in turn.units(Can.HAND_IN):
        raise Refusal(Text("petition.no_such_code"))
    return petition


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return lambda form: action_form(form, Text("opinion.what", code=dialog.about))


async def _finish(turn: Turn, dialog: Dialog, story: Story) -> None:
    petition = await _forwarded_to_me(turn, dialog.about)
    spare_the_case(turn, petition, Action.NOTE, story.words, *(file.name for file in story.files))
    happened = Event(turn.now, turn.person.id, Action.NOTE.value, petition.status, story.words)
    turn.memory.petitions.note(petition, happened)
    files = keep_files(turn, petition, story)
    unit = await turn.memory.units.name(turn.commune, petition.unit)
    text = Text("opinion.given", code=petition.code, unit=unit, name=called(turn.person.name), words=story.words)
    shelves = cards.shelves(turn.world, petition, turn.now)
    message = Message(text, attachments=files, protected=True, shelves=shelves)
    sees = await cards.who_sees(turn.world, turn.memory, petition)
    turn.voice.tell_all(sees, message, turn.commune, subject=petition.subject)
    turn.say(Text("opinion.passed_on", code=petition.code))
    await turn.note("opinion given", petition.subject)
    await wait_for_files(turn, petition, TO_OFFICE)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
