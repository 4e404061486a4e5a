"""The card that stands for a petition in an officers' chat: one message, edited in place as the case goes on."""

from __future__ import annotations

from domain.messages import Attachment, Choice, Message, Picture
from domain.naming import called
from domain.people import Can, Role
from domain.petitions import Action, allowed
from domain.text import Text, lines, verbatim
from handlers.citizens import Hearing, citizen_of, hearing_of, sender_of
from handlers.deadline_words import all_clocks
from handlers.turn import Turn
from handlers.voice import Voice
from handlers.world import World
from storage.files import KeptFile
from storage.memory import Memory
from storage.people import Reach
from storage.petitions import Petition

BUTTONS = (
    Action.TAKE,
    Action.FORWARD,
    Action.ASK,
    Action.ANSWER,
    Action.CLOSE,
    Action.GUIDE,
    Action.NOTE,
    Action.REJECT,
    Action.REOPEN,
)


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
        turn.voice.tell(place, card, petition.commune, subject=petition.subject)


async def show(turn: Turn, petition: Petition) -> None:
    """A fresh card where the officer is speaking, what has happened so far, and the files."""
    card = await draw(turn.world, turn.memory, petition)
    history = await _history(turn, petition)
    choices = card.choices if turn.may(Can.TRIAGE) else ()
    turn.memory.outbox.lose_card(turn.inbound.at, petition.card)  # the newest one is the one that changes
    clocks = await all_clocks(turn.world, turn.memory, petition)
    turn.say(
        lines(card.text, *sender_of(turn, petition), *history, *clocks),
        *choices,
        card=petition.card,
        protected=True,
    )
    if files := attachments(await turn.memory.files.of(petition.subject)):
        turn.say(Text("petition.files_of", code=petition.code), attachments=files, protected=True)


async def draw(world: World, memory: Memory, petition: Petition) -> Message:
    owner = await memory.people.named(petition.owner) if petition.owner else ""
    unit = await memory.units.name(petition.commune, petition.unit) if petition.unit else ""
    citizen = await hearing_of(memory, await citizen_of(memory, petition))
    most = world.habits.petitions.words_shown
    words = petition.story if len(petition.story) <= most else petition.story[:most] + "…"
    parts = [
        Text(
            "petition.card",
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
        Text("petition.card_by_phone") if citizen is Hearing.BY_PHONE else None,
        Text("petition.card_owner", name=called(owner)) if petition.owner else None,
        Text("petition.card_unit", unit=unit) if unit else None,
        Text("petition.card_place", place=petition.place) if petition.place else None,
        _pin(petition),
        Text("petition.card_words", words=words or "…"),
    ]
    choices = _buttons(petition)
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
            name=called(await turn.memory.people.named(event.actor) if event.actor else ""),
            words=event.words,
        )
        for event in await turn.memory.petitions.events(petition)
    ]


def _buttons(petition: Petition) -> tuple[tuple[Choice, ...], ...]:
    can = allowed(petition.status)
    offered = [
        Choice(
            Text(f"triage.button_{action.value}"),
            f"p:{petition.code}:{action.value}:{petition.version}",
            "primary" if action is Action.TAKE else "",
        )
        for action in BUTTONS
        if action in can and not (action is Action.TAKE and petition.owner)
    ]
    return tuple(tuple(offered[at : at + 3]) for at in range(0, len(offered), 3))


def _field(world: World, petition: Petition) -> Text:
    return verbatim(world.national.field_name(petition.field)) if petition.field else Text("petition.no_field")


def _pin(petition: Petition) -> Text | None:
    pin = petition.pin
    return Text("petition.card_pin", where=f"{pin.latitude:.5f}, {pin.longitude:.5f}") if pin else None
