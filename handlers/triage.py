"""What officers do with a petition, by command, by button, or in reply to its card."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from domain.codes import read_code
from domain.forms import Form, Reply, Story
from domain.messages import Choice
from domain.names import find_named, the_one_named
from domain.people import Can
from domain.petitions import Action, Status
from domain.short_forms import action_form, closing_form
from domain.text import Text, verbatim
from handlers import cards, dialogue
from handlers.aftermath import Deed, confirm
from handlers.case_files import keep_files
from handlers.casework import carry_out, status_after
from handlers.topics import case_here
from handlers.turn import Refusal, Turn
from storage.dialogs import Dialog
from storage.petitions import Petition

FORM = "triage"
_DOCUMENT_NUMBER = re.compile(r"\d+\s*/\s*[A-ZĐ]")


async def take(turn: Turn, words: str) -> None:
    petition, _ = await find_case(turn, words)
    await _take(turn, petition)


async def _take(turn: Turn, petition: Petition) -> None:
    """Taking what one has already changes nothing."""
    deed = Deed(Action.TAKE)
    if petition.status is Status.TAKEN and petition.owner == turn.person.id:
        return await confirm(turn, petition, deed)
    await carry_out(turn, petition, deed)


async def forward(turn: Turn, words: str) -> None:
    """`/chuyen <mã> <đơn vị>`; without a unit, or with one that might be several, asks which."""
    petition, rest = await find_case(turn, words)
    units = await _other_units(turn, petition)
    meant = the_one_named(rest, units) if rest else None
    if meant is None:
        return _ask_unit(turn, petition, {unit: units[unit] for unit in find_named(rest, units)} or units)
    await carry_out(turn, petition, Deed(Action.FORWARD, unit=meant))


async def ask(turn: Turn, words: str) -> None:
    await _say_or_ask(turn, words, Action.ASK)


async def answer(turn: Turn, words: str) -> None:
    await _say_or_ask(turn, words, Action.ANSWER)


async def close(turn: Turn, words: str) -> None:
    """Closing takes what was done and what shows it; a line with a document's number, or with a photo, has
    both."""
    petition, rest = await find_case(turn, words)
    if rest and (_DOCUMENT_NUMBER.search(rest) or turn.inbound.files):
        await carry_out(turn, petition, _deed(turn, petition, Action.CLOSE, _said(turn, rest)))
        return
    if turn.inbound.group:
        raise Refusal(Text("triage.close_in_one_line", code=petition.code))
    await _begin(turn, petition, Action.CLOSE, rest)


async def note(turn: Turn, words: str) -> None:
    await _say_or_ask(turn, words, Action.NOTE)


async def guide(turn: Turn, words: str) -> None:
    """Told the right form, place or body."""
    await _say_or_ask(turn, words, Action.GUIDE)


async def reject(turn: Turn, words: str) -> None:
    """Not dealt with, for a reason told."""
    await _say_or_ask(turn, words, Action.REJECT)


async def reopen(turn: Turn, words: str) -> None:
    await _say_or_ask(turn, words, Action.REOPEN)


async def open_case(turn: Turn, words: str) -> None:
    petition, _ = await find_case(turn, words, Can.SEE_QUEUE)
    await cards.show(turn, petition)


async def press(turn: Turn, rest: str) -> None:
    """A button on a card: `<code>:<action>:<row version>`. In a group words are said in reply to the card."""
    code, name, version = [*rest.split(":"), "", ""][:3]
    petition, _ = await find_case(turn, code)
    if str(petition.version) != version:
        return await _show_anew(turn, petition)
    if name not in {action.value for action in cards.BUTTONS}:
        raise Refusal(Text("form.button_is_old"))
    action = Action(name)
    if action is Action.TAKE:
        await _take(turn, petition)
    elif action is Action.FORWARD:
        await forward(turn, code)
    elif turn.inbound.group:
        turn.toast = Text(f"triage.how_to_{action.value}")
    else:
        await _begin(turn, petition, action, "")


async def press_unit(turn: Turn, rest: str) -> None:
    """The unit to forward to: `<code>:<row version>:<unit>`."""
    code, version, unit = [*rest.split(":"), "", ""][:3]
    petition, _ = await find_case(turn, code)
    if str(petition.version) != version:
        return await _show_anew(turn, petition)
    if unit not in await _other_units(turn, petition):
        raise Refusal(Text("form.button_is_old"))
    await carry_out(turn, petition, Deed(Action.FORWARD, unit=unit))


async def _show_anew(turn: Turn, petition: Petition) -> None:
    """The button was of a card that no longer holds: somebody was faster, or a newer one stands below."""
    turn.toast = Text("triage.changed_meanwhile", code=petition.code)
    await (cards.redraw if turn.inbound.group else cards.show)(turn, petition)


async def reply_under_card(turn: Turn, card: str) -> None:
    """What is said under a card without a command stays in the office. A leader's word counts too."""
    petition, _ = await find_case(turn, card.removeprefix("petition:"), Can.SEE_QUEUE)
    await carry_out(turn, petition, _deed(turn, petition, Action.NOTE, _said(turn, turn.inbound.text)))


