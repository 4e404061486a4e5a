"""Passing a petition on: to an officer (giao), to another unit (chuyển), to another body (chuyển cơ quan khác)."""

from __future__ import annotations

from collections.abc import Mapping

from domain.document_number import part_document
from domain.language.names import find_named, the_one_named
from domain.language.text import Text, verbatim
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can, Member, may
from domain.petitions.lifecycle import Action, PetitionKind
from handlers.buttons import row_id
from handlers.office.aftermath import Deed
from handlers.office.case_finding import find_case, pressed, say_how
from handlers.office.casework import carry_out, status_after
from handlers.office.said import begin_words
from handlers.turn import Refusal, Turn
from handlers.vault.conflicts import is_concerned
from storage.people.people import Reach
from storage.petitions.petition import Petition


async def assign(turn: Turn, words: str) -> None:
    """`/giao <mã> <cán bộ>`; without a name, or with one that might be several, asks who."""
    petition, rest = await find_case(turn, words)
    status_after(petition, Action.ASSIGN)
    officers = await _officers(turn, petition)
    meant = the_one_named(rest, officers) if rest else None
    if meant is not None:
        return await _give(turn, petition, int(meant))
    offered = {one: officers[one] for one in find_named(rest, officers)} or officers
    if not offered:
        raise Refusal(Text("triage.nobody_to_assign", code=petition.code))
    rows = [[_button("pg", petition, one, name)] for one, name in offered.items()]
    turn.say(Text("triage.which_officer", code=petition.code), *rows)


async def press_officer(turn: Turn, rest: str) -> None:
    """`<code>:<row version>:<person>`."""
    petition, which = await pressed(turn, rest)
    if petition is None:
        return
    if which not in await _officers(turn, petition):
        raise Refusal(Text("form.button_is_old"))
    await _give(turn, petition, row_id(which))


async def _officers(turn: Turn, petition: Petition) -> dict[str, str]:
    """Person → name of everybody who may work on it; on what is restricted, only who may see it."""
    needs = Can.SEE_RESTRICTED if petition.restricted else Can.TRIAGE
    found: dict[str, str] = {}
    for seat in await turn.memory.handovers.seats(turn.commune):
        held = [Member(turn.commune, seat.unit, role) for role in seat.roles]
        if not (may(held, turn.commune, Can.TRIAGE) and may(held, turn.commune, needs)):
            continue
        if not await is_concerned(turn.world, turn.memory, petition, seat.person):
            found[str(seat.person)] = seat.name
    return found


async def _give(turn: Turn, petition: Petition, officer: int) -> None:
    changed = await carry_out(turn, petition, Deed(Action.ASSIGN, officer=officer))
    at = await turn.memory.people.reach_person(officer, turn.commune)
    if at is None or officer == turn.person.id:
        return
    language = await turn.memory.people.language(officer)
    told = Text("triage.assigned_to_you", code=changed.code, name=turn.person.name)
    message = Message(told, ((Choice(verbatim(changed.code), f"q:{changed.code}"),),), protected=True)
    turn.voice.tell(Reach(at, False, language, officer), message, turn.commune, subject=changed.subject)


async def forward(turn: Turn, words: str) -> None:
    """`/chuyen <mã> <đơn vị>`; without a unit, or with one that might be several, asks which: first the one that is
    proposed for the field."""
    petition, rest = await find_case(turn, words)
    status_after(petition, Action.FORWARD)
    units = await _other_units(turn, petition)
    meant = the_one_named(rest, units) if rest else None
    if meant is not None:
        return await _forward(turn, petition, meant)
    _ask_unit(turn, petition, {unit: units[unit] for unit in find_named(rest, units)} or units)


async def press_unit(turn: Turn, rest: str) -> None:
    """The unit to forward to: `<code>:<row version>:<unit>`."""
    petition, unit = await pressed(turn, rest)
    if petition is None:
        return
    if unit not in await _other_units(turn, petition):
        raise Refusal(Text("form.button_is_old"))
    await _forward(turn, petition, unit)


async def _forward(turn: Turn, petition: Petition, unit: str) -> None:
    await carry_out(turn, petition, Deed(Action.FORWARD, unit=unit))


async def _other_units(turn: Turn, petition: Petition) -> dict[str, str]:
    """Id → name of every unit but the office that has the petition."""
    units = await turn.memory.units.all(turn.commune)
    return {unit.id: unit.name for unit in units if unit.id != petition.office}


def _ask_unit(turn: Turn, petition: Petition, units: Mapping[str, str]) -> None:
    proposed = _proposed(turn, petition, units)
    order = sorted(units, key=lambda unit: unit not in proposed)
    rows = [[_button("pu", petition, unit, units[unit], first=unit in proposed)] for unit in order]
    turn.say(Text("triage.which_unit", code=petition.code), *rows)


def _proposed(turn: Turn, petition: Petition, units: Mapping[str, str]) -> set[str]:
    """The units that the nation's table proposes for the field, under whichever of its names this commune has them."""
    fields = turn.world.national.suggestions.fields
    named = next((field.unit for field in fields if field.code == petition.field), "")
    names = {fold(name) for name in named.split(" / ")}
    return {unit for unit, name in units.items() if fold(name) in names}


async def refer(turn: Turn, words: str) -> None:
    """`/chuyendi <mã> <cơ quan> [số văn bản]`: the bot names the form, the officer writes it."""
    petition, rest = await find_case(turn, words)
    if petition.kind is PetitionKind.COMPLAINT:
        raise Refusal(Text("triage.complaint_is_guided", code=petition.code))
    status_after(petition, Action.REFER)
    if not part_document(rest, turn.today)[1]:
        say_how(turn, Action.REFER)
        return await begin_words(turn, petition, Action.REFER)
    await refer_to(turn, petition, rest)


async def refer_to(turn: Turn, petition: Petition, words: str) -> None:
    """The words name the body, and perhaps the document with which it went there."""
    document, body = part_document(words, turn.today)
    await carry_out(turn, petition, Deed(Action.REFER, body=body, document=document))
    turn.say(Text(f"triage.paper_to_refer_{petition.kind.value}", code=petition.code, body=body))


def _button(what: str, petition: Petition, which: str, name: str, *, first: bool = False) -> Choice:
    return Choice(verbatim(name), f"{what}:{petition.code}:{petition.version}:{which}", "primary" if first else "")
