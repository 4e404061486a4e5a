"""The second hop of a report: whoever gathers it passes it on, and owes that as a report of its own."""

from __future__ import annotations

from collections.abc import Iterable

from domain.plans.plan import NO_OUTLINE, Obligation
from domain.time.periods import Period

_ENDING = "-onward"


def onward_id(obligation: str) -> str:
    return f"{obligation}{_ENDING}"


def second_hops(obligations: Iterable[Obligation]) -> list[Obligation]:
    """What follows from the plan's `onward`: owed by whoever gathers the report, to whom it is passed on, without a
    date until the commune enters one. What comes when asked for is passed on when asked for."""
    return [hop for one in obligations if one.period is not Period.ADHOC and (hop := _hop(one))]


def _hop(obligation: Obligation) -> Obligation | None:
    gathers = obligation.collected_by or (obligation.owed_by[0] if len(obligation.owed_by) == 1 else None)
    if not (obligation.onward and gathers):
        return None
    return Obligation(
        id=onward_id(obligation.id),
        title=f"{obligation.title} → {obligation.onward}",
        period=obligation.period,
        owed_by=(gathers,),
        to=obligation.onward,
        quote=obligation.quote,
        outline=NO_OUTLINE,
    )
