"""The topics of an officers' group: one for each queue, opened as soon as the bot may, opened anew when somebody deleted
one, and every card brought to where it belongs."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.language.text import Text
from domain.messaging.messages import Address, Kind, Message, Urgency
from domain.messaging.outgoing import OutgoingRow
from domain.people.roles import Role
from domain.petitions.shelves import Shelf, shelf_of
from handlers.office import cards
from handlers.turn import Turn
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.messaging.topics import Topic
from storage.people.people import Reach

_MINUTE = timedelta(minutes=1)
_CARD = "petition:"


def notice(turn: Turn) -> None:
    """Whatever is said in a group tells whether it has topics, and sometimes whether we may open them."""
    heard = turn.inbound
    if heard.threaded:
        turn.memory.topics.learn(heard.at, heard.opens_threads)
        if heard.opens_threads:
            turn.memory.topics.allow_again(heard.at)


async def allowed(turn: Turn) -> None:
    """Our rights in a group changed."""
    await open_queues_here(turn)


async def renamed(turn: Turn) -> None:
    """People may call a queue what they like."""
    turn.memory.topics.rename(turn.inbound.at, turn.inbound.thread, turn.inbound.text)


async def closed_or_reopened(turn: Turn) -> None:
    """In a topic that people closed nothing is posted."""
    topic = await turn.memory.topics.of_thread(turn.inbound.at, turn.inbound.thread)
    if topic:
        state = "closed" if turn.inbound.kind is Kind.THREAD_CLOSED else "open"
        turn.memory.topics.become(topic.at, topic.shelf, state)


async def open_queues_here(turn: Turn) -> None:
    """Where this is an officers' group with topics. Says once what is missing if it may not."""
    if turn.group is None or turn.group.role is not Role.OFFICER:
        return
    may = await turn.memory.topics.may_open(turn.inbound.at)
    if may:
        await open_queues(turn.world, turn.memory, turn.voice, turn.inbound.at, turn.group.commune, turn.now)
    elif may is not None:
        turn.say(Text("shelf.not_opened"))


async def tend(world: World, memory: Memory, now: datetime) -> bool:
    """Opens what is missing and moves a few cards that stand where they no longer belong, such as those that fell
    overdue; tells whether it did anything."""
    spoke = False
    for commune in world.plans:
        for at in await memory.topics.forums(commune, Role.OFFICER.value):
            voice = Voice(memory, now, f"topics:{at}:{now.isoformat()}")
            await open_queues(world, memory, voice, at, commune, now)
            await _sort(world, memory, voice, at, commune, now)
            spoke = spoke or voice.spoke
    return spoke


async def open_queues(
    world: World, memory: Memory, voice: Voice, at: Address, commune: str, now: datetime
) -> None:
    """As many as may be opened now; the tick opens the others."""
    known = {topic.shelf: topic for topic in await memory.topics.here(at)}
    for shelf in Shelf:
        topic = known.get(shelf.value)
        if topic and topic.state != "lost":
            continue
        if not await may_open_now(world, memory, at, now):
            return
        open_topic(memory, voice, at, commune, shelf.value, Text(f"shelf.{shelf.value}"), now)


async def may_open_now(world: World, memory: Memory, at: Address, now: datetime) -> bool:
    """Few in a minute: a bot that opened many at once was banned."""
    return await memory.topics.asked_since(at, now - _MINUTE) < world.habits.topics.opened_a_minute


def open_topic(
    memory: Memory,
    voice: Voice,
    at: Address,
    commune: str,
    shelf: str,
    name: Text,
    now: datetime,
    *,
    again: str = "",
    asked_in: str = "",
) -> None:
    """Through the outbox, like any message to the group. `again` is the thread of one that was closed."""
    key = f"topic:{shelf}:{now.isoformat()}"
    place = Reach(at, in_group=True, language="vi", thread=again)
    voice.tell(place, Message(name, opens=True), commune, urgency=Urgency.REPLY, key=key)
    memory.topics.ask(at, shelf, f"{key}|{at}", now, asked_in)


async def _sort(world: World, memory: Memory, voice: Voice, at: Address, commune: str, now: datetime) -> None:
    open_here = {topic.shelf: topic.thread for topic in await memory.topics.here(at) if topic.state == "open"}
    astray = []
    for card in await memory.topics.cards(at, commune):
        shelf = shelf_of(card.status, card.due_on, world.today(now)).value
        belongs = open_here.get(f"{_CARD}{card.code}") or open_here.get(shelf, "")
        if belongs and belongs != card.thread:
            astray.append(card.code)
    for code in astray[: world.habits.topics.moved_at_once]:
        petition = await memory.petitions.by_code(code)
        if petition and not petition.restricted:
            await cards.redraw_at(world, memory, voice, petition, [Reach(at, True, "vi")], now)


async def opened(world: World, memory: Memory, row: OutgoingRow, now: datetime) -> None:
    """A case has a topic for itself now: its card moves there."""
    topic = await memory.topics.opening(row.id)
    if topic is None or topic.state != "open" or not (code := case_of(topic)):
        return
    petition = await memory.petitions.by_code(code)
    if petition:
        voice = Voice(memory, now, f"opened:{row.id}")
        place = Reach(topic.at, in_group=True, language="vi")
        intro = Message(Text("shelf.case_opened", code=code), shelves=(topic.shelf,), protected=True)
        voice.tell(place, intro, petition.commune)
        await cards.redraw_at(world, memory, voice, petition, [place], now)


async def not_opened(memory: Memory, row: OutgoingRow, today: str, now: datetime) -> None:
    """We may not, or the group has no topics any more: said in one sentence, and everything goes on as without."""
    topic, about = await memory.topics.opening(row.id), await memory.outbox.about(row.id)
    if topic is None or about is None:
        return
    memory.topics.become(topic.at, topic.shelf, "refused")
    memory.topics.learn(topic.at, may_open=False)
    code = case_of(topic)
    text = Text("shelf.case_not_opened", code=code) if code else Text("shelf.not_opened")
    place = Reach(topic.at, in_group=True, language="vi", thread=topic.asked_in)
    key = f"not opened:{row.id}" if code else f"not opened:{today}"
    Voice(memory, now, key).tell(place, Message(text), about[0], key=key)


async def case_here(turn: Turn) -> str:
    """The code of the case whose own topic this is, or ''."""
    if not turn.inbound.thread or turn.group is None:
        return ""
    topic = await turn.memory.topics.of_thread(turn.inbound.at, turn.inbound.thread)
    return case_of(topic) if topic else ""


def case_of(topic: Topic) -> str:
    return topic.shelf.removeprefix(_CARD) if topic.shelf.startswith(_CARD) else ""
