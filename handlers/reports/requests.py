"""`/dotxuat`: a report asked for out of turn. The units hear of it at once, and then by the usual steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from domain.forms import Form, NotUnderstood, Reply, Story
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Attachment, Choice, Message, Picture
from domain.people.roles import Can
from domain.plans.addressees import Known
from domain.plans.duties import Duty
from domain.plans.units import UnitKind
from domain.reports.report_form import day_reader
from domain.reports.request_form import Asked, read_line, read_title, request_form
from domain.reports.requests import obligation_id
from handlers import dialogue
from handlers.buttons import row_id
from handlers.reports.deadlines import hand_in_button
from handlers.reports.duties import Ledger, ledger, receiver
from handlers.reports.ladder import report_heading, unit_button, unit_line
from handlers.reports.nudges import next_hour, nudge
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.messaging.files import reference_of
from storage.reports.requests import Request

FORM, CANCEL = "request", "cancel_request"
GROUPED = (UnitKind.SCHOOL, UnitKind.HAMLET, UnitKind.DEPARTMENT, UnitKind.CENTRE, UnitKind.MASS)


async def ask_report(turn: Turn, words: str) -> None:
    """`/dotxuat 15/12 Báo cáo công khai tài chính; tất cả trường học`. What is missing, or not understood, is asked."""
    day, title, units = read_line(words)
    answers: dict[str, object] = {"title": named} if (named := read_title(title)) else {}
    read = day_reader(turn.today, _horizon(turn))(Reply(words=day)) if day else None
    if read is None or isinstance(read, NotUnderstood):
        return await dialogue.begin(turn, FORM, answers=answers, words=day)
    answers = {"due": read, **answers}
    await dialogue.begin(turn, FORM, answers=answers, words=units if named else "")


def _horizon(turn: Turn) -> date:
    return turn.today + timedelta(days=turn.world.habits.reminding.plan_ahead_days)


async def _known(turn: Turn) -> Known:
    """The units that exist, by the commune's own groups and by kind."""
    units = await turn.memory.units.all(turn.commune)
    groups: dict[str, tuple[str, ...]] = {}
    for kind in GROUPED:
        of_kind = tuple(unit.id for unit in units if unit.kind == kind.value)
        if of_kind:
            groups[turn.world.plain(Text(f"unit.all_{kind.value}"), turn.person.language)] = of_kind
    for entry in turn.plan.units:
        within = tuple(unit.id for unit in units if unit.belongs_to == entry.id)
        if within and within not in groups.values():
            groups[entry.name] = within
    groups[turn.world.plain(Text("unit.all"), turn.person.language)] = tuple(unit.id for unit in units)
    return Known({unit.id: unit.name for unit in units}, groups)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Asked]:
    known = await _known(turn)
    return lambda form: request_form(form, known, turn.today, _horizon(turn))


async def _finish(turn: Turn, dialog: Dialog, asked: Asked) -> None:
    if not asked.units:
        raise Refusal(Text("unit.changed_meanwhile"))
    collectors = turn.units(Can.SET_DATES)
    request = Request(
        0,
        turn.commune,
        asked.title,
        asked.due_before,
        asked.units,
        collectors[0] if collectors else "",
        asked.template.words,
        turn.person.id,
    )
    number = await turn.memory.requests.make(request, turn.now)
    _keep_template(turn, f"request:{number}", asked.template)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    duties = [duty for duty in book.duties if duty.obligation.id == obligation_id(number)]
    unheard = [duty for duty in duties if not await _tell(turn, book, duty, f"request:{number}", asked.template)]
    parts = [Text("adhoc.asked", title=asked.title, due=asked.due_before, n=len(duties) - len(unheard))]
    if unheard:
        names = tuple(Text("report.unit_line", unit=book.unit_name(duty.unit)) for duty in unheard)
        parts.append(Text("adhoc.nobody_registered", units=names))
    turn.say(lines(*parts), [Choice(Text("start.board"), "go:tinhhinh")])
    await turn.note("report asked for", f"request:{number}", asked.title)


