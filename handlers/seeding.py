"""The units that a plan names become units of the commune, with history of their own from then on."""

from __future__ import annotations

from datetime import date, datetime

from handlers.world import World
from storage.memory import Memory
from storage.units import UnitRow


async def seed_units(world: World, memory: Memory, commune: str, now: datetime) -> None:
    """Collective entries are no units: the commune lists the schools and hamlets they stand for. What the plan
    calls by an old name goes by the one it has now, unless another unit goes by that: two of them may have become
    one, and buttons must still tell them apart."""
    taken: set[str] = set()
    since = world.plans[commune].valid_from or date.min  # they were there before the bot was
    for unit in world.plans[commune].units:
        if not unit.collective:
            name = unit.now if unit.now and unit.now not in taken else unit.name
            taken.add(name)
            memory.units.add(commune, UnitRow(unit.id, name, unit.kind.value, "", since), world.today(now))
