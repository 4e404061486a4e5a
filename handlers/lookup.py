"""`/tracuu`: how a petition stands, for whoever holds its code; and what citizens add to their own case."""

from __future__ import annotations

from collections.abc import Callable

from domain.codes import read_code
from domain.forms import Form, Reply, Story
from domain.messages import Attachment, Choice, Message, Picture
from domain.petitions import Action, NotAllowed, Status, after
from domain.short_forms import look_up_form
from domain.text import Text, lines, verbatim
from handlers import cards, dialogue
from handlers.turn import Refusal, Turn
from storage.dialogs import Dialog
from storage.files import reference_of
from storage.petitions import Event, Petition

FORM = "look_up"


async def look_up(turn: Turn, words: str) -> None:
    """With a code: its state. Without: the person's own latest ones, or the question for the code."""
    if words:
        return await show_state(turn, words)
    own = await turn.memory.petitions.of_person(turn.person.id, turn.world.habits.petitions.own_shown)
    mine = [petition for petition in own if petition.commune == turn.commune]
    if not mine:
        return await dialogue.begin(turn, FORM)
    listed = [
        Text(
            "petition.own_line",
            code=petition.code,
            kind=Text(f"kind.{petition.kind.value}"),
            at=petition.received_at,
            status=Text(f"status.{petition.status.value}"),
        )
        for petition in mine
    ]
    rows = [[Choice(Text("petition.see_code", code=petition.code), f"t:{petition.code}")] for petition in mine]
    turn.say(lines(Text("petition.own"), *listed), *rows)


async def show_state(turn: Turn, words: str) -> None:
    """Raises `Refusal` where the words hold no code of ours. A code filed with another commune on an account of
    that commune alone does not exist here."""
    petition = await _petition(turn, words)
    shown = [
        Text(
            "petition.state",
            code=petition.code,
            commune=turn.world.commune_name(petition.commune),
            kind=Text(f"kind.{petition.kind.value}"),
            at=petition.received_at,
            status=Text(f"status.{petition.status.value}_explained"),
        )
    ]
    if petition.due_clock and petition.status not in (Status.CLOSED, Status.CONFIRMED):
        basis = turn.world.national.basis(petition.due_clock)
        shown.append(Text("petition.receipt_due", due=petition.due_on, basis=basis))
    if petition.person == turn.person.id:
        shown += await _said_to_citizen(turn, petition)
    turn.say(lines(*shown), *_own_buttons(turn, petition))


async def _petition(turn: Turn, words: str) -> Petition:
    code = read_code(words)
    petition = await turn.memory.petitions.by_code(code) if code else None
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    if petition is None or petition.commune not in served:
        raise Refusal(Text("petition.no_such_code"))
    return petition


async def _said_to_citizen(turn: Turn, petition: Petition) -> list[Text]:
    """Only the filer sees what was said; others who hold the code see only the state."""
    return [
        Text("petition.event_open", at=event.at, action=Text(f"event.{event.action}"), words=verbatim(event.words))
        for event in await turn.memory.petitions.events(petition)
        if event.open_to == "citizen" and event.words
    ]


def _own_buttons(turn: Turn, petition: Petition) -> list[list[Choice]]:
    if petition.person != turn.person.id or petition.status not in (Status.ANSWERED, Status.CLOSED):
        return []
    return [[Choice(Text("petition.add_more"), f"ta:{petition.code}")]]


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return look_up_form


async def _finish(turn: Turn, dialog: Dialog, code: str) -> None:
    await show_state(turn, code)


async def hear_reply(turn: Turn, petition: Petition) -> None:
    """What a citizen says while the office waits for their answer lands in the case."""
    heard = turn.inbound
    story = Story().and_also(Reply(words=heard.text, files=heard.files, pin=heard.pin))
    await _into_case(turn, petition, Action.REPLY, story)


async def _into_case(turn: Turn, petition: Petition, action: Action, story: Story) -> None:
    try:
        status = after(petition.status, action)
    except NotAllowed:
        raise Refusal(Text("petition.cannot_add", code=petition.code)) from None
    await turn.memory.petitions.change(petition, status, still_open=True, unit=petition.unit, owner=petition.owner)
    words = story.words or (f"{story.pin.latitude:.5f}, {story.pin.longitude:.5f}" if story.pin else "")
    turn.memory.petitions.note(
        petition, Event(turn.now, turn.person.id, action.value, status, words, open_to="citizen")
    )
    for file in story.files:
        turn.memory.files.attach(
            petition.commune, petition.subject, file, turn.inbound.at, turn.now, restricted=petition.restricted
        )
    turn.say(
        Text("petition.reply_landed", code=petition.code),
        [Choice(Text("petition.new_matter"), "go:phananhmoi")],
    )
    await _tell_office(turn, petition, words, story)


async def _tell_office(turn: Turn, petition: Petition, words: str, story: Story) -> None:
    now = await turn.memory.petitions.by_code(petition.code)
    if now is None:
        return
    await cards.redraw(turn, now)
    text = Text("petition.citizen_replied", code=petition.code, words=words or "…")
    files = tuple(
        Attachment(Picture.STORED, reference_of(petition.subject, file), file.name, file.medium)
        for file in story.files
    )
    message = Message(text, attachments=files, protected=True)
    turn.voice.tell_all(await cards.who_sees(turn.memory, petition), message, petition.commune)
    await turn.note("citizen replied", petition.subject)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