def _keep_template(turn: Turn, subject: str, template: Story) -> None:
    for file in template.files:
        turn.memory.files.attach(turn.commune, subject, file, turn.inbound.at, turn.now)


async def _tell(turn: Turn, book: Ledger, duty: Duty, subject: str, template: Story) -> int:
    text = Text(
        "adhoc.told",
        unit=book.unit_name(duty.unit),
        title=duty.obligation.title,
        to=receiver(duty.obligation),
        due=duty.occurrence.due_before,
        last_day=duty.occurrence.last_safe_day,
        words=verbatim(template.words),
    )
    files = tuple(
        Attachment(Picture.STORED, reference_of(subject, file), file.name, file.medium) for file in template.files
    )
    buttons = ((hand_in_button(duty), Choice(Text("report.ask_extension"), ":".join(("x", *duty.what)))),)
    reached = await turn.memory.people.reach_unit(turn.commune, duty.unit)
    for reach in reached:
        await nudge(
            turn.world,
            turn.memory,
            turn.now,
            reach,
            Message(text, buttons, files),
            unit_line(book, duty),
            turn.commune,
            key=f"{subject}|{duty.unit}",
            button=unit_button(book, duty),
            heading=report_heading(duty),
            duty=duty,
            at=await next_hour(turn.world, turn.memory, turn.now, reach, turn.commune),
        )
    return len(reached)


async def list_requests(turn: Turn, words: str = "") -> None:
    """Those whose day is still to come or past without all being in, each with its button to take it back."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    shown = []
    for request in await turn.memory.requests.all(turn.commune):
        duties = [duty for duty in book.duties if duty.obligation.id == obligation_id(request.id)]
        if duties and not request.cancelled:
            shown.append((request, sum(not book.is_owed(duty) for duty in duties), len(duties)))
    if not shown:
        return turn.say(Text("adhoc.none"))
    told = [Text("adhoc.line", title=one.title, due=one.due_before, done=done, all=n) for one, done, n in shown]
    rows = [[Choice(Text("adhoc.cancel_named", title=one.title), f"dx:{one.id}", "danger")] for one, *_ in shown]
    turn.say(lines(Text("adhoc.title"), *told), *rows[: turn.world.habits.petitions.queue_page])


async def cancel(turn: Turn, rest: str) -> None:
    """The button under the list: `<number>`. Raises `Refusal` where a unit has handed in already."""
    await _cancellable(turn, rest)
    await dialogue.begin(turn, CANCEL, about=rest)


async def _cancellable(turn: Turn, number: str) -> Request:
    if not turn.may(Can.SET_DATES):
        raise Refusal(Text("error.not_yours"))
    wanted = row_id(number)
    request = next((one for one in await turn.memory.requests.all(turn.commune) if one.id == wanted), None)
    if request is None or request.cancelled:
        raise Refusal(Text("form.button_is_old"))
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    handed_in = [what for what in book.versions if what[0] == obligation_id(request.id)]
    if handed_in:
        units = tuple(Text("report.unit_line", unit=book.unit_name(unit)) for *_, unit in handed_in)
        raise Refusal(Text("adhoc.already_in", title=request.title, units=units))
    return request


async def _prepare_cancel(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    request = await _cancellable(turn, dialog.about)
    return lambda form: form.words("reason", Text("adhoc.why_cancel", title=request.title))


async def _finish_cancel(turn: Turn, dialog: Dialog, reason: str) -> None:
    request = await _cancellable(turn, dialog.about)
    turn.memory.requests.cancel(turn.commune, request.id, reason, turn.now)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    told = Message(Text("adhoc.told_cancelled", title=request.title, reason=reason))
    for unit in request.units:
        turn.voice.tell_all(await turn.memory.people.reach_unit(turn.commune, unit), told, turn.commune)
    turn.say(Text("adhoc.cancelled", title=request.title))
    await turn.note("request taken back", f"request:{request.id}", reason)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, needs=Can.SET_DATES, spreads=True))
dialogue.register(CANCEL, dialogue.Dialogue(_prepare_cancel, _finish_cancel, needs=Can.SET_DATES, spreads=True))
