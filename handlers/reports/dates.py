"""`/dathan`: the aggregator sets, moves and takes back the dates of reports. Reminders follow at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta

from domain.forms import Form
from domain.language.text import Text, lines
from domain.people.roles import Can
from domain.plans.date_form import Dated, DateSet, DateTakenBack, date_form
from domain.plans.due import EnteredDate, occurrences, period_of
from domain.plans.plan import Obligation
from domain.reports.orphans import orphans
from domain.reports.requests import request_number
from domain.time.periods import period_name
from handlers import dialogue
from handlers.reports.duties import ledger
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog

FORM = "date"
_SHOWN = 4


async def set_date(turn: Turn, words: str) -> None:
    await dialogue.begin(turn, FORM, words=words)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], DateSet | DateTakenBack]:
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    coming = {duty.obligation.id for duty in book.duties if duty.occurrence.due_before > turn.today}
    open_ones = [o for o in book.obligations.values() if request_number(o.id) is None or o.id in coming]
    open_first = sorted(open_ones, key=lambda obligation: obligation not in book.undated)
    entered = await turn.memory.reports.entered_dates(turn.commune)
    dated = {o.id: _dated(o, entered, turn.today, _horizon(turn)) for o in open_ones}
    return lambda form: date_form(form, open_first, dated, turn.today, _horizon(turn))


def _dated(obligation: Obligation, entered: list[EnteredDate], today: date, until: date) -> Dated:
    ours = [one for one in entered if one.obligation_id == obligation.id]
    coming = tuple(occurrences(obligation, since=today, until=until, entered=ours))
    periods = [one.period or "" for one in ours if one.due_before and one.due_before > today]
    rule = next((one.rule for one in reversed(ours) if one.due_before is None), None)
    return Dated(coming[:_SHOWN], (*periods, *([""] if rule else [])))


async def _finish(turn: Turn, dialog: Dialog, result: DateSet | DateTakenBack) -> None:
    """Raises `Refusal` where reports that are in would lose their place."""
    obligations = (await ledger(turn.world, turn.memory, turn.commune, turn.today)).obligations
    before = await turn.memory.reports.entered_dates(turn.commune)
    if isinstance(result, DateTakenBack):
        obligation = obligations[result.obligation]
        turn.memory.reports.take_back_date(
            turn.commune, obligation.id, result.period, turn.today, result.reason, turn.person.id, turn.now
        )
    else:
        obligation = obligations[result.entered.obligation_id]
        entered = replace(result.entered, since=turn.today)
        if entered.due_before:
            ours = [one for one in before if one.obligation_id == obligation.id]
            entered = replace(entered, period=period_of(obligation, entered, ours))
        turn.memory.reports.enter_date(turn.commune, entered, result.reason, turn.person.id, turn.now)
    await _refuse_orphans(turn, obligations.values(), before)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    key = "dates.taken_back" if isinstance(result, DateTakenBack) else "dates.set"
    turn.say(lines(Text(key, title=obligation.title), *await _next_days(turn, obligation)))
    what = "date taken back" if isinstance(result, DateTakenBack) else "date entered"
    await turn.note(what, f"obligation:{obligation.id}", result.reason)


async def _refuse_orphans(turn: Turn, obligations: Collection[Obligation], before: list[EnteredDate]) -> None:
    """The dates are entered already: what is raised here undoes it."""
    submissions = await turn.memory.reports.all(turn.commune)
    after = await turn.memory.reports.entered_dates(turn.commune)
    lost_before = orphans(submissions, obligations, before)
    lost = [one for one in orphans(submissions, obligations, after) if one not in lost_before]
    if lost:
        named = [
            Text(
                "dates.orphan",
                unit=await turn.memory.units.name(turn.commune, one.unit),
                period=period_name(one.period),
                code=one.code,
            )
            for one in lost
        ]
        raise Refusal(Text("dates.would_orphan", reports=tuple(named)))


def _horizon(turn: Turn) -> date:
    return turn.today + timedelta(days=turn.world.habits.reminding.plan_ahead_days)


async def _next_days(turn: Turn, obligation: Obligation) -> list[Text]:
    entered = await turn.memory.reports.entered_dates(turn.commune)
    coming = [*occurrences(obligation, since=turn.today, until=_horizon(turn), entered=entered)][:_SHOWN]
    days = [Text("dates.next", due=one.due_before, last_day=one.last_safe_day) for one in coming]
    return days or [Text("dates.none_left")]


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, needs=Can.SET_DATES, spreads=True))
