"""`/vaoso`: what the registers want to know of a đơn, taken from what officers say anyway, asked once, or said at any
time."""

from __future__ import annotations

from collections.abc import Iterator

from domain.language.text import Text, lines
from domain.messaging.messages import Choice
from domain.petitions.findings import NOTHING, SAYS_WHY, Findings, read_findings, told_in
from domain.petitions.registers import is_masked
from handlers.office.aftermath import Deed
from handlers.office.case_finding import find_case
from handlers.turn import Refusal, Turn
from handlers.vault.protection import keep_out
from storage.petitions.petition import Petition

_ANSWERS = ("yes", "no")


async def note_down(turn: Turn, words: str) -> None:
    """`/vaoso <mã>` tells what stands there; `/vaoso <mã> không đủ điều kiện; bên bị: …` says it. Raises `Refusal` for a
    case of which the register says nothing, and in a group for a name."""
    petition, rest = await find_case(turn, words)
    if _is_masked(petition):
        raise Refusal(Text("registers.masked", code=petition.code))
    found, puzzling = read_findings(rest)
    if puzzling:
        raise Refusal(lines(Text("registers.not_understood", words=puzzling), Text("registers.note_how")))
    if found.against and turn.inbound.group:
        raise Refusal(Text("form.privately"))
    keep_out(turn, rest)
    kept = (await turn.memory.findings.of(petition.id) or NOTHING).and_also(found)
    if found == NOTHING:
        return turn.say(lines(*_told(petition, kept, in_group=turn.inbound.group), Text("registers.note_how")))
    await _keep(turn, petition, kept)
    turn.say(lines(*_told(petition, kept, in_group=turn.inbound.group)))


async def press(turn: Turn, rest: str) -> None:
    """`<code>:<yes|no>`: *Đủ điều kiện*, *Không đủ*."""
    code, _, answer = rest.partition(":")
    petition, _ = await find_case(turn, code)
    if answer not in _ANSWERS or _is_masked(petition):
        raise Refusal(Text("form.button_is_old"))
    known = await turn.memory.findings.of(petition.id) or NOTHING
    await _keep(turn, petition, known.and_also(Findings(meets=answer == "yes")))
    turn.toast = Text(f"registers.meets_{answer}")
    turn.say(lines(Text("registers.noted", code=petition.code), turn.toast))


async def take_from(turn: Turn, petition: Petition, deed: Deed) -> None:
    """What the words of a deed say of it; asks for the rest, once, where a form on paper is answered so."""
    if deed.action not in SAYS_WHY or _is_masked(petition):
        return
    before = await turn.memory.findings.of(petition.id)
    found = told_in(deed.words)
    if found != NOTHING:
        return await _keep(turn, petition, (before or NOTHING).and_also(found))
    if before is None and turn.gathered is None and await _has_form(turn, petition):
        turn.memory.findings.keep(petition.id, NOTHING)
        answers = [Choice(Text(f"registers.meets_{one}"), f"dk:{petition.code}:{one}") for one in _ANSWERS]
        turn.say(Text("registers.ask_meets", code=petition.code), answers)


async def _has_form(turn: Turn, petition: Petition) -> bool:
    """A message has no conditions to meet."""
    if petition.source == "paper":
        return True
    return any(event.action == "register" for event in await turn.memory.petitions.events(petition))


async def _keep(turn: Turn, petition: Petition, found: Findings) -> None:
    turn.memory.findings.keep(petition.id, found)
    await turn.note("petition findings", petition.subject)


def _is_masked(petition: Petition) -> bool:
    return is_masked(petition.kind, restricted=petition.restricted)


def _told(petition: Petition, found: Findings, *, in_group: bool) -> Iterator[Text]:
    yield Text("registers.noted" if found != NOTHING else "registers.nothing_noted", code=petition.code)
    if found.meets is not None:
        yield Text("registers.meets_yes" if found.meets else "registers.meets_no")
    if found.competent is not None:
        yield Text("registers.competent_yes" if found.competent else "registers.competent_no")
    if found.against:
        yield Text("registers.against", name=Text("registers.not_here") if in_group else found.against)
    if found.settled:
        yield Text("registers.settled", name=found.settled)
