"""`/dathan`: the aggregator enters the dates that the plan leaves open. Reminders follow at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from domain.date_form import DateSet, date_form
from domain.due import occurrences
from domain.forms import Form
from domain.plan import Obligation
from domain.text import Text, lines
from handlers import dialogue
from handlers.duties import ledger
from handlers.reminders import plan_commune
from handlers.turn import Turn
from storage.dialogs import Dialog

FORM = "date"
_SHOWN = 4


async def set_date(turn: Turn, words: str) -> None:
    await dialogue.begin(turn, FORM, words=words)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], DateSet]:
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    open_first = sorted(turn.plan.obligations, key=lambda obligation: obligation not in book.undated)
    until = turn.today + timedelta(days=turn.world.habits.reminding.plan_ahead_days)
    return lambda form: date_form(form, open_first, turn.today, until)


async def _finish(turn: Turn, dialog: Dialog, result: DateSet) -> None:
    entered = replace(result.entered, since=turn.today)
    turn.memory.reports.enter_date(turn.commune, entered, result.reason, turn.person.id, turn.now)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    obligation = turn.plan.obligation(result.entered.obligation_id)
    turn.say(lines(Text("dates.set", title=obligation.title), *await _next_days(turn, obligation)))
    await turn.note("date entered", f"obligation:{obligation.id}", result.reason)


async def _next_days(turn: Turn, obligation: Obligation) -> list[Text]:
    entered = await turn.memory.reports.entered_dates(turn.commune)
    until = turn.today + timedelta(days=turn.world.habits.reminding.plan_ahead_days)
    coming = occurrences(obligation, since=turn.today, until=until, entered=entered)
    return [Text("dates.next", due=one.due_before, last_day=one.last_safe_day) for one in list(coming)[:_SHOWN]]


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
