"""*Xin lùi hạn*: a unit asks for more time for one report; whoever collects it decides with one press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from domain.forms import Form, Story
from domain.language.naming import called
from domain.language.text import Gap, Text
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can
from domain.plans.duties import Duty
from domain.reports.report_form import ExtensionAsked, extension_form
from handlers import dialogue
from handlers.buttons import row_id
from handlers.reports.collectors import reach_collectors
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.filing import refuse_if_locked
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from handlers.vault.protection import denounces, protect
from storage.messaging.dialogs import Dialog
from storage.reports.extensions import Extension

FORM = "extension"


async def choose(turn: Turn, words: str) -> None:
    """/luihan: for one of the reports that the person's units still owe, where the reminder's button is out of reach."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    owed = [duty for duty in book.of(turn.units(Can.HAND_IN)) if book.is_awaited(duty)]
    if not owed:
        raise Refusal(Text("extension.nothing_owed"))
    rows = [
        [Choice(report_name(duty), ":".join(("x", *duty.what)))]
        for duty in owed[: turn.world.habits.petitions.queue_page]
    ]
    turn.say(Text("extension.which"), *rows)


async def ask_extension(turn: Turn, rest: str) -> None:
    """The button under a reminder: `<obligation>:<period>:<unit>`."""
    _, duty = await _duty(turn, rest.replace(":", "/"))
    if turn.inbound.group:
        raise Refusal(Text("report.hand_in_privately"))
    await dialogue.begin(turn, FORM, about="/".join(duty.what))


async def _duty(turn: Turn, about: str) -> tuple[Ledger, Duty]:
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    what = about.split("/")
    duty = book.find(*what) if len(what) == 3 else None
    if duty is None or duty.unit not in turn.units(Can.HAND_IN):
        raise Refusal(Text("report.not_your_unit"))
    if not book.is_owed(duty):
        raise Refusal(Text("extension.already_in"))
    await refuse_if_locked(turn, book, duty)
    return book, duty


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], ExtensionAsked]:
    _, duty = await _duty(turn, dialog.about)
    after = max(turn.today, duty.occurrence.due_before)
    until = turn.today + timedelta(days=turn.world.habits.reminding.plan_ahead_days)
    return lambda form: extension_form(form, report_name(duty), after, until)


async def _finish(turn: Turn, dialog: Dialog, asked: ExtensionAsked) -> None:
    if denounces(turn, Story(asked.reason)):
        return await protect(turn, Story(asked.reason))
    book, duty = await _duty(turn, dialog.about)
    extension = Extension(turn.commune, *duty.what, asked.due_before, asked.reason, turn.person.id)
    number = await turn.memory.extensions.ask(extension, turn.now)
    text = Text(
        "extension.asked",
        unit=book.unit_name(duty.unit),
        report=report_name(duty),
        due=duty.occurrence.due_before,
        new_due=asked.due_before,
        reason=asked.reason,
        name=called(turn.person.name),
    )
    answers = (
        Choice(Text("extension.grant"), f"xd:{number}:granted", "primary"),
        Choice(Text("extension.refuse"), f"xd:{number}:refused", "danger"),
    )
    reached = await reach_collectors(turn.memory, turn.plan, duty.obligation)
    turn.voice.tell_all(reached, Message(text, (answers,)), turn.commune)
    turn.say(Text("extension.passed_on", report=report_name(duty), new_due=asked.due_before))
    await turn.note("extension asked", f"extension:{number}", asked.reason)


async def decide(turn: Turn, rest: str) -> None:
    """`<number>:<granted|refused>`, once."""
    number, _, state = rest.partition(":")
    if not turn.may(Can.SET_DATES) or state not in ("granted", "refused"):
        raise Refusal(Text("error.not_yours"))
    extension = await turn.memory.extensions.find(turn.commune, row_id(number))
    if extension is None:
        raise Refusal(Text("error.not_yours"))
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    duty = book.find(extension.obligation, extension.period, extension.unit)
    if extension.state == "asked":
        _refuse_needless(turn, book, duty, extension)
    if not await turn.memory.extensions.decide(extension, state, turn.person.id, turn.now):
        raise Refusal(Text("extension.already_decided"))
    gaps: dict[str, Gap] = {
        "unit": book.unit_name(extension.unit),
        "report": report_name(duty) if duty else Text("report.no_longer"),
        "new_due": extension.due_before,
    }
    told = Message(Text(f"extension.{state}", **gaps))
    turn.voice.tell_all(await turn.memory.people.reach_unit(turn.commune, extension.unit), told, turn.commune)
    turn.say(Text(f"extension.you_{state}", **gaps))
    if state == "granted":
        turn.memory.reports.raise_version(turn.commune)
        await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    await turn.note(f"extension {state}", f"extension:{number}")


def _refuse_needless(turn: Turn, book: Ledger, duty: Duty | None, extension: Extension) -> None:
    """Raises `Refusal` where the report came meanwhile or is owed no more, or the day asked for is past."""
    unit = book.unit_name(extension.unit)
    if duty is None or not book.is_owed(duty):
        report = report_name(duty) if duty else Text("report.no_longer")
        raise Refusal(Text("extension.not_needed", unit=unit, report=report))
    if book.is_locked(duty):
        raise Refusal(Text("lock.is_locked", report=report_name(duty)))
    if extension.due_before <= turn.today:
        raise Refusal(Text("extension.day_is_past", unit=unit, new_due=extension.due_before))


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
