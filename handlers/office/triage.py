"""What officers do with a petition, by command, by button, or in reply to its card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from domain.forms import Form, Story
from domain.language.text import Text
from domain.people.roles import Can
from domain.petitions.closing import lacking
from domain.petitions.lifecycle import Action, Status
from domain.petitions.triage_forms import files_form
from handlers import dialogue
from handlers.office import cards
from handlers.office.aftermath import Deed, confirm
from handlers.office.case_finding import find_case as find_case
from handlers.office.case_finding import say_how
from handlers.office.casework import carry_out, status_after
from handlers.office.parting import split_off
from handlers.office.passing_on import refer_to
from handlers.office.said import FORM, begin_words, deed_of, prepare, said
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog

ATTACH = "attach"


async def take(turn: Turn, words: str) -> None:
    """Taking what one has already changes nothing."""
    petition, _ = await find_case(turn, words)
    deed = Deed(Action.TAKE)
    if petition.status is Status.TAKEN and petition.owner == turn.person.id:
        return await confirm(turn, petition, deed)
    await carry_out(turn, petition, deed)


async def resume(turn: Turn, words: str) -> None:
    """After tạm đình chỉ; what it says goes to the citizen."""
    petition, rest = await find_case(turn, words)
    await carry_out(turn, petition, deed_of(turn, petition, Action.RESUME, said(turn, rest)))


async def release(turn: Turn, words: str) -> None:
    """Lets in what was set apart as part of a flood."""
    petition, _ = await find_case(turn, words, Can.GUARD)
    await carry_out(turn, petition, Deed(Action.RELEASE))
    await cards.show(turn, petition)


async def close(turn: Turn, words: str) -> None:
    """Closing takes what was done and what shows it; a line with a document's number, or with a photo, has
    both."""
    petition, rest = await find_case(turn, words)
    if lacking(rest, pictures=len(turn.inbound.files)) is None:
        await carry_out(turn, petition, deed_of(turn, petition, Action.CLOSE, said(turn, rest)))
        return
    if turn.inbound.group:
        raise Refusal(Text("triage.close_in_one_line", code=petition.code))
    await begin_words(turn, petition, Action.CLOSE, rest)


async def _say_or_ask(turn: Turn, words: str, *, action: Action) -> None:
    petition, rest = await find_case(turn, words)
    if rest:
        await carry_out(turn, petition, deed_of(turn, petition, action, said(turn, rest)))
    else:
        say_how(turn, action)
        await begin_words(turn, petition, action)


ask = partial(_say_or_ask, action=Action.ASK)
answer = partial(_say_or_ask, action=Action.ANSWER)
note = partial(_say_or_ask, action=Action.NOTE)
guide = partial(_say_or_ask, action=Action.GUIDE)  # told the right form, place or body
give_back = partial(_say_or_ask, action=Action.RETURN)  # the form, for a reason told
reject = partial(_say_or_ask, action=Action.REJECT)  # not dealt with, for a reason told
keep = partial(_say_or_ask, action=Action.KEEP)
inspect = partial(_say_or_ask, action=Action.INSPECT)
reopen = partial(_say_or_ask, action=Action.REOPEN)


async def attach(turn: Turn, words: str) -> None:
    """`/dinhkem <mã>` under a file, or the file afterwards."""
    petition, rest = await find_case(turn, words)
    if turn.inbound.files:
        await carry_out(turn, petition, deed_of(turn, petition, Action.ATTACH, said(turn, rest)))
        return
    status_after(petition, Action.ATTACH)
    say_how(turn, Action.ATTACH)
    await dialogue.begin(turn, ATTACH, about=petition.code)


async def open_case(turn: Turn, words: str) -> None:
    petition, _ = await find_case(turn, words, Can.SEE_QUEUE)
    await cards.show(turn, petition)


async def reply_under_card(turn: Turn, card: str) -> None:
    """What is said under a card without a command stays in the office. A leader's word counts too."""
    petition, _ = await find_case(turn, card.removeprefix("petition:"), Can.SEE_QUEUE)
    await carry_out(turn, petition, deed_of(turn, petition, Action.NOTE, said(turn, turn.inbound.text)))


async def _finish(turn: Turn, dialog: Dialog, result: tuple[Story, str]) -> None:
    code, _, name = dialog.about.partition("/")
    action = Action(name)
    petition, _ = await find_case(turn, code)
    story, proof = result
    if action is Action.SPLIT:
        return await split_off(turn, petition, story.words)
    if action is Action.REFER:
        return await refer_to(turn, petition, story.words)
    words = f"{story.words}\n{proof}".strip()
    await carry_out(turn, petition, deed_of(turn, petition, action, Story(words, story.files)))


async def _prepare_files(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return lambda form: files_form(form, dialog.about)


async def _finish_files(turn: Turn, dialog: Dialog, story: Story) -> None:
    petition, _ = await find_case(turn, dialog.about)
    await carry_out(turn, petition, deed_of(turn, petition, Action.ATTACH, story))


dialogue.register(FORM, dialogue.Dialogue(prepare, _finish))
dialogue.register(ATTACH, dialogue.Dialogue(_prepare_files, _finish_files))
