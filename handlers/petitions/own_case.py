"""What citizens do with their own case after it was filed: say it anew, take it back, ask how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.forms import Form, Story
from domain.language.text import Text, lines
from domain.messaging.messages import Attachment, Choice, Message, Picture
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, Action, allowed, is_open
from domain.short_forms import correct_form, sure_form
from handlers import dialogue
from handlers.clocks.clockwork import told_deadline
from handlers.office import cards
from handlers.office.aftermath import Deed
from handlers.office.casework import record
from handlers.petitions.case_files import keep_files, own_case, said_before
from handlers.turn import Refusal, Turn
from handlers.vault.protection import denounces, protect
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Event, Petition

CORRECT, WITHDRAW = "correct_case", "withdraw_case"
ASKED_AGAIN, ASKED_TO_WITHDRAW = "asked_again", "asked_to_withdraw"
"""What is no step in a petition's life, but is written down: `event.…` names it."""


def buttons(petition: Petition) -> list[list[Choice]]:
    """What its filer may do with it now."""
    can, code = allowed(petition.status, petition.kind), petition.code
    offered = [
        (Action.ADD in can, "petition.add_more", f"ta:{code}"),
        (Action.CORRECT in can, "petition.correct", f"tc:{code}"),
        (is_open(petition.status), "petition.ask_again", f"ti:{code}"),
        (_may_go(petition), "petition.withdraw", f"tw:{code}"),
    ]
    choices = [Choice(Text(key), action) for may, key, action in offered if may]
    return [choices[at : at + 2] for at in range(0, len(choices), 2)]


async def correct(turn: Turn, words: str) -> None:
    """The button *Sửa nội dung*."""
    petition = await own_case(turn, words)
    _refuse_unless(Action.CORRECT in allowed(petition.status), petition)
    await dialogue.begin(turn, CORRECT, about=petition.code)


async def withdraw(turn: Turn, words: str) -> None:
    """/rut, with a code or without, and the button *Rút ý kiến*. A khiếu nại is taken back on a signed form alone
    (Luật 136/2025/QH15; Luật Tố cáo Đ33): here it can only be asked how."""
    if not read_code(words):
        return await _which(turn)
    petition = await own_case(turn, words)
    if petition.kind in SIGNED_FORM_ONLY:
        return await _tell_of_the_form(turn, petition)
    _refuse_unless(_may_go(petition), petition)
    if await turn.memory.petitions.parts_of(petition.code):
        return await _tell_that_it_is_shared(turn, petition)
    await dialogue.begin(turn, WITHDRAW, about=petition.code)


async def ask_again(turn: Turn, words: str) -> None:
    """The button *Hỏi lại tình hình*: the office is told of it once a day, however often it is pressed."""
    petition = await own_case(turn, words)
    _refuse_unless(is_open(petition.status), petition)
    status = Text(f"status.{petition.status.value}_explained")
    said = Text("petition.asked_before", code=petition.code, status=status)
    if await _for_the_first_time_today(turn, petition, ASKED_AGAIN):
        said = Text("petition.asked_again", code=petition.code, status=status)
        due = await told_deadline(turn.world, turn.memory, petition)
        asks = Text("petition.citizen_asks_again", code=petition.code)
        parts = [asks, *([Text("petition.told_until", due=due.due_on)] if due else [])]
        await _tell_office(turn, petition, Message(lines(*parts), ((_open_button(petition),),)))
    turn.say(said)


async def _which(turn: Turn) -> None:
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    most = turn.world.habits.petitions.own_shown
    mine = await turn.memory.petitions.of_person(turn.person.id, turn.commune, most)
    going = [petition for petition in mine if _may_go(petition)]
    if not going:
        raise Refusal(Text("petition.nothing_to_withdraw"))
    rows = [[Choice(Text("petition.withdraw_code", code=one.code), f"tw:{one.code}")] for one in going]
    turn.say(Text("petition.withdraw_which"), *rows)


def _may_go(petition: Petition) -> bool:
    """A khiếu nại stands until its signed form was dealt with."""
    asks = petition.kind in SIGNED_FORM_ONLY and Action.REGISTER in allowed(petition.status, petition.kind)
    return asks or Action.WITHDRAW in allowed(petition.status)


