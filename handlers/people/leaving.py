"""What becomes of somebody's work when their place in a unit is over: it is another's, or back in the queue."""

from __future__ import annotations

from dataclasses import replace

from domain.clocks.running import NO_DAY
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Choice, Message
from domain.petitions.lifecycle import Action
from handlers.office import cards
from handlers.people.absence import reach_one
from handlers.people.handover_items import DRAFT, PETITION, Item, petitions_of
from handlers.turn import Turn
from storage.people.handovers import Handover
from storage.people.people import Reach
from storage.petitions.petition import Event, Petition

_SHOWN = 5  # of the cases that come back: the rest stand in the queue as well


async def pass_on(turn: Turn, handover: Handover, item: Item) -> None:
    """A petition has another owner, and so has a sheet half filled in; everything else belongs to the unit, and needs
    no more than to be known."""
    what, _, code = item.key.partition(":")
    if what == DRAFT and handover.taker:
        await turn.memory.figures.hand_over(turn.commune, handover.person, code, handover.taker)
    petition = await turn.memory.petitions.by_code(code) if what == PETITION else None
    if petition and petition.owner == handover.person:
        await _give(turn, petition, handover.taker, "handover.note_given", handover)


async def leave(turn: Turn, handover: Handover) -> int:
    """Ends the person's place; tells how many petitions went back to the queue, with a note."""
    left = await petitions_of(turn, handover)
    for known in await turn.memory.linking.addresses(handover.person):
        turn.memory.cards.forget(known.at)  # of what others work on
    for petition in left:
        await _give(turn, petition, None, "handover.note_returned", handover)
    turn.memory.handovers.leave(turn.commune, handover.unit, handover.person, turn.now)
    await turn.memory.absences.settle(turn.commune, turn.today)
    await _tell_colleagues(turn, handover, left)
    if reach := await reach_one(turn, handover.person):
        found = await turn.memory.people.find(reach.at.channel, reach.at.account, reach.at.chat)
        members = found[1] if found else ()
        turn.voice.offer_commands(reach, turn.world.commands.menu(members, turn.commune), turn.commune)
    return len(left)


async def _tell_colleagues(turn: Turn, handover: Handover, left: list[Petition]) -> None:
    """Those before whom each case would stand if it were new now, once each: what nobody holds, nobody looks at."""
    theirs: dict[Reach, list[Petition]] = {}
    for petition in left:
        for reach in await cards.who_sees(turn.world, turn.memory, petition):
            if reach.person != handover.person:
                theirs.setdefault(reach, []).append(petition)
    name = await turn.memory.people.named(handover.person)
    unit = await turn.memory.units.name(turn.commune, handover.unit)
    for reach, cases in theirs.items():
        title = Text("handover.came_back", name=name, unit=unit, n=len(cases))
        more = [verbatim("…")] if len(cases) > _SHOWN else []
        rows = tuple((Choice(verbatim(one.code), f"q:{one.code}"),) for one in cases[:_SHOWN])
        text = lines(title, *[_line(one) for one in cases[:_SHOWN]], *more)
        turn.voice.tell(reach, Message(text, rows, protected=True), turn.commune)


def _line(petition: Petition) -> Text:
    kind = Text(f"kind.{petition.kind.value}")
    if petition.due_on == NO_DAY:
        return Text("handover.came_back_line", code=petition.code, kind=kind)
    return Text("handover.came_back_due", code=petition.code, kind=kind, due=petition.due_on)


async def _give(turn: Turn, petition: Petition, owner: int | None, key: str, handover: Handover) -> None:
    """Its standing and its clocks go on as they were; what happened is on record."""
    await turn.memory.petitions.change(petition, replace(petition, owner=owner))
    names = {
        "name": await turn.memory.people.named(handover.person),
        "taker": await turn.memory.people.named(owner) if owner else "",
    }
    words = turn.world.plain(Text(key, **names), "vi")
    turn.memory.petitions.note(
        petition, Event(turn.now, turn.person.id, Action.NOTE.value, petition.status, words)
    )
    for known in await turn.memory.linking.addresses(handover.person):
        turn.memory.cards.forget(known.at, petition.card)  # it goes on without them
    changed = await turn.memory.petitions.by_code(petition.code) or petition
    await cards.redraw(turn, changed)
