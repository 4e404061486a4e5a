"""*Đã gửi lên cấp trên*: the consolidated report went on, with a document. Where the aggregator owes that itself, its
duty is done and it is reminded no more."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form
from domain.language.text import Gap, Text
from domain.people.roles import Can
from domain.petitions.codes import RANDOM_BYTES, make_code
from domain.plans.duties import Duty
from domain.reports.onward_form import PassedOn, onward_form
from domain.reports.second_hop import onward_id
from handlers import dialogue
from handlers.reports.consolidation import opened
from handlers.reports.duties import Ledger, report_name
from handlers.reports.filing import refuse_if_locked
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog
from storage.reports.reports import Submission
from storage.reports.sent_onward import SentOnward

FORM = "sent_onward"


async def sent_onward(turn: Turn, what: str) -> None:
    """The button under a consolidated report: "obligation/period"."""
    await opened(turn, what)
    await dialogue.begin(turn, FORM, about=what)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], PassedOn]:
    book, report = await opened(turn, dialog.about)
    name = report_name(report.entries[0].duty)
    ours = [duty for duty in book.of(turn.units(Can.REVIEW)) if book.is_owed(duty) and _goes_up(duty)]
    exact = [_key(duty) for duty in ours if duty.what[:2] == (onward_id(report.obligation.id), report.period)]
    begun = [(_key(duty), report_name(duty)) for duty in ours if book.has_begun(duty)]
    return lambda form: onward_form(form, name, begun, turn.today, exact="".join(exact[:1]))


def _key(duty: Duty) -> str:
    return "/".join(duty.what)


def _goes_up(duty: Duty) -> bool:
    """Nobody in the commune gathers it."""
    return duty.obligation.collected_by is None


async def _finish(turn: Turn, dialog: Dialog, passed_on: PassedOn) -> None:
    book, report = await opened(turn, dialog.about)
    duty = book.find(*passed_on.duty.split("/")) if passed_on.duty else None
    code = await _hand_in(turn, book, duty, passed_on) if duty else ""
    turn.memory.sent_onward.note(
        SentOnward(
            turn.commune,
            report.obligation.id,
            report.period,
            passed_on.number,
            passed_on.on,
            code,
            turn.person.id,
            turn.now,
        )
    )
    gaps: dict[str, Gap] = {
        "report": report_name(report.entries[0].duty),
        "number": passed_on.number,
        "day": passed_on.on,
    }
    if duty:
        turn.say(Text("consolidation.handed_in", own=report_name(duty), code=code, **gaps))
    else:
        turn.say(Text("consolidation.noted", **gaps))
    await turn.note("report sent onward", f"period:{report.what}", f"{passed_on.number} {passed_on.on}")


async def _hand_in(turn: Turn, book: Ledger, duty: Duty, passed_on: PassedOn) -> str:
    """It is on time by the day on which it was sent. Gives the receipt code."""
    await refuse_if_locked(turn, book, duty)
    submission = Submission(
        turn.commune,
        make_code(turn.world.random(RANDOM_BYTES)),
        *duty.what,
        duty.occurrence.due_before,
        turn.person.id,
        turn.now,
        on_time=passed_on.on < duty.occurrence.due_before,
        document_number=passed_on.number,
        document_on=passed_on.on,
    )
    turn.memory.reports.hand_in(submission)
    turn.memory.reminders.stop(turn.commune, *duty.what, turn.now)
    await turn.note("report handed in", submission.subject, _key(duty))
    return submission.code


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, spreads=True))
