"""The card that stands for a petition in an officers' chat: one message, edited in place as the case goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.language.naming import called
from domain.language.text import Gap, Text, lines, verbatim
from domain.messaging.messages import Address, Attachment, Message, Picture
from domain.people.roles import Can, Role, may
from domain.petitions.lifecycle import PetitionKind, is_open
from domain.petitions.shelves import shelf_of
from handlers.clocks.deadline_words import all_clocks
from handlers.office.card_buttons import card_buttons
from handlers.office.card_text import card_text
from handlers.petitions.citizens import filer_of, sender_of
from handlers.turn import Acting, Turn
from handlers.vault.conflicts import unconcerned
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.messaging.files import KeptFile
from storage.people.people import Reach
from storage.petitions.petition import Petition


async def post_new(turn: Turn, petition: Petition, voice: Voice, files: tuple[Attachment, ...]) -> int:
    """To the officers' groups, or to each officer where there is no group; what is restricted goes only to those
    who may see it, each alone. Tells how many were reached."""
    reached = await who_sees(turn.world, turn.memory, petition)
    if petition.restricted and not reached:
        return await _ask_for_a_chief(turn, petition, voice)
    card = await draw(turn.world, turn.memory, petition, turn.now)
    for reach in reached:
        voice.tell(reach, card, petition.commune, subject=petition.subject)
        if files:
            caption = Text("petition.files_of", code=petition.code)
            sent = Message(caption, attachments=files, protected=True, shelves=card.shelves)
            voice.tell(reach, sent, petition.commune, subject=petition.subject)
    return len(reached)


async def _ask_for_a_chief(turn: Turn, petition: Petition, voice: Voice) -> int:
    """It stands in the queue, but nobody is registered who may open it."""
    admins = await turn.memory.people.reach_role(petition.commune, Role.ADMIN)
    free = await unconcerned(turn.world, turn.memory, petition, admins)
    return voice.tell_all(free, Message(Text("petition.needs_a_chief", code=petition.code)), petition.commune)


async def who_sees(world: World, memory: Memory, petition: Petition) -> list[Reach]:
    """What is restricted: the chiefs, or else the leaders, but for those whom it accuses."""
    if petition.restricted:
        for role in (Role.CHIEF, Role.LEADER):
            reached = await memory.people.reach_role(petition.commune, role)
            if free := await unconcerned(world, memory, petition, reached):
                return free
        return []
    groups = await memory.people.groups_with(petition.commune, Role.OFFICER)
    if groups:
        return groups
    officers = await memory.people.reach_role(petition.commune, Role.OFFICER)
    return officers or await memory.people.reach_role(petition.commune, Role.CHIEF)


def shelves(world: World, petition: Petition, now: datetime) -> tuple[str, ...]:
    """Where what concerns it belongs, in a group that has places of its own: its own, or else its queue."""
    return petition.card, shelf_of(petition.status, petition.due_on, world.today(now)).value


async def redraw(turn: Turn, petition: Petition) -> None:
    """Wherever the card stands it shows how the petition stands now."""
    over = [] if is_open(petition.status) else await _topics_to_close(turn, petition)
    places = await turn.memory.cards.places(petition.card, petition.commune)
    await redraw_at(turn.world, turn.memory, turn.voice, petition, places, turn.now)
    _close(turn, petition, over)


async def redraw_groups(world: World, memory: Memory, voice: Voice, petition: Petition, now: datetime) -> None:
    """Where many see it, and nobody is rung for it."""
    places = await memory.cards.places(petition.card, petition.commune)
    await redraw_at(world, memory, voice, petition, [place for place in places if place.in_group], now)


async def redraw_at(
    world: World, memory: Memory, voice: Voice, petition: Petition, places: Iterable[Reach], now: datetime
) -> None:
    places = [place for place in places if await may_stand(world, memory, petition, place.at)]
    drawn = {
        kind: await draw(world, memory, petition, now, in_group=kind) for kind in {p.in_group for p in places}
    }
    for place in places:
        card = drawn[place.in_group]
        there = await _left_behind(memory, place, petition, card) if place.in_group else None
        choices = card.choices if await _may_press(memory, place, petition.commune) else ()
        shown = replace(card, choices=choices, left_behind=there)
        voice.tell(place, shown, petition.commune, subject=petition.subject)


async def _may_press(memory: Memory, place: Reach, commune: str) -> bool:
    """A leader who opened the case sees it change, and has no button that would be refused."""
    if place.in_group:
        return True
    known = await memory.people.find(place.at.channel, place.at.account, place.at.chat)
    return known is not None and may(known[1], commune, Can.TRIAGE)


async def _left_behind(memory: Memory, place: Reach, petition: Petition, card: Message) -> Text | None:
    """What remains where the card stood, if it moves within the group."""
    topics = {topic.shelf: topic for topic in await memory.topics.here(place.at) if topic.state == "open"}
    shelf = next((shelf for shelf in card.shelves if shelf in topics), "")
    if not shelf:
        return Text("shelf.left_behind_nowhere", code=petition.code) if topics else None
    named = topics[shelf].name
    name = verbatim(named) if named else Text("shelf.own") if shelf == petition.card else Text(f"shelf.{shelf}")
    return Text("shelf.left_behind", code=petition.code, shelf=name)


async def close_topics(turn: Acting, petition: Petition) -> None:
    """Those that a case has for itself, at once."""
    _close(turn, petition, await _topics_to_close(turn, petition))


def _close(turn: Acting, petition: Petition, topics: Iterable[Reach]) -> None:
    for place in topics:
        turn.voice.tell(place, Message(Text("shelf.closed"), closes=True), petition.commune)


async def _topics_to_close(turn: Acting, petition: Petition) -> list[Reach]:
    """A case that had a topic for itself takes it along when it is over: where is to be closed once the card left."""
    topics = [one for one in await turn.memory.topics.everywhere(petition.card) if one.state == "open"]
    for topic in topics:
        turn.memory.topics.become(topic.at, topic.shelf, "closed")
    return [Reach(topic.at, in_group=True, language="vi", thread=topic.thread) for topic in topics]


async def blank(turn: Acting, petition: Petition) -> None:
    """Restricted from now on: wherever it stands before others, the card says no more."""
    hidden = Message(Text("petition.card_hidden", code=petition.code), card=petition.card, protected=True)
    for place in await turn.memory.cards.places(petition.card, petition.commune):
        if not await may_stand(turn.world, turn.memory, petition, place.at):
            turn.voice.tell(place, hidden, petition.commune)


async def may_stand(world: World, memory: Memory, petition: Petition, at: Address) -> bool:
    """What is restricted stands only in the private chats of those who may see it; a tố cáo nowhere."""
    if petition.kind is PetitionKind.DENUNCIATION:
        return False
    if not petition.restricted:
        return True
    roles = (Role.CHIEF, Role.LEADER)
    above = [reach for role in roles for reach in await memory.people.reach_role(petition.commune, role)]
    return at in {reach.at for reach in await unconcerned(world, memory, petition, above)}


async def show(turn: Turn, petition: Petition) -> None:
    """A fresh card where the officer is speaking, what has happened so far, and the files."""
    card = await draw(turn.world, turn.memory, petition, turn.now, in_group=turn.inbound.group)
    history = await _history(turn, petition)
    choices = card.choices if turn.may(Can.TRIAGE) else ()
    turn.memory.cards.lose(turn.inbound.at, petition.card)  # the newest one is the one that changes
    clocks = await all_clocks(turn.world, turn.memory, petition)
    turn.say(
        lines(card.text, *sender_of(turn, petition), *history, *clocks),
        *choices,
        card=petition.card,
        protected=True,
    )
    if files := attachments(await turn.memory.files.of(petition.subject)):
        caption = Text("petition.files_of", code=petition.code)
        turn.say(caption, attachments=files, protected=True, subject=petition.subject)


async def draw(
    world: World, memory: Memory, petition: Petition, now: datetime, *, in_group: bool = False
) -> Message:
    return Message(
        await card_text(world, memory, petition, in_group=in_group),
        card_buttons(petition),
        card=petition.card,
        protected=True,
        shelves=shelves(world, petition, now),
    )


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
    if person and person == petition.person:
        return await filer_of(turn, petition)
    return called(await turn.memory.people.named(person) if person else "")
