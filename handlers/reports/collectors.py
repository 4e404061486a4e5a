"""Those who gather a report: the unit which the plan names for it, or else whoever keeps the board."""

from __future__ import annotations

from domain.people.roles import Role
from domain.plans.plan import Obligation, Plan
from storage.memory import Memory
from storage.people.people import Reach


async def reach_collectors(memory: Memory, plan: Plan, obligation: Obligation) -> list[Reach]:
    """The collectors of the unit; anybody registered for it; failing all, the commune's admins."""
    commune, unit = plan.commune.id, obligation.collected_by
    return (
        await memory.people.reach_role(commune, Role.COLLECTOR, unit)
        or (await memory.people.reach_unit(commune, unit) if unit else [])
        or await memory.people.reach_role(commune, Role.ADMIN)
    )
