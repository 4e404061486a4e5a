"""The card that stands for a petition in an officers' chat: one message, edited in place as the case goes on."""

from __future__ import annotations

from domain.messages import Address, Attachment, Message, Picture
from domain.naming import called
from domain.people import Can, Role
from domain.petition_known import Identity
from domain.text import Gap, Text, lines, verbatim
from handlers.card_buttons import card_buttons
from handlers.citizens import Hearing, citizen_of, hearing_of
from handlers.deadline_words import all_clocks
from handlers.turn import Turn
from handlers.voice import Voice
from handlers.world import World
from storage.files import KeptFile
from storage.memory import Memory
from storage.people import Reach
from storage.petitions import Petition


async def post_new(turn: Turn, petition: Petition, voice: Voice, files: tuple[Attachment, ...]) -> int:
    """To the officers' groups, or to each officer where there is no group; what is restricted goes only to those
    who may see it, each alone. Tells how many were reached."""
    reached = await who_sees(turn.memory, petition)
    if petition.restricted and not reached:
        return await _ask_for_a_chief(turn, petition, voice)
    card = await draw(turn.world, turn.memory, petition)
    for reach in reached:
        voice.tell(reach, card, petition.commune, subject=petition.subject)
        if files:
            caption = Text("petition.files_of", code=petition.code)
            voice.tell(reach, Message(caption, attachments=files, protected=True), petition.commune)
    return len(reached)


async def _ask_for_a_chief(turn: Turn, petition: Petition, voice: Voice) -> int:
    """It stands in the queue, but nobody is registered who may open it."""
    admins = await turn.memory.people.reach_role(petition.commune, Role.ADMIN)
    return voice.tell_all(admins, Message(Text("petition.needs_a_chief", code=petition.code)), petition.commune)


async def who_sees(memory: Memory, petition: Petition) -> list[Reach]:
    if petition.restricted:
        chiefs = await memory.people.reach_role(petition.commune, Role.CHIEF)
        return chiefs or await memory.people.reach_role(petition.commune, Role.LEADER)
    groups = await memory.people.groups_with(petition.commune, Role.OFFICER)
    if groups:
        return groups
    officers = await memory.people.reach_role(petition.commune, Role.OFFICER)
    return officers or await memory.people.reach_role(petition.commune, Role.CHIEF)


async def redraw(turn: Turn, petition: Petition) -> None:
    """Wherever the card stands it shows how the petition stands now."""
    card = await draw(turn.world, turn.memory, petition)
    for place in await turn.memory.outbox.places_of_card(petition.card, petition.commune):
        if not petition.restricted or place.at in await entitled(turn.memory, petition):
            turn.voice.tell(place, card, petition.commune, subject=petition.subject)


async def blank(turn: Turn, petition: Petition) -> None:
    """Restricted from now on: wherever it stands before others, the card says no more."""
    hidden = Message(Text("petition.card_hidden", code=petition.code), card=petition.card, protected=True)
    for place in await turn.memory.outbox.places_of_card(petition.card, petition.commune):
        if place.at not in await entitled(turn.memory, petition):
            turn.voice.tell(place, hidden, petition.commune)


async def entitled(memory: Memory, petition: Petition) -> set[Address]:
    """The private chats of those who may see what is restricted."""
    roles = (Role.CHIEF, Role.LEADER)
    return {reach.at for role in roles for reach in await memory.people.reach_role(petition.commune, role)}


async def show(turn: Turn, petition: Petition) -> None:
    """A fresh card where the officer is speaking, what has happened so far, and the files."""
    card = await draw(turn.world, turn.memory, petition)
    history = await _history(turn, petition)
    choices = card.choices if turn.may(Can.TRIAGE) else ()
    turn.memory.outbox.lose_card(turn.inbound.at, petition.card)  # the newest one is the one that changes
    clocks = await all_clocks(turn.world, turn.memory, petition)
    turn.say(lines(card.text, *history, *clocks), *choices, card=petition.card, protected=True)
    if files := attachments(await turn.memory.files.of(petition.subject)):
        turn.say(Text("petition.files_of", code=petition.code), attachments=files, protected=True)


async def draw(world: World, memory: Memory, petition: Petition) -> Message:
    owner = await memory.people.named(petition.owner) if petition.owner else ""
    unit = await memory.units.name(petition.commune, petition.unit) if petition.unit else ""
    hamlet = await memory.units.name(petition.commune, petition.hamlet) if petition.hamlet else ""
    citizen = await hearing_of(memory, await citizen_of(memory, petition))
    most = world.habits.petitions.words_shown
    words = petition.story if len(petition.story) <= most else petition.story[:most] + "…"
    parts = [
        Text(
            "petition.card" if petition.due_clock else "petition.card_no_clock",
            code=petition.code,
            kind=Text(f"kind.{petition.kind.value}"),
            field=_field(world, petition),
            status=Text(f"status.{petition.status.value}"),
            due=petition.due_on,
            basis=world.national.basis(petition.due_clock),
            at=petition.received_at,
        ),
        Text("petition.card_restricted") if petition.restricted else None,
        Text("petition.card_looked_up", code=petition.code) if citizen is Hearing.LOOKED_UP else None,
        Text("petition.card_owner", name=called(owner)) if petition.owner else None,
        Text("petition.card_unit", unit=unit) if unit else None,
        Text("petition.card_hamlet", hamlet=hamlet) if petition.hamlet else None,
        Text("petition.card_place", place=petition.place) if petition.place else None,
        _pin(petition),
        Text("petition.card_words", words=words or "…"),
    ]
    choices = card_buttons(petition)
    return Message(lines(*(part for part in parts if part)), choices, card=petition.card, protected=True)


def attachments(files: list[KeptFile]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(Picture.STORED, f"{file.subject}#{file.file.unique}", file.file.name, file.file.medium)
        for file in files
    )


async def _history(turn: Turn, petition: Petition) -> list[Text]:
    return [
        Text(
            "petition.event_words" if event.words else "petition.event",
            at=event.at,
            action=Text(f"event.{event.action}"),
            name=await _actor(turn, petition, event.actor),
            words=event.words,
        )
        for event in await turn.memory.petitions.events(petition)
    ]


async def _actor(turn: Turn, petition: Petition, person: int | None) -> Gap:
    """A filer who wants nobody to know them is not named."""
    if person == petition.person and petition.identity == Identity.NOBODY:
        return Text("petition.nameless")
    return called(await turn.memory.people.named(person) if person else "")


def _field(world: World, petition: Petition) -> Text:
    return verbatim(world.national.field_name(petition.field)) if petition.field else Text("petition.no_field")


def _pin(petition: Petition) -> Text | None:
    pin = petition.pin
    return Text("petition.card_pin", where=f"{pin.latitude:.5f}, {pin.longitude:.5f}") if pin else None
