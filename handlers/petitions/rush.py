"""More messages in a minute than anybody writes by hand: all are taken down, and not each is read and answered."""

from __future__ import annotations

from domain.forms import Reply, Story
from domain.language.text import Text
from domain.messaging.messages import Kind, Message
from domain.petitions.codes import is_sentence
from domain.petitions.floods import is_rush
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog


async def pile_up(turn: Turn, dialog: Dialog) -> bool:
    """Whether it was one of a rush and is in the draft now, as it is. The form reads the whole when it is sent: doing so
    for each would take ever longer. Accusations and emergencies are heard at once, whatever the rush."""
    if turn.inbound.kind is not Kind.WORDS or not is_sentence(turn.inbound.text) or not await _is_rushing(turn):
        return False
    reading = turn.reading(turn.inbound.text)
    if reading.denounces or reading.emergency:
        return False
    story = Story.from_json(dialog.answers["story"]).and_also(Reply(words=turn.inbound.text))
    dialog = dialog.with_answers({**dialog.answers, "story": story.to_json()})
    await turn.memory.dialogs.keep(turn.inbound.at, turn.inbound.sender or "", dialog, turn.now)
    told = Message(Text("flood.slow_down"))
    turn.voice.tell(turn.here, told, turn.commune, key=once_an_hour(turn, "rush"))
    return True


async def _is_rushing(turn: Turn) -> bool:
    limits = turn.world.habits.floods
    return is_rush(
        await turn.memory.floods.said_lately(turn.inbound.at, turn.now, limits.messages_minute + 1), limits
    )


def once_an_hour(turn: Turn, *about: str) -> str:
    """The key of what is said about this once in each hour."""
    return ":".join(("flood", *about, f"{turn.now:%Y-%m-%dT%H}"))
