"""What whoever holds the code of something sealed may know: that it is sealed, was opened, or guided. No more."""

from __future__ import annotations

from collections.abc import Collection

from domain.language.text import Text
from domain.messaging.messages import Choice
from domain.petitions.codes import read_code
from domain.vault.course import Course
from domain.vault.records import State
from handlers.turn import Turn
from handlers.vault.sealing import contents_of, is_writer
from handlers.vault.vault_people import may_see_log
from handlers.world import World
from storage.memory import Memory


async def sealed_state_for(turn: Turn, words: str, communes: Collection[str]) -> Text | None:
    """As `sealed_state`; to staff who may not open it, and did not write it, it does not exist."""
    code = read_code(words)
    record = await turn.memory.vault.by_code(code) if code else None
    if record is None:
        return None
    works_there = any(one.commune == record.commune for one in turn.members)
    mine = is_writer(turn, record)
    if works_there and not mine and not await may_see_log(turn, record):
        return None
    course = contents_of(turn.world, record).course if mine else None
    return await sealed_state(turn.world, turn.memory, words, communes, course)


async def sealed_state(
    world: World, memory: Memory, words: str, communes: Collection[str], course: Course | None = None
) -> Text | None:
    """None where these communes have nothing sealed under such a code. What became of the form, its writer alone is told
    in their own chat, and only what the law has them notified of (Luật Tố cáo Đ24, Đ29, Đ34, Đ35)."""
    code = read_code(words)
    record = await memory.vault.by_code(code) if code else None
    if record is None or record.state is State.HELD or record.commune not in communes:
        return None
    commune, state = world.commune_name(record.commune), Text(f"vault.state_{record.state.value}")
    if course:
        state = Text(f"vault.course_{course.status.value}")
    return Text("vault.state", code=record.code, commune=commune, state=state)


async def own_sealed_buttons(turn: Turn, words: str) -> list[list[Choice]]:
    """To its writer, who may have it erased until its signed form is in."""
    code = read_code(words)
    record = await turn.memory.vault.by_code(code) if code else None
    if record is None or turn.inbound.group or not is_writer(turn, record) or record.state is State.REGISTERED:
        return []
    return [[Choice(Text("vault.erase"), f"ne:{record.code}")]]
