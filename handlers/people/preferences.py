"""`/noinhan`: where somebody with several addresses is reached first."""

from __future__ import annotations

from domain.language.naming import called
from domain.language.text import Text, lines
from domain.messaging.messages import Choice
from handlers.guessing import address
from handlers.people.linking import channel_name
from handlers.turn import Refusal, Turn
from storage.people.linking import Known


async def where(turn: Turn, words: str) -> None:
    here = address(turn)
    known = await turn.memory.linking.addresses(turn.person.id)
    if len(known) < 2:
        return turn.say(Text("link.only_here"))
    first = next((one for one in known if one.preferred), known[0])
    rows = [[Choice(_name(one, here=one.at == here), f"lp:{one.at}")] for one in known]
    turn.say(
        lines(Text("link.reached_first", place=_name(first, here=first.at == here)), Text("link.where")), *rows
    )


async def prefer(turn: Turn, rest: str) -> None:
    here = address(turn)
    known = await turn.memory.linking.addresses(turn.person.id)
    chosen = next((one for one in known if str(one.at) == rest), None)
    if chosen is None:
        raise Refusal(Text("link.is_over"))
    turn.memory.linking.prefer(turn.person.id, chosen.at)
    await turn.note("address preferred", f"person:{turn.person.id}", str(chosen.at))
    turn.say(Text("link.reached_first", place=_name(chosen, here=chosen.at == here)))


def _name(known: Known, *, here: bool) -> Text:
    return Text(
        "link.place_here" if here else "link.place", channel=channel_name(known.at), name=called(known.name)
    )
