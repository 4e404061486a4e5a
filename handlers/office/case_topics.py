"""`/chude`: a hard case gets a topic of its own in the officers' group, and what is said there goes into the case."""

from __future__ import annotations

from domain.forms import Reply, Story
from domain.language.text import Text
from domain.messaging.messages import Address
from domain.people.roles import Can, Role
from domain.petitions.lifecycle import Action, is_open
from handlers.office import cards
from handlers.office.aftermath import Deed
from handlers.office.casework import record
from handlers.office.triage import find_case
from handlers.petitions.case_files import keep_files
from handlers.topics import may_open_now, open_topic
from handlers.turn import Refusal, Turn


async def open_case_topic(turn: Turn, words: str) -> None:
    petition, _ = await find_case(turn, words)
    at = await _forum(turn)
    if petition.restricted or at is None:
        raise Refusal(Text("shelf.case_needs_topics", code=petition.code))
    if not is_open(petition.status):
        raise Refusal(Text("shelf.case_is_over", code=petition.code))
    topic = await turn.memory.topics.of_shelf(at, petition.card)
    if topic and topic.state in ("asked", "open"):
        raise Refusal(Text("shelf.case_has_one", code=petition.code))
    if not await turn.memory.topics.may_open(at):
        raise Refusal(Text("shelf.case_not_opened", code=petition.code))
    if not await may_open_now(turn.world, turn.memory, at, turn.now):
        raise Refusal(Text("shelf.case_later", code=petition.code))
    open_topic(
        turn.memory,
        turn.voice,
        at,
        petition.commune,
        petition.card,
        Text("shelf.case", code=petition.code, kind=Text(f"kind.{petition.kind.value}")),
        turn.now,
        again=topic.thread if topic and topic.state == "closed" else "",
        asked_in=turn.inbound.thread if turn.inbound.at == at else "",
    )
    turn.say(Text("shelf.case_opening", code=petition.code))
    await turn.note("topic opened", petition.subject)


async def _forum(turn: Turn) -> Address | None:
    """This group, or the officers' first that has topics."""
    if turn.inbound.group:
        return turn.inbound.at if await turn.memory.topics.may_open(turn.inbound.at) is not None else None
    forums = await turn.memory.topics.forums(turn.commune, Role.OFFICER.value)
    return forums[0] if forums else None


async def note_here(turn: Turn, code: str) -> None:
    """Said in the topic of a case: a note, of which nothing more is said there."""
    petition, _ = await find_case(turn, code, Can.SEE_QUEUE)
    heard = turn.inbound
    story = Story().and_also(Reply(words=heard.text, files=heard.files, pin=heard.pin))
    changed = await record(turn, petition, Deed(Action.NOTE, story.words, keep_files(turn, petition, story)))
    await cards.redraw(turn, changed)
