"""`/tracuu`: how a petition stands, for whoever holds its code."""

from __future__ import annotations

from collections.abc import Callable, Collection

from domain.codes import read_code
from domain.forms import Form
from domain.messages import Choice
from domain.petitions import Action, Status, allowed
from domain.short_forms import look_up_form
from domain.text import Text, lines, verbatim
from handlers import claiming, dialogue, results
from handlers.clockwork import told_deadline
from handlers.said import said_to_citizen
from handlers.turn import Refusal, Turn
from handlers.world import World
from storage.dialogs import Dialog
from storage.memory import Memory
from storage.petitions import Petition

FORM = "look_up"


async def look_up(turn: Turn, words: str) -> None:
    """With a code: its state. Without: the person's own latest ones, or the question for the code."""
    if words:
        return await show_state(turn, words)
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    most = turn.world.habits.petitions.own_shown
    mine = await turn.memory.petitions.of_person(turn.person.id, turn.commune, most)
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
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    petition = await _petition(turn.memory, words, served)
    if petition is None:
        raise Refusal(Text("petition.no_such_code"))
    shown = [await _state(turn.world, turn.memory, petition)]
    if petition.person == turn.person.id and not turn.inbound.group:
        shown += await _said_to_citizen(turn, petition)
    turn.say(lines(*shown), *_own_buttons(turn, petition), *claiming.offered(turn, petition))


async def state_for_anybody(world: World, memory: Memory, words: str, communes: Collection[str]) -> Text | None:
    """How it stands, as much as whoever holds its code may know. None where these communes have no such code."""
    petition = await _petition(memory, words, communes)
    return await _state(world, memory, petition) if petition else None


async def _petition(memory: Memory, words: str, communes: Collection[str]) -> Petition | None:
    code = read_code(words)
    petition = await memory.petitions.by_code(code) if code else None
    return petition if petition and petition.commune in communes else None


async def _state(world: World, memory: Memory, petition: Petition) -> Text:
    state = Text(
        "petition.state",
        code=petition.code,
        commune=world.commune_name(petition.commune),
        kind=Text(f"kind.{petition.kind.value}"),
        at=petition.received_at,
        status=Text(f"status.{petition.status.value}_explained"),
    )
    due = await told_deadline(world, memory, petition)
    if due is None:
        return state
    return lines(state, Text("petition.receipt_due", due=due.due_on, basis=world.national.basis(due.clock)))


async def _said_to_citizen(turn: Turn, petition: Petition) -> list[Text]:
    """Only the filer sees what was said; others who hold the code see only the state."""
    return [
        Text("petition.event_open", at=event.at, action=Text(f"event.{event.action}"), words=verbatim(event.words))
        for event in said_to_citizen(
            await turn.memory.petitions.events(petition),
            turn.now,
            turn.world.habits.closing.answer_waits_seconds,
        )
    ]


def _own_buttons(turn: Turn, petition: Petition) -> list[list[Choice]]:
    if turn.inbound.group or petition.person != turn.person.id:
        return []
    if petition.status is Status.CLOSED:
        return [list(row) for row in results.verdict_buttons(petition.code, str(petition.version))]
    if Action.ADD not in allowed(petition.status):
        return []
    return [[Choice(Text("petition.add_more"), f"ta:{petition.code}")]]


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return look_up_form


async def _finish(turn: Turn, dialog: Dialog, code: str) -> None:
    await show_state(turn, code)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, no_sentences=True))
