"""A plan file changed while reports were in: whatever they answered must still be in it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from bot.reading.plan_files import PlanProblem, PlanProblems
from domain.reports.orphans import orphans
from domain.reports.requests import request_number
from domain.reports.second_hop import second_hops
from handlers.world import World
from storage.memory import Memory
from storage.reports.reports import Submission


async def check_orphans(world: World, memory: Memory, folder: Path) -> None:
    """Raises `PlanProblems`: a report or a period that a plan names no more, though units have handed in for it."""
    problems: list[PlanProblem] = []
    for commune, plan in world.plans.items():
        planned = [one for one in await memory.reports.all(commune) if request_number(one.obligation) is None]
        obligations = (*plan.obligations, *second_hops(plan.obligations))
        lost = orphans(planned, obligations, await memory.reports.entered_dates(commune))
        lost.sort(key=_what)
        for (obligation, period), submissions in groupby(lost, key=_what):
            codes = ", ".join(f"{one.unit} {one.code}" for one in submissions)
            why = f"reports were handed in for the period {period} of it, and it is not there any more: {codes}"
            problems.append(PlanProblem(folder / f"{commune}.toml", 1, f"obligations.{obligation}", why))
    if problems:
        raise PlanProblems(problems)


def _what(submission: Submission) -> tuple[str, str]:
    return submission.obligation, submission.period