def _refuse_unless(may: bool, petition: Petition) -> None:
    if not may:
        status = Text(f"status.{petition.status.value}")
        raise Refusal(Text("petition.not_any_more", code=petition.code, status=status))


async def _tell_of_the_form(turn: Turn, petition: Petition) -> None:
    form = turn.world.habits.intake.withdrawal_form
    turn.say(
        turn.world.reception(petition.commune, "petition.withdraw_signed"),
        attachments=(Attachment(Picture.FORM, form, f"{form}.docx"),),
        protected=True,
    )
    await _pass_on_the_wish(turn, petition)


async def _tell_that_it_is_shared(turn: Turn, petition: Petition) -> None:
    """Others' petitions were joined to it: theirs do not end because one of them has enough."""
    turn.say(Text("petition.withdraw_shared", code=petition.code))
    await _pass_on_the_wish(turn, petition)


async def _pass_on_the_wish(turn: Turn, petition: Petition) -> None:
    if await _for_the_first_time_today(turn, petition, ASKED_TO_WITHDRAW):
        told = Message(Text("petition.citizen_asks_to_withdraw", code=petition.code), ((_open_button(petition),),))
        await _tell_office(turn, petition, told)


async def _for_the_first_time_today(turn: Turn, petition: Petition, what: str) -> bool:
    """Written down if so."""
    events = await turn.memory.petitions.events(petition)
    if any(one.action == what and turn.world.today(one.at) == turn.today for one in events):
        return False
    turn.memory.petitions.note(petition, Event(turn.now, turn.person.id, what, petition.status))
    return True


async def _tell_office(turn: Turn, petition: Petition, message: Message) -> None:
    sees = await cards.who_sees(turn.world, turn.memory, petition)
    turn.voice.tell_all(sees, replace(message, protected=True), petition.commune, subject=petition.subject)


def _new_matter() -> Choice:
    return Choice(Text("petition.new_matter"), "go:phananh")


def _open_button(petition: Petition) -> Choice:
    return Choice(Text("petition.see_code", code=petition.code), f"q:{petition.code}")


async def _prepare_correct(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    petition = await own_case(turn, dialog.about)
    return lambda form: correct_form(form, petition.code, petition.story)


async def _finish_correct(turn: Turn, dialog: Dialog, story: Story) -> None:
    """The new words stand on the card; the old ones stay in the history."""
    petition = await own_case(turn, dialog.about)
    if not petition.restricted and denounces(turn, story, *await said_before(turn, petition)):
        return await protect(turn, story)
    turn.memory.petitions.reword(petition, story.words)
    changed = await record(turn, petition, Deed(Action.CORRECT, petition.story or "…"))
    files = keep_files(turn, petition, story)
    turn.say(Text("petition.corrected", code=petition.code), *buttons(changed))
    await cards.redraw(turn, changed)
    told = Message(Text("petition.citizen_corrected", code=petition.code, words=story.words), (), files)
    await _tell_office(turn, changed, told)


async def _prepare_withdraw(turn: Turn, dialog: Dialog) -> Callable[[Form], bool]:
    question = Text("petition.withdraw_sure", code=dialog.about)
    return lambda form: sure_form(form, question, Text("petition.withdraw"))


async def _finish_withdraw(turn: Turn, dialog: Dialog, sure: bool) -> None:
    petition = await own_case(turn, dialog.about)
    if not sure:
        return turn.say(Text("petition.withdraw_kept", code=petition.code), *buttons(petition))
    changed = await record(turn, petition, Deed(Action.WITHDRAW))
    turn.say(Text("citizen.withdraw", code=petition.code))
    await cards.redraw(turn, changed)
    await _tell_office(turn, changed, Message(Text("petition.citizen_withdrew", code=petition.code)))
    ended = Message(Text("petition.followed_withdrawn", code=petition.code), ((_new_matter(),),), protected=True)
    followers = await turn.memory.followers.of(petition.id)
    turn.voice.tell_all(followers, ended, petition.commune, subject=petition.subject)


dialogue.register(CORRECT, dialogue.Dialogue(_prepare_correct, _finish_correct))
dialogue.register(WITHDRAW, dialogue.Dialogue(_prepare_withdraw, _finish_withdraw))
