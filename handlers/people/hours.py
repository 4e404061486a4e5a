"""`/giobao`: each person chooses at which hour of a working day they are reminded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from domain.forms import Form, NotUnderstood, Option, Reply
from domain.habits import RemindingHabits
from domain.language.text import Text
from domain.time.hours import read_hour
from handlers import dialogue
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog

FORM = "hour"


async def choose_hour(turn: Turn, words: str) -> None:
    await dialogue.begin(turn, FORM, words=words)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], time]:
    habits = turn.world.habits.reminding
    now = await turn.memory.contacts.hour(turn.person.id) or turn.plan.reminding.at
    return lambda form: hour_form(form, habits, now)


def hour_form(form: Form, habits: RemindingHabits, now: time) -> time:
    """`now`: the hour that counts as long as they choose no other."""
    band = {"since": _shown(habits.hours_from), "until": _shown(habits.hours_until)}

    def read(reply: Reply) -> str | NotUnderstood:
        hour = read_hour(reply.words)
        if hour is None:
            return NotUnderstood(Text("hour.not_understood"))
        return _shown(hour) if habits.is_allowed(hour) else NotUnderstood(Text("hour.outside", **band))

    options = [Option(_shown(hour), Text("hour.at", hour=_shown(hour))) for hour in habits.hours_offered]
    chosen = form.reading("hour", Text("hour.which", now=_shown(now), **band), read, options=options)
    return time.fromisoformat(chosen)


async def _finish(turn: Turn, dialog: Dialog, hour: time) -> None:
    turn.memory.contacts.set_hour(turn.person.id, hour)
    turn.say(Text("hour.set", hour=_shown(hour)))
    await turn.note("hour chosen", f"person:{turn.person.id}", _shown(hour))


def _shown(hour: time) -> str:
    return f"{hour:%H:%M}"


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
