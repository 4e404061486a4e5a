"""A case that many saw becomes one for few: what stands of it before the others is taken back as far as the messenger
lets us, and what follows from it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from domain.language.text import Text
from domain.messaging.messages import Former, Message, Recall
from domain.petitions.flags import Flag
from handlers.figures.hot_spots import leave_hot_spot
from handlers.office import cards
from handlers.turn import Acting
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.messaging.recall import Case, Stood
from storage.petitions.petition import Petition


async def hide(turn: Acting, petition: Petition) -> bool:
    """Before it is restricted: cards blanked, whatever else shows something of it removed or withdrawn, its topic
    closed, its followers gone, its hot spot told anew without it. Whether anything had been said of it."""
    hidden = replace(petition, restricted=True)
    day = turn.world.today(petition.received_at)
    case = Case(petition.commune, petition.code, day, petition.person)
    turn.memory.recall.withdraw(case)
    await cards.blank(turn, hidden)
    await cards.close_topics(turn, petition)
    turn.memory.followers.forget(petition.id)
    turn.memory.nudges.forget(petition.code)
    taken_back = await _take_back(turn, hidden, case)
    await leave_hot_spot(turn, petition)
    return taken_back


async def _take_back(turn: Acting, petition: Petition, case: Case) -> bool:
    standing = await turn.memory.recall.standing(case)
    for place, letters in standing:
        if await cards.may_stand(turn.world, turn.memory, petition, place.at):
            continue
        card = await turn.memory.cards.message(place.at, petition.card)
        former = [part for one in letters for part in _former(one, card[0] if card else "")]
        turn.voice.tell(place, _recall(petition.code, former), petition.commune)
    return bool(standing)


async def take_back_late(world: World, memory: Memory, now: datetime) -> None:
    """What was under way when its case was hidden."""
    for commune, code, place, letter in await memory.recall.arrived_late():
        petition = await memory.petitions.by_code(code)
        if petition is None or not await cards.may_stand(world, memory, petition, place.at):
            voice = Voice(memory, now, f"late:{place.at}:{' '.join(letter.ids)}")
            voice.tell(place, _recall(code, _former(letter, "")), commune)


def _recall(code: str, former: Iterable[Former]) -> Message:
    asks = Text("petition.remove_yourselves", code=code)
    return Message(Text("petition.taken_back", code=code), protected=True, takes_back=Recall(tuple(former), asks))


def _former(one: Stood, card: str) -> Iterator[Former]:
    """`card` is the message that was blanked, wherever a message can be."""
    said = Text("petition.stood", what=Text(f"petition.stood_{one.sort.value}"), at=one.at)
    rest = tuple(number for number in one.ids if number != card)
    if rest:
        yield Former(rest, said)
    if len(rest) < len(one.ids):
        yield Former((card,), said, edited=True)


def unwatched(petition: Petition) -> Petition:
    return replace(petition, flags=petition.flags - {Flag.HOT_SPOT})