async def find_case(turn: Turn, words: str, needs: Can = Can.TRIAGE) -> tuple[Petition, str]:
    """The petition that the words name, or under whose card they were said, and the other words. Raises `Refusal`
    as if it did not exist where it is another commune's, or restricted and not for this person or place."""
    token = next((token for token in words.split() if read_code(token)), "")
    code = read_code(token) if token else await _code_of_card(turn)
    if not code or not turn.may(needs):
        raise Refusal(Text("triage.which_code" if turn.may(needs) else "error.not_yours"))
    petition = await turn.memory.petitions.by_code(code)
    hidden = (
        petition is not None and petition.restricted and (turn.inbound.group or not turn.may(Can.SEE_RESTRICTED))
    )
    if petition is None or petition.commune != turn.commune or hidden:
        raise Refusal(Text("petition.no_such_code"))
    return petition, words.replace(token, "", 1).strip() if token else words.strip()


async def _code_of_card(turn: Turn) -> str | None:
    heard = turn.inbound
    card = await turn.memory.outbox.card_of_message(heard.at, heard.reply_to) if heard.reply_to else None
    if card and card.startswith("petition:"):
        return read_code(card.removeprefix("petition:"))
    return await case_here(turn) or None


async def _say_or_ask(turn: Turn, words: str, action: Action) -> None:
    petition, rest = await find_case(turn, words)
    if rest:
        await carry_out(turn, petition, _deed(turn, petition, action, _said(turn, rest)))
    elif turn.inbound.group:
        raise Refusal(Text(f"triage.how_to_{action.value}"))
    else:
        await _begin(turn, petition, action, "")


async def _begin(turn: Turn, petition: Petition, action: Action, words: str) -> None:
    """Asks for words only where the action can be done with them."""
    status_after(petition, action)
    await dialogue.begin(turn, FORM, about=f"{petition.code}/{action.value}", words=words)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], tuple[Story, str]]:
    code, _, action = dialog.about.partition("/")
    if action == Action.CLOSE.value:
        return lambda form: closing_form(form, code)
    question = Text(f"triage.what_{action}", code=code)
    return lambda form: (action_form(form, question), "")


async def _finish(turn: Turn, dialog: Dialog, result: tuple[Story, str]) -> None:
    code, _, action = dialog.about.partition("/")
    petition, _ = await find_case(turn, code)
    story, proof = result
    words = f"{story.words}\n{proof}".strip()
    await carry_out(turn, petition, _deed(turn, petition, Action(action), Story(words, story.files)))


def _said(turn: Turn, words: str) -> Story:
    return Story().and_also(Reply(words=words, files=turn.inbound.files))


def _deed(turn: Turn, petition: Petition, action: Action, story: Story) -> Deed:
    """With its files kept for the case."""
    return Deed(action, story.words, keep_files(turn, petition, story))


async def _other_units(turn: Turn, petition: Petition) -> dict[str, str]:
    """Id → name of every unit but the office that has the petition."""
    units = await turn.memory.units.all(turn.commune)
    return {unit.id: unit.name for unit in units if unit.id != petition.office}


def _ask_unit(turn: Turn, petition: Petition, units: Mapping[str, str]) -> None:
    rows = [
        [Choice(verbatim(name), f"pu:{petition.code}:{petition.version}:{unit}")] for unit, name in units.items()
    ]
    turn.say(Text("triage.which_unit", code=petition.code), *rows)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
