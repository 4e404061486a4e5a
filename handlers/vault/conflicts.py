"""Who must not learn that a case exists: those whom it accuses, and who would be told of it because of their office.

Like the vault's readers (`handlers.vault_people`), they are dealt with as if it did not exist (Luật Tố cáo Đ9, Đ56). A
khiếu nại is left out: its first decision belongs by law to whoever is complained of (Luật Khiếu nại Đ7).
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.petitions.lifecycle import CITIZENS_ACTIONS, PetitionKind
from domain.vault.conflicts import concerns
from handlers.world import World
from storage.memory import Memory
from storage.people.people import Reach
from storage.petitions.petition import Petition


async def is_concerned(world: World, memory: Memory, petition: Petition, person: int | None) -> bool:
    """Whether the words of a restricted case accuse somebody who may be this person."""
    if not petition.restricted or person is None or petition.kind is PetitionKind.COMPLAINT:
        return False
    who = await memory.vault.suspect(petition.commune, person)
    if who is None:
        return False
    words = await _words(memory, petition)
    accuses = petition.kind is PetitionKind.DENUNCIATION or world.national.reading(words).denounces
    return accuses and concerns(words, who, world.national.vault)


async def unconcerned(world: World, memory: Memory, petition: Petition, reached: Iterable[Reach]) -> list[Reach]:
    """Those of them whom it does not accuse."""
    return [one for one in reached if not await is_concerned(world, memory, petition, one.person)]


async def _words(memory: Memory, petition: Petition) -> str:
    """All that its sender said in it, as it was first and as it was corrected."""
    events = await memory.petitions.events(petition)
    said = (one.words for one in events if one.action in CITIZENS_ACTIONS)
    return "\n".join((petition.story, petition.place, *said))
