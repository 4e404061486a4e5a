"""Who may open what is sealed: those named, else the leaders; never anybody whom it may concern, nor whom they named.

A person with a conflict of interest is dealt with as if the record did not exist (Luật Tố cáo Đ9, Đ56).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime
from typing import TypeAlias

from domain.language.text import Text
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can
from domain.vault.conflicts import concerns
from domain.vault.records import Contents, State
from handlers.turn import Acting, Turn
from handlers.vault.sealing import contents_of
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.people.people import Reach
from storage.privacy.vault import Reader, Record

Allowed: TypeAlias = Callable[[Turn, Record], Awaitable[bool]]


async def readers(memory: Memory, commune: str) -> list[Reader]:
    """Those named, else the leaders, who answer for themselves."""
    named = await memory.vault.readers(commune)
    return named or [Reader(leader, leader) for leader in await memory.vault.leaders(commune)]


async def is_reader(turn: Turn) -> bool:
    return any(one.person == turn.person.id for one in await readers(turn.memory, turn.commune))


async def permitted(world: World, memory: Memory, record: Record, contents: Contents) -> list[int]:
    """The persons who may open it. None: it belongs to the level above."""
    return [
        one.person
        for one in await readers(memory, record.commune)
        if not await _concerned(world, memory, record, contents, {one.person, one.named_by})
    ]


async def free_leaders(world: World, memory: Memory, record: Record, contents: Contents) -> list[int]:
    """The leaders whom it does not concern."""
    leaders = await memory.vault.leaders(record.commune)
    return [leader for leader in leaders if not await _concerned(world, memory, record, contents, {leader})]


async def may_open(turn: Turn, record: Record) -> bool:
    if record.state is State.HELD:
        return False
    return turn.person.id in await permitted(turn.world, turn.memory, record, contents_of(turn.world, record))


async def may_see_log(turn: Turn, record: Record) -> bool:
    """Whoever may open it, and the leaders whom it does not concern."""
    if await may_open(turn, record):
        return True
    if record.state is State.HELD or not turn.may(Can.NAME_READERS):
        return False
    contents = contents_of(turn.world, record)
    return not await _concerned(turn.world, turn.memory, record, contents, {turn.person.id})


async def _concerned(
    world: World, memory: Memory, record: Record, contents: Contents, people: Collection[int]
) -> bool:
    """Whether it concerns one of them. Nobody who no longer works here may read either."""
    for person in people:
        who = await memory.vault.suspect(record.commune, person)
        if who is None or concerns(contents.accusing, who, world.national.vault):
            return True
    return False


async def tell_sealed(turn: Acting, record: Record, people: Iterable[int]) -> None:
    """Code, day and field: no more."""
    field = turn.world.national.field_name(record.field)
    text = Text("vault.notice", code=record.code, on=record.received_on, field=field or Text("vault.no_field"))
    await _tell(
        turn,
        record.commune,
        people,
        Message(text, ((Choice(Text("vault.open"), f"no:{record.code}"),),), protected=True),
    )


async def tell_opened(turn: Turn, record: Record, contents: Contents, text: Text) -> None:
    """The leaders hear of every opening; of a leader's own, the others who may open it too."""
    leaders = await turn.memory.vault.leaders(record.commune)
    others = await permitted(turn.world, turn.memory, record, contents) if turn.person.id in leaders else []
    free = await free_leaders(turn.world, turn.memory, record, contents)
    log = Choice(Text("vault.log_button"), f"nl:{record.code}")
    await _tell(
        turn, record.commune, {*free, *others} - {turn.person.id}, Message(text, ((log,),), protected=True)
    )


async def tell_exported(world: World, memory: Memory, record: Record, contents: Contents, now: datetime) -> None:
    """As of an opening: whoever has the machine has not asked the leaders."""
    voice = Voice(memory, now, f"exported:{record.code}:{now.isoformat()}")
    log = Choice(Text("vault.log_button"), f"nl:{record.code}")
    message = Message(Text("vault.was_exported", code=record.code, at=now), ((log,),), protected=True)
    for leader in await free_leaders(world, memory, record, contents):
        reach = await reach_alone(memory, leader, record.commune)
        if reach:
            voice.tell(reach, message, record.commune)


async def reach_alone(memory: Memory, person: int, commune: str) -> Reach | None:
    """In their own chat, never in a group."""
    at = await memory.people.reach_person(person, commune)
    return Reach(at, False, await memory.people.language(person), person) if at else None


async def _tell(turn: Acting, commune: str, people: Iterable[int], message: Message) -> None:
    for person in sorted(people):
        reach = await reach_alone(turn.memory, person, commune)
        if reach:
            turn.voice.tell(reach, message, commune)
