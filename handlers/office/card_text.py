"""What a petition's card says: what it is about, how it stands, and what became of the answer to the citizen."""

from __future__ import annotations

from collections.abc import Iterator

from domain.language.masking import beginning
from domain.language.naming import called
from domain.language.text import Text, lines, verbatim
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import is_open
from handlers.clocks.deadline_words import deadline_words
from handlers.petitions.citizens import Hearing, citizen_of, hearing_of
from handlers.world import World
from storage.memory import Memory
from storage.petitions.petition import Petition

_SENT = {"sent": "card.answer_sent", "unknown": "card.answer_unknown", "due": "card.answer_due"}
_SENT |= {"leased": _SENT["due"]}
"""By the state of the letter; whatever else became of it, it did not get to them."""
_ON_ITS_WAY = ("due", "leased")


async def card_text(world: World, memory: Memory, petition: Petition, *, in_group: bool) -> Text:
    """In a group a card is kept up to date with what becomes of the answer; elsewhere it does not say that one is on
    its way."""
    owner = await memory.people.named(petition.owner) if petition.owner else ""
    unit = await memory.units.name(petition.commune, petition.unit) if petition.unit else ""
    hamlet = await memory.units.name(petition.commune, petition.hamlet) if petition.hamlet else ""
    parts = [
        Text(
            "petition.card",
            code=petition.code,
            kind=Text(f"kind.{petition.kind.value}"),
            field=_field(world, petition),
            standing=await _standing(world, memory, petition),
            at=petition.received_at,
        ),
        Text("petition.card_restricted") if petition.restricted else None,
        *_about(petition),
        await _reached(memory, petition),
        Text("petition.card_owner", name=called(owner)) if petition.owner else None,
        Text("petition.card_unit", unit=unit) if unit else None,
        await _document(memory, petition),
        Text("card.hamlet", hamlet=hamlet) if hamlet else None,
        Text("petition.card_place", place=_cut(world, petition.place)) if petition.place else None,
        _pin(petition),
        Text("petition.card_words", words=_cut(world, petition.story) or "…"),
        await _answer(memory, petition, on_its_way=in_group),
    ]
    return lines(*(part for part in parts if part))


async def _standing(world: World, memory: Memory, petition: Petition) -> Text:
    """A case that is over has no deadline any more."""
    status = Text(f"status.{petition.status.value}")
    due = await deadline_words(world, memory, petition) if is_open(petition.status) else None
    return Text("card.standing_due", status=status, **due) if due else Text("card.standing", status=status)


def _about(petition: Petition) -> Iterator[Text]:
    if petition.flags:
        flags = [Text(f"flag.{flag.value}") for flag in Flag if flag in petition.flags]
        yield Text("card.flags", flags=_listed(flags))
    if petition.people > 1:
        yield Text("card.people", n=petition.people)
    if petition.source != "chat":
        yield Text(f"card.source_{petition.source}")
    if petition.identity == "nobody":
        yield Text("card.nameless")
    elif petition.sender_name:
        yield Text("card.sender", name=petition.sender_name)


def _listed(texts: list[Text]) -> Text:
    first, *others = texts
    return Text("card.and_also", one=first, others=_listed(others)) if others else first


async def _reached(memory: Memory, petition: Petition) -> Text | None:
    match await hearing_of(memory, await citizen_of(memory, petition)):
        case Hearing.LOOKED_UP:
            return Text("petition.card_looked_up", code=petition.code)
        case Hearing.BLOCKED:
            return Text("petition.card_blocked")
        case Hearing.BY_PHONE:
            return Text("petition.card_by_phone")
    return None


async def _document(memory: Memory, petition: Petition) -> Text | None:
    number, on = await memory.petitions.last_document(petition)
    if not number:
        return None
    return Text("card.document_of_day", number=number, on=on) if on else Text("card.document", number=number)


async def _answer(memory: Memory, petition: Petition, *, on_its_way: bool) -> Text | None:
    """What became of the last thing that was said to the citizen in the office's name."""
    state = await memory.waiting.outcome(petition.subject)
    if not state or (state in _ON_ITS_WAY and not on_its_way):
        return None
    return Text(_SENT[state]) if state in _SENT else Text("card.answer_not_come")


def _cut(world: World, words: str) -> str:
    return beginning(words, world.habits.petitions.words_shown)


def _field(world: World, petition: Petition) -> Text:
    return verbatim(world.national.field_name(petition.field)) if petition.field else Text("petition.no_field")


def _pin(petition: Petition) -> Text | None:
    pin = petition.pin
    return Text("petition.card_pin", where=f"{pin.latitude:.5f}, {pin.longitude:.5f}") if pin else None
