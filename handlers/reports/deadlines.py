"""`/hanbaocao`: a unit's own deadlines, the nearest first, each with its button to hand in."""

from __future__ import annotations

from domain.language.text import Text, lines
from domain.messaging.messages import Choice
from domain.people.roles import Can
from domain.plans.duties import Duty
from domain.time.periods import period_name
from handlers.reports.duties import Ledger, ledger, receiver
from handlers.turn import Turn

_SHOWN = 3


async def say_deadlines(turn: Turn, words: str = "") -> None:
    """For every unit that the person hands in for."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    for unit in turn.units(Can.HAND_IN):
        await _say_unit(turn, book, unit)


async def _say_unit(turn: Turn, book: Ledger, unit: str) -> None:
    mine = book.of([unit])
    waiting = [duty for duty in mine if book.is_owed(duty)][:_SHOWN]
    done = [duty for duty in mine if book.versions.get(duty.what) and not book.is_owed(duty)][-_SHOWN:]
    parts = [Text("report.deadlines_of", unit=book.unit_name(unit))]
    parts += [_waiting_line(duty, turn) for duty in waiting]
    parts += [_done_line(book, duty) for duty in done]
    parts += [
        Text("report.undated_line", title=o.title, to=receiver(o)) for o in book.undated if unit in o.owed_by
    ]
    if len(parts) == 1:
        parts.append(Text("report.nothing_owed"))
    turn.say(lines(*parts), *([hand_in_button(duty, named=True)] for duty in waiting))


def hand_in_button(duty: Duty, *, named: bool = False) -> Choice:
    """Under a reminder it says just *Nộp*; in a list it names the period."""
    action = ":".join(("n", *duty.what))
    label = (
        Text("report.hand_in_named", period=period_name(duty.occurrence.period))
        if named
        else Text("report.hand_in")
    )
    return Choice(label, action, "primary")


def _waiting_line(duty: Duty, turn: Turn) -> Text:
    left = duty.occurrence.days_left(turn.today)
    return Text(
        "report.overdue_line" if left < 0 else "report.waiting_line",
        period=period_name(duty.occurrence.period),
        title=duty.obligation.title,
        to=receiver(duty.obligation),
        last_day=duty.occurrence.last_safe_day,
        n=abs(left),
    )


def _done_line(book: Ledger, duty: Duty) -> Text:
    submission = book.versions[duty.what][-1]
    state = Text("report.on_time" if book.entry(duty).on_time else "report.late")
    return Text(
        "report.done_line",
        period=period_name(duty.occurrence.period),
        at=submission.at,
        code=submission.code,
        state=state,
    )
