"""What whoever holds the code of something sealed may know: that it is sealed, was opened, or guided. No more."""

from __future__ import annotations

from collections.abc import Collection

from domain.codes import read_code
from domain.text import Text
from domain.vault import State
from handlers.world import World
from storage.memory import Memory


async def sealed_state(world: World, memory: Memory, words: str, communes: Collection[str]) -> Text | None:
    """None where these communes have nothing sealed under such a code."""
    code = read_code(words)
    record = await memory.vault.by_code(code) if code else None
    if record is None or record.state is State.HELD or record.commune not in communes:
        return None
    commune, state = world.commune_name(record.commune), Text(f"vault.state_{record.state.value}")
    return Text("vault.state", code=record.code, commune=commune, state=state)
