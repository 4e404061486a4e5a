"""Where the citizen of a petition is spoken to, and how what is said there gets to them."""

from __future__ import annotations

from enum import StrEnum

from domain.language.naming import called
from domain.language.phones import show_phone
from domain.language.text import Text
from domain.people.roles import Can
from domain.petitions.petition_known import Identity
from handlers.turn import Turn
from storage.memory import Memory
from storage.people.people import Reach
from storage.petitions.petition import Petition


class Hearing(StrEnum):
    """How what the office says gets to the citizen."""

    COMES = "comes"
    LOOKED_UP = "looked up"  # nothing rings: they read it when they look
    BLOCKED = "blocked"
    BY_PHONE = "by phone"  # has no chat: came to the counter, telephoned, or wrote on paper


async def citizen_of(memory: Memory, petition: Petition) -> Reach:
    """Where they are reached first; if nowhere, where the petition came from."""
    at = await memory.people.reach_person(petition.person, petition.commune) or petition.at
    return Reach(at, in_group=False, language=petition.language, person=petition.person)


async def hearing_of(memory: Memory, citizen: Reach) -> Hearing:
    if not citizen.at.channel:
        return Hearing.BY_PHONE
    if not await memory.people.is_reachable(citizen.at):
        return Hearing.BLOCKED
    return Hearing.COMES if await memory.accounts.pushes(citizen.at) else Hearing.LOOKED_UP


async def filer_of(turn: Turn, petition: Petition) -> Text:
    """Their name, unless nobody is to know them."""
    return filer(await turn.memory.people.named(petition.person), nameless=petition.identity == Identity.NOBODY)


def filer(name: str, *, nameless: bool) -> Text:
    return Text("petition.nameless") if nameless else called(name)


def sender_of(turn: Turn, petition: Petition) -> list[Text]:
    """What is on record about whom it is from, but for the name, which the card has: for those who may see people,
    and never in a group."""
    if turn.inbound.group or not turn.may(Can.SEE_PEOPLE) or petition.identity == Identity.NOBODY:
        return []
    told = (
        ("address", petition.sender_address),
        ("phone", show_phone(petition.sender_phone)),
        ("paper", petition.sender_paper),
    )
    return [Text(f"counter.on_card_{what}", words=words) for what, words in told if words]
