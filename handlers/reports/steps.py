"""`/buocnhac`: the commune's own reminder steps, for the whole plan or for one report."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form
from domain.language.text import Text, verbatim
from domain.people.roles import Can
from domain.plans.steps_form import StepsSet, steps_form
from handlers import dialogue
from handlers.reports.reminders import plan_commune
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog

FORM = "steps"


async def set_steps(turn: Turn, words: str) -> None:
    await dialogue.begin(turn, FORM, words=words)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], StepsSet]:
    return lambda form: steps_form(form, turn.plan.obligations)


async def _finish(turn: Turn, dialog: Dialog, result: StepsSet) -> None:
    turn.memory.reports.set_steps(turn.commune, result.obligation, result.steps, turn.person.id, turn.now)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    what = turn.plan.obligation(result.obligation).title if result.obligation else None
    named = verbatim(what) if what else Text("steps.all")
    steps = ", ".join(map(str, result.steps))
    turn.say(Text("steps.set", what=named, steps=steps))
    await turn.note("steps set", f"obligation:{result.obligation}", steps)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, needs=Can.SET_DATES))
