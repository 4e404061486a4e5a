"""Where the citizen of a petition is spoken to, and how what is said there gets to them."""

from __future__ import annotations

from enum import StrEnum

from storage.memory import Memory
from storage.people import Reach
from storage.petitions import Petition


class Hearing(StrEnum):
    """How what the office says gets to the citizen."""

    COMES = "comes"
    LOOKED_UP = "looked up"  # nothing rings: they read it when they look
    BLOCKED = "blocked"


async def citizen_of(memory: Memory, petition: Petition) -> Reach:
    """Where they are reached first; if nowhere, where the petition came from."""
    at = await memory.people.reach_person(petition.person, petition.commune) or petition.at
    return Reach(at, in_group=False, language=petition.language, person=petition.person)


async def hearing_of(memory: Memory, citizen: Reach) -> Hearing:
    if not await memory.people.is_reachable(citizen.at):
        return Hearing.BLOCKED
    return Hearing.COMES if await memory.accounts.pushes(citizen.at) else Hearing.LOOKED_UP
