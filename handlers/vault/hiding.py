"""A case that many saw becomes one for few: what stands of it before the others is taken back as far as the messenger
lets us, and what follows from it ends."""

from __future__ import annotations

from dataclasses import replace

from domain.language.text import Text
from domain.messaging.messages import Former, Message, Recall
from domain.petitions.flags import Flag
from handlers.figures.hot_spots import leave_hot_spot
from handlers.office import cards
from handlers.turn import Turn
from storage.messaging.recall import Case, Stood
from storage.petitions.petition import Petition


async def hide(turn: Turn, petition: Petition) -> bool:
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


async def _take_back(turn: Turn, petition: Petition, case: Case) -> bool:
    standing = await turn.memory.recall.standing(case)
    for place, letters in standing:
        card = await turn.memory.cards.message(place.at, petition.card)
        former = tuple(_former(one, card[0] if card else "") for one in letters)
        former = tuple(one for one in former if one.ids)
        if former and not await cards.may_stand(turn.world, turn.memory, petition, place.at):
            gone = Text("petition.taken_back", code=petition.code)
            recall = Recall(former, Text("petition.remove_yourselves", code=petition.code))
            turn.voice.tell(place, Message(gone, protected=True, takes_back=recall), petition.commune)
    return bool(standing)


def _former(one: Stood, card: str) -> Former:
    """Without the card that was blanked."""
    ids = tuple(number for number in dict.fromkeys(one.ids) if number != card)
    return Former(ids, Text("petition.stood", what=Text(f"petition.stood_{one.sort.value}"), at=one.at))


def unwatched(petition: Petition) -> Petition:
    return replace(petition, flags=petition.flags - {Flag.HOT_SPOT})
