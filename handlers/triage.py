"""What officers do with a petition, by command, by button, or in reply to its card. Every change goes through
`carry_out`: permission, the table of transitions, the row's version, the history, the citizen, the cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.codes import read_code
from domain.forms import Form, Reply, Story
from domain.messages import Attachment, Choice, Message
from domain.names import find_named
from domain.people import Can
from domain.petitions import Action, NotAllowed, Status, after, is_open
from domain.short_forms import action_form, closing_form
from domain.text import Text, verbatim
from handlers import cards, dialogue
from handlers.case_files import TO_CITIZEN, TO_OFFICE, keep_files, wait_for_album
from handlers.turn import Refusal, Turn
from storage.dialogs import Dialog
from storage.people import Reach
from storage.petitions import Event, Petition

FORM = "triage"
_DOCUMENT_NUMBER = re.compile(r"\d+\s*/\s*[A-ZĐ]")
_SAID_ALOUD = frozenset({Action.ASK, Action.ANSWER, Action.GUIDE, Action.REJECT, Action.CLOSE})
"""What the citizen hears with the officer's own words."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One action with all that goes with it."""

    action: Action
    words: str = ""
    files: tuple[Attachment, ...] = ()
    unit: str = ""


async def take(turn: Turn, words: str) -> None:
    petition, _ = await find_case(turn, words)
    await _take(turn, petition)


async def _take(turn: Turn, petition: Petition) -> None:
    """Taking what one has already changes nothing."""
    deed = Deed(Action.TAKE)
    if petition.status is Status.TAKEN and petition.owner == turn.person.id:
        return await _confirm(turn, petition, deed, reached=True)
    await carry_out(turn, petition, deed)


async def forward(turn: Turn, words: str) -> None:
    """`/chuyen <mã> <đơn vị>`; without a unit, or with one that might be several, asks which."""
    petition, rest = await find_case(turn, words)
    units = {unit.id: unit.name for unit in await turn.memory.units.all(turn.commune)}
    found = find_named(rest, units) if rest else []
    if len(found) != 1:
        return await _ask_unit(turn, petition, found or list(units))
    await carry_out(turn, petition, Deed(Action.FORWARD, unit=found[0]))


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
        await cards.redraw(turn, petition)
        raise Refusal(Text("triage.changed_meanwhile", code=petition.code))
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
        raise Refusal(Text("triage.changed_meanwhile", code=petition.code))
    if unit not in {one.id for one in await turn.memory.units.all(turn.commune)}:
        raise Refusal(Text("form.button_is_old"))
    await carry_out(turn, petition, Deed(Action.FORWARD, unit=unit))


async def reply_under_card(turn: Turn, card: str) -> None:
    """What is said under a card without a command stays in the office."""
    petition, _ = await find_case(turn, card.removeprefix("petition:"))
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
    if not turn.inbound.reply_to:
        return None
    card = await turn.memory.outbox.card_of_message(turn.inbound.at, turn.inbound.reply_to)
    return read_code(card.removeprefix("petition:")) if card and card.startswith("petition:") else None


async def carry_out(turn: Turn, petition: Petition, deed: Deed) -> Petition:
    """Does it, or raises `Refusal`: not allowed now, or somebody else was faster."""
    try:
        status = after(petition.status, deed.action)
    except NotAllowed:
        state = Text(f"status.{petition.status.value}")
        raise Refusal(Text("triage.not_now", code=petition.code, status=state)) from None
    owner = turn.person.id if deed.action is Action.TAKE else petition.owner
    unit = deed.unit or petition.unit
    if not await turn.memory.petitions.change(
        petition, status, still_open=is_open(status), unit=unit, owner=owner
    ):
        raise Refusal(Text("triage.changed_meanwhile", code=petition.code))
    if not is_open(status):
        turn.memory.petitions.close(petition, turn.now)
    heard = "citizen" if deed.action in _SAID_ALOUD else "office"
    happened = Event(turn.now, turn.person.id, deed.action.value, status, deed.words, heard)
    turn.memory.petitions.note(petition, happened)
    changed = await turn.memory.petitions.by_code(petition.code) or petition
    await cards.redraw(turn, changed)
    await _tell_unit(turn, changed, deed)
    reached = await _tell_citizen(turn, changed, deed) if _is_news(petition, deed) else True
    await _confirm(turn, changed, deed, reached=reached)
    await turn.note(f"petition {deed.action.value}", petition.subject)
    await wait_for_album(turn, changed, TO_CITIZEN if deed.action in _SAID_ALOUD else TO_OFFICE)
    return changed


def _is_news(before: Petition, deed: Deed) -> bool:
    """Whether the citizen hears of it: not of notes, nor of one officer taking over from another."""
    return deed.action is not Action.NOTE and not (deed.action is Action.TAKE and before.status is Status.TAKEN)


async def _tell_citizen(turn: Turn, petition: Petition, deed: Deed) -> bool:
    """At each step, in their language; an answer is official. False where they no longer take messages."""
    text = Text(
        f"citizen.{deed.action.value}",
        code=petition.code,
        words=deed.words,
        unit=await turn.memory.units.name(petition.commune, petition.unit) if petition.unit else "",
        office=turn.plan.unit(petition.office).name,
        commune=turn.world.commune_name(petition.commune),
    )
    rows = ((Choice(Text("petition.see_state"), f"t:{petition.code}"),),)
    official = deed.action in _SAID_ALOUD
    files = deed.files if official else ()
    message = Message(text, rows, files, protected=True, official=official)
    reach = Reach(petition.at, in_group=False, language=petition.language, person=petition.person)
    turn.voice.tell(reach, message, petition.commune, subject=petition.subject)
    return await turn.memory.people.is_reachable(petition.at)


async def _tell_unit(turn: Turn, petition: Petition, deed: Deed) -> None:
    """The unit it was forwarded to, unless it is not for everybody there."""
    if deed.action is not Action.FORWARD:
        return
    reached = await turn.memory.people.reach_unit(turn.commune, deed.unit)
    files = cards.attachments(await turn.memory.files.of(petition.subject))
    text = Text(
        "triage.forwarded_to_you",
        code=petition.code,
        office=turn.plan.unit(petition.office).name,
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


async def _confirm(turn: Turn, petition: Petition, deed: Deed, *, reached: bool) -> None:
    unit = await turn.memory.units.name(turn.commune, petition.unit) if petition.unit else ""
    text = Text(f"triage.done_{deed.action.value}", code=petition.code, unit=unit)
    if not reached:
        text = Text("triage.citizen_unreachable", done=text)
    if turn.inbound.press_id:
        turn.toast = text
    if not turn.inbound.press_id or not reached:
        turn.say(text)


async def _say_or_ask(turn: Turn, words: str, action: Action) -> None:
    petition, rest = await find_case(turn, words)
    if rest:
        await carry_out(turn, petition, _deed(turn, petition, action, _said(turn, rest)))
    elif turn.inbound.group:
        raise Refusal(Text(f"triage.how_to_{action.value}"))
    else:
        await _begin(turn, petition, action, "")


async def _begin(turn: Turn, petition: Petition, action: Action, words: str) -> None:
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


async def _ask_unit(turn: Turn, petition: Petition, units: list[str]) -> None:
    names = {unit.id: unit.name for unit in await turn.memory.units.all(turn.commune)}
    rows = [[Choice(verbatim(names[unit]), f"pu:{petition.code}:{petition.version}:{unit}")] for unit in units]
    turn.say(Text("triage.which_unit", code=petition.code), *rows)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
