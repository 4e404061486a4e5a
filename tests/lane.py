"""A commune that lets people give the fields of a tố cáo in the chat, without a plan of its own for it."""

from __future__ import annotations

from handlers.world import World


def open_lane(world: World, commune: str) -> None:
    plan = world.plans[commune]
    vault = plan.petitions.vault.model_copy(update={"lane": True})
    petitions = plan.petitions.model_copy(update={"vault": vault})
    plans = {**world.plans, commune: plan.model_copy(update={"petitions": petitions})}
    object.__setattr__(world, "plans", plans)
