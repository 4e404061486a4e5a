"""`/tracuu`: how a petition stands, for whoever holds its code."""

from __future__ import annotations

from collections.abc import Callable, Collection

from domain.forms import Form
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Choice
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import Action, Status
from domain.short_forms import look_up_form
from handlers import dialogue
from handlers.clocks.clockwork import told_deadline
from handlers.petitions import claiming, own_case, results
from handlers.petitions.told import is_by_letter, may_be_rated, said_to_citizen
from handlers.turn import Refusal, Turn
from handlers.vault.vault_state import own_sealed_buttons, sealed_state, sealed_state_for
from handlers.world import World
from storage.memory import Memory
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Event, Petition

FORM = "look_up"
_SAID_TO_ALL = frozenset({Action.ANSWER, Action.GUIDE, Action.REJECT, Action.CLOSE})


async def look_up(turn: Turn, words: str) -> None:
    """With a code: its state. Without: the person's own latest ones, or the question for the code."""
    if words:
        return await show_state(turn, words)
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    most = turn.world.habits.petitions.own_shown
    mine = await turn.memory.petitions.of_person(turn.person.id, turn.commune, most)
    followed = await _followed(turn)
    if not (mine or followed):
        return await dialogue.begin(turn, FORM)
    listed = [Text("petition.own"), *map(_line, mine)] if mine else []
    if followed:
        listed += [Text("petition.followed_ones"), *map(_line, followed)]
    rows = [[Choice(Text("petition.see_code", code=one.code), f"t:{one.code}")] for one in (*mine, *followed)]
    turn.say(lines(*listed), *rows)


def _line(petition: Petition) -> Text:
    return Text(
        "petition.own_line",
        code=petition.code,
        kind=Text(f"kind.{petition.kind.value}"),
        at=petition.received_at,
        status=Text(f"status.{petition.status.value}"),
    )


async def show_state(turn: Turn, words: str) -> None:
    """Raises `Refusal` where the words hold no code of ours. A code filed with another commune on an account of
    that commune alone does not exist here."""
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    petition = await _petition(turn.memory, words, served)
    if petition is None and (state := await sealed_state_for(turn, words, served)):
        return turn.say(state, *await own_sealed_buttons(turn, words))
    if petition is None:
        raise Refusal(Text("petition.no_such_code"))
    shown = [await _state(turn.world, turn.memory, petition)]
    if petition.person == turn.person.id and not turn.inbound.group:
        shown += await _said_to_citizen(turn, petition)
    turn.say(lines(*shown), *await _buttons(turn, petition), *claiming.offered(turn, petition))


async def state_for_anybody(world: World, memory: Memory, words: str, communes: Collection[str]) -> Text | None:
    """How it stands, as much as whoever holds its code may know. None where these communes have no such code."""
    petition = await _petition(memory, words, communes)
    if petition is None:
        return await sealed_state(world, memory, words, communes)
    return await _state(world, memory, petition)


async def _petition(memory: Memory, words: str, communes: Collection[str]) -> Petition | None:
    code = read_code(words)
    petition = await memory.petitions.by_code(code) if code else None
    return petition if petition and petition.commune in communes else None


async def _whole(memory: Memory, petition: Petition) -> Petition:
    """Itself, or the case to which it was joined and whose end is its end."""
    main = await memory.petitions.by_code(petition.part_of) if petition.part_of else None
    return main or petition


async def _state(world: World, memory: Memory, petition: Petition) -> Text:
    whole = await _whole(memory, petition)
    state = Text(
        "petition.state",
        code=petition.code,
        commune=world.commune_name(petition.commune),
        kind=Text(f"kind.{petition.kind.value}"),
        at=petition.received_at,
        status=Text(f"status.{whole.status.value}_explained"),
    )
    joined = [Text("status.joined_explained")] if whole is not petition else []
    due = await told_deadline(world, memory, whole)
    basis = world.basis(petition.commune, due.clock) if due else ""
    until = [Text("petition.receipt_due", due=due.due_on, basis=basis)] if due else []
    return lines(state, *joined, *until)


async def _said_to_citizen(turn: Turn, petition: Petition) -> list[Text]:
    """Only the filer sees what was said; others who hold the code see only the state. Where it was joined, what was
    answered to all of them stands there too, and nothing that another of them said."""
    whole = await _whole(turn.memory, petition)
    said = await _said_of(turn, petition)
    if whole is not petition:
        said += [event for event in await _said_of(turn, whole) if event.action in _SAID_TO_ALL]
    return [
        Text("petition.event_open", at=event.at, action=Text(f"event.{event.action}"), words=verbatim(event.words))
        for event in said
    ]


async def _said_of(turn: Turn, petition: Petition) -> list[Event]:
    events = await turn.memory.petitions.events(petition)
    said = said_to_citizen(events, turn.now, turn.world.habits.closing.answer_waits_seconds)
    return [one for one in said if not is_by_letter(petition.kind, one.action)]


async def _buttons(turn: Turn, petition: Petition) -> list[list[Choice]]:
    if turn.inbound.group:
        return []
    if petition.person == turn.person.id:
        return [*await _verdicts(turn, await _whole(turn.memory, petition)), *own_case.buttons(petition)]
    followed = await turn.memory.followers.follows(petition.id, turn.person.id)
    return [[Choice(Text("petition.unfollow"), f"tf:{petition.code}")]] if followed else []


async def _verdicts(turn: Turn, petition: Petition) -> list[list[Choice]]:
    """Whether it is done, as long as that was not said, and is theirs to say."""
    if petition.status is not Status.CLOSED:
        return []
    if not may_be_rated(petition, await turn.memory.petitions.events(petition)):
        return []
    return [list(row) for row in results.verdict_buttons(petition.code, results.mark_of(petition))]


async def _followed(turn: Turn) -> list[Petition]:
    most = turn.world.habits.intake.followed_shown
    codes = await turn.memory.followers.codes_followed(turn.person.id, turn.commune, most)
    found = [await turn.memory.petitions.by_code(code) for code in codes]
    return [petition for petition in found if petition]


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return look_up_form


async def _finish(turn: Turn, dialog: Dialog, code: str) -> None:
    await show_state(turn, code)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, no_sentences=True))
