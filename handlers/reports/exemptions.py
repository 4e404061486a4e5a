"""`/mien`, `/bomien`: a unit is excused from one report, with the reason on record, and owes it again."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form
from domain.language.text import Gap, Text, lines
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can
from domain.reports.review_form import Excused, exempt_form
from handlers import dialogue
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.nudges import withdraw
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog

FORM = "exempt"


async def exempt(turn: Turn, words: str) -> None:
    if not _periods(await _book(turn)):
        raise Refusal(Text("exempt.nobody_owes"))
    await dialogue.begin(turn, FORM)


async def _book(turn: Turn) -> Ledger:
    return await ledger(turn.world, turn.memory, turn.commune, turn.today)


def _periods(book: Ledger) -> list[tuple[str, Text]]:
    """The nearest report of each kind of which anything is owed, and whatever is overdue; none of a locked period."""
    found: dict[str, Text] = {}
    for duty in book.duties:
        if book.is_awaited(duty):
            found.setdefault("/".join(duty.what[:2]), report_name(duty))
    return list(found.items())


def _owing(book: Ledger, what: str) -> dict[str, str]:
    return {
        duty.unit: book.unit_name(duty.unit)
        for duty in book.duties
        if "/".join(duty.what[:2]) == what and book.is_owed(duty)
    }


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Excused]:
    book = await _book(turn)
    shown = turn.world.habits.petitions.queue_page
    periods = _periods(book)[:shown]
    return lambda form: exempt_form(form, periods, lambda what: _owing(book, what))


async def _finish(turn: Turn, dialog: Dialog, excused: Excused) -> None:
    book = await _book(turn)
    obligation, period = excused.what.split("/")
    duty = book.find(obligation, period, excused.unit)
    if duty is None or not book.is_owed(duty):
        raise Refusal(Text("exempt.owes_nothing"))
    turn.memory.reviews.exempt(turn.commune, duty.what, excused.reason, turn.person.id, turn.now)
    await withdraw(turn.world, turn.memory, turn.commune, duty.what, turn.now)
    unit, report = book.unit_name(duty.unit), report_name(duty)
    told = Message(Text("exempt.told", unit=unit, report=report, reason=excused.reason))
    reached = await turn.memory.people.reach_unit(turn.commune, duty.unit)
    turn.voice.tell_all(reached, told, turn.commune)
    turn.say(Text("exempt.done" if reached else "exempt.done_nobody", unit=unit, report=report))
    await turn.note("unit excused", "/".join(duty.what), excused.reason)


async def list_exempted(turn: Turn, words: str) -> None:
    """Those excused from what is on the board, each with its button to owe it again."""
    book = await _book(turn)
    excused = [duty for duty in book.duties if duty.what in book.exempted]
    if not excused:
        return turn.say(Text("exempt.none"))
    told = [
        Text(
            "exempt.line",
            unit=book.unit_name(duty.unit),
            report=report_name(duty),
            reason=book.exempted[duty.what],
        )
        for duty in excused
    ]
    rows = [
        [Choice(Text("exempt.undo", unit=book.unit_name(duty.unit)), ":".join(("me", *duty.what)))]
        for duty in excused[: turn.world.habits.petitions.queue_page]
    ]
    turn.say(lines(Text("exempt.title"), *told), *rows)


async def owes_again(turn: Turn, rest: str) -> None:
    """The button under the list: `<obligation>:<period>:<unit>`."""
    if not turn.may(Can.REVIEW):
        raise Refusal(Text("error.not_yours"))
    book = await _book(turn)
    what = rest.split(":")
    duty = book.find(*what) if len(what) == 3 else None
    if duty is None or duty.what not in book.exempted:
        raise Refusal(Text("form.button_is_old"))
    turn.memory.reviews.owes_again(turn.commune, duty.what, turn.now)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    gaps: dict[str, Gap] = {"unit": book.unit_name(duty.unit), "report": report_name(duty)}
    told = Message(Text("exempt.told_owes_again", due=duty.occurrence.due_before, **gaps))
    turn.voice.tell_all(await turn.memory.people.reach_unit(turn.commune, duty.unit), told, turn.commune)
    turn.say(Text("exempt.owes_again", **gaps))
    await turn.note("unit owes again", "/".join(duty.what))


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, needs=Can.REVIEW, spreads=True))
