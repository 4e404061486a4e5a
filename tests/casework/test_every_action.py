"""Every action in every state, for every kind, by everybody: the tables' answer and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest

from domain.document_number import DocumentNumber
from domain.people.roles import Can, Member, Role, may
from domain.petitions.actions import WITH_DOCUMENT, needs
from domain.petitions.lifecycle import Action, NotAllowed, PetitionKind, Status, after, fits
from handlers.office.aftermath import Deed
from handlers.office.casework import record
from handlers.turn import Refusal, Turn
from storage.database import Database
from storage.memory import Memory
from storage.petitions.petition import Petition
from tests.casework.office import COMMUNE, NOW, petition, turn_of

REFUSED = ("error.not_yours", "triage.not_now")
PAPER = DocumentNumber("12/TB-UBND", NOW.date())
STANDS = [(status, kind) for status in Status for kind in PetitionKind]
WHO: dict[str, tuple[Role, ...]] = {
    "nobody": (),
    "unit": (Role.STAFF, Role.HEAD, Role.COLLECTOR),
    "admin": (Role.ADMIN,),
    "leader": (Role.LEADER,),
    "officer": (Role.OFFICER,),
    "chief": (Role.CHIEF,),
}


@pytest.mark.parametrize("who", WHO)
async def test_the_tables_alone_decide(database: Database, who: str) -> None:
    async with database.transaction() as memory:
        await memory.people.welcome(turn_of(memory, ()).inbound.at, "1", "Đ/c Oai", "vi", NOW)
        kept = [await _kept(memory, number, *stand) for number, stand in enumerate(STANDS)]
    for one in kept:
        async with database.transaction() as memory:
            turn = turn_of(memory, WHO[who])
            wrong = await _wrong(turn, one)
        assert wrong == [], (who, one.status, one.kind)


async def _kept(memory: Memory, number: int, status: Status, kind: PetitionKind) -> Petition:
    one = petition(number, kind, status)
    return one.with_id(await memory.petitions.file(one))


async def _wrong(turn: Turn, one: Petition) -> list[tuple[Action, str]]:
    """The actions that did not do what the tables say, with what they did."""
    wrong = []
    for action in Action:
        answer = ""
        with suppress(_TakenBack):
            async with turn.memory.savepoint("try"):
                answer = await _answer(turn, one, action)
                raise _TakenBack
        if answer != _expected(turn, one, action):
            wrong.append((action, answer))
    return wrong


class _TakenBack(Exception):
    """What was tried leaves nothing behind."""


async def _answer(turn: Turn, one: Petition, action: Action) -> str:
    """Where it led, or why it was refused. What led somewhere is refused to whoever still sees it as it was."""
    if action in WITH_DOCUMENT:
        assert await _refusal(turn, one, Deed(action)) in ("triage.needs_document", *REFUSED)
    deed = Deed(action, "lời", document=PAPER if action in WITH_DOCUMENT else None)
    try:
        changed = await record(turn, one, deed)
    except Refusal as refusal:
        return refusal.text.key
    kept = await turn.memory.petitions.by_code(one.code)
    assert kept == changed
    assert (kept.version, [event.action for event in await turn.memory.petitions.events(kept)]) == (2, [action])
    assert await _refusal(turn, one, deed) == "triage.changed_meanwhile"
    return changed.status.value


async def _refusal(turn: Turn, one: Petition, deed: Deed) -> str:
    with pytest.raises(Refusal) as refused:
        await record(turn, one, deed)
    return refused.value.text.key


def _expected(turn: Turn, one: Petition, action: Action) -> str:
    """The right first, so that nobody learns how a petition stands."""
    capability = needs(action)
    if capability and not may(turn.members, COMMUNE, capability):
        return "error.not_yours"
    if not fits(one.kind, action):
        return "triage.not_now"
    try:
        return after(one.status, action).value
    except NotAllowed:
        return "triage.not_now"


def test_who_may_do_what() -> None:
    """An officer does everything; a leader notes, others do nothing of the office's."""
    offices = [action for action in Action if needs(action)]
    roles = {who: [a for a in offices if _may(who, needs(a))] for who in WHO}
    assert roles["nobody"] == roles["unit"] == roles["admin"] == []
    assert roles["leader"] == [Action.NOTE]
    assert roles["chief"] == roles["officer"] == offices


def _may(who: str, what: Can | None) -> bool:
    return what is not None and may([Member(COMMUNE, "van-phong", role) for role in WHO[who]], COMMUNE, what)
