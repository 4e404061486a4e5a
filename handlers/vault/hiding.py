"""A case that many saw becomes one for few: what stands of it before the others is taken back as far as the messenger
lets us, and what follows from it ends."""

from __future__ import annotations

from dataclasses import replace

from domain.language.text import Text
from domain.messaging.messages import Message
from domain.petitions.flags import Flag
from handlers.office import cards
from handlers.turn import Turn
from storage.petitions.petition import Petition


async def hide(turn: Turn, petition: Petition) -> bool:
    """Before it is restricted: cards blanked, letters to the office removed or withdrawn, its topic closed, its
    followers and hot spot gone. Whether anything had been said of it."""
    hidden = replace(petition, restricted=True)
    turn.memory.recall.withdraw_from_office(petition.subject, petition.person)
    await cards.blank(turn, hidden)
    await cards.close_topics(turn, petition)
    turn.memory.followers.forget(petition.id)
    turn.memory.watch.leave(petition)
    turn.memory.nudges.forget(petition.code)
    return await _take_back(turn, hidden)


async def _take_back(turn: Turn, petition: Petition) -> bool:
    standing = await turn.memory.recall.standing(petition.subject, petition.person)
    for place, messages in standing:
        card = await turn.memory.cards.message(place.at, petition.card)
        others = tuple(one for one in messages if card is None or one != card[0])
        if others and not await cards.may_stand(turn.world, turn.memory, petition, place.at):
            gone = Message(Text("petition.taken_back", code=petition.code), protected=True, takes_back=others)
            turn.voice.tell(place, gone, petition.commune)
    return bool(standing)


def unwatched(petition: Petition) -> Petition:
    return replace(petition, flags=petition.flags - {Flag.HOT_SPOT})
