"""Sheets of figures: asked one by one over as many days as it takes, put aside and taken up again, sent as a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from domain.forms import Form, Story
from domain.language.text import Text
from domain.people.roles import Can
from domain.petitions.lifecycle import PetitionKind
from domain.plans.duties import Duty
from domain.plans.units import UnitKind
from domain.reports.indicator_form import Filled, Sheet, given, indicator_form
from domain.reports.outline import Counting, Outline
from domain.reports.standing import STILL_OWED
from domain.time.periods import period_span
from domain.time.spans import Span
from handlers import dialogue
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.filing import file_report, wait_for_more
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.reports.figures import Counted, Draft

FORM = "figures"


async def already_in(turn: Turn, book: Ledger, duty: Duty) -> Text | None:
    """Who handed it in when, unless it was returned: another version is made knowingly."""
    entry = book.entry(duty)
    if entry.latest is None or entry.standing in STILL_OWED:
        return None
    name = await turn.memory.people.named(entry.latest.person)
    return Text("report.already_in", name=name, at=entry.latest.at, code=entry.latest.code)


async def way_to_sheet(turn: Turn, book: Ledger, duty: Duty, drafts: Mapping[str, Draft]) -> Text | None:
    """What the button to the report's sheet says; None where it has none, or its period has not begun."""
    outline = _outline(turn, duty)
    if outline is None or period_span(duty.occurrence.period)[0] > turn.today:
        return None
    draft = drafts.get("/".join(duty.what))
    if draft is None:
        return Text("figures.fill_in")
    sheet = await _sheet(turn, book, duty, outline, None)
    return Text("figures.go_on", done=given(draft.answers, sheet), of=len(sheet.asked))


async def open_sheet(turn: Turn, book: Ledger, duty: Duty) -> None:
    """From where it was put aside, if it was."""
    about = "/".join(duty.what)
    draft = (await turn.memory.figures.drafts(turn.commune, turn.person.id)).get(about)
    await dialogue.begin(turn, FORM, answers=draft.answers if draft else {}, about=about)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Filled]:
    book, duty, outline = await _known(turn, dialog)
    as_of = dialog.answers.get("as_of")
    sheet = await _sheet(turn, book, duty, outline, date.fromisoformat(as_of) if as_of else None)
    return lambda form: indicator_form(form, sheet)


async def _finish(turn: Turn, dialog: Dialog, filled: Filled) -> None:
    book, duty, outline = await _known(turn, dialog)
    sheet = await _sheet(turn, book, duty, outline, filled.as_of)
    n = len(filled.figures) + len(sheet.counted)
    submission = await file_report(turn, book, duty, Story(), as_of=filled.as_of, figures=n)
    turn.memory.figures.keep(submission.code, filled.figures, source="unit")
    turn.memory.figures.keep(submission.code, sheet.counted, source="bot")
    await wait_for_more(turn, submission)
    turn.memory.figures.forget(turn.commune, turn.person.id, dialog.about)


async def _keep(turn: Turn, dialog: Dialog) -> None:
    turn.memory.figures.put_aside(turn.commune, turn.person.id, dialog.about, dialog.answers, turn.now)


async def _known(turn: Turn, dialog: Dialog) -> tuple[Ledger, Duty, Outline]:
    """Raises `Refusal` where the report, or its sheet, is no longer theirs to fill in."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    duty = book.find(*dialog.about.split("/"))
    outline = _outline(turn, duty) if duty else None
    if duty is None or outline is None or duty.unit not in turn.units(Can.HAND_IN):
        raise Refusal(Text("report.not_your_unit"))
    return book, duty, outline


def _outline(turn: Turn, duty: Duty) -> Outline | None:
    return turn.plan.outline(duty.obligation, turn.world.national.outline)


async def _sheet(turn: Turn, book: Ledger, duty: Duty, outline: Outline, as_of: date | None) -> Sheet:
    since, until = period_span(duty.occurrence.period)
    kind = book.units[duty.unit].kind if duty.unit in book.units else UnitKind.GROUP
    return Sheet(
        report_name(duty),
        outline,
        outline.asked(UnitKind(kind)),
        since,
        until,
        turn.today,
        last=await turn.memory.figures.before(turn.commune, duty.unit),
        counted=await _counted(turn, outline, since, as_of) if as_of and _keeps_petitions(turn, duty) else {},
        already=await already_in(turn, book, duty),
    )


def _keeps_petitions(turn: Turn, duty: Duty) -> bool:
    """The office of the petitions reports them, for the whole commune and alone: a sum counts each once."""
    return duty.unit == turn.plan.petitions.office


async def _counted(turn: Turn, outline: Outline, since: date, as_of: date) -> dict[str, str]:
    """Of less than a quarter nobody is told how many tố cáo there were, by no figure: so few point at somebody."""

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), turn.world.zone)

    long = Span(since, as_of).is_quarter_or_longer
    counted = await turn.memory.counting.petitions(
        turn.commune,
        midnight(since),
        midnight(as_of + timedelta(days=1)),
        turn.today,
        turn.world.untold(turn.commune),
        hidden=long,
    )
    told = [one for one in outline.counted if one.counts and (long or one.counts is not Counting.DENUNCIATION)]
    return {one.id: str(_count(counted, one.counts)) for one in told if one.counts}


def _count(counted: Counted, what: Counting) -> int:
    match what:
        case Counting.RECEIVED:
            return counted.received
        case Counting.ON_TIME:
            return counted.closed_on_time
        case Counting.LATE:
            return counted.closed_late
        case Counting.OVERDUE:
            return counted.open_overdue
        case _:
            return counted.by_kind.get(_KINDS[what], 0)


_KINDS = {
    Counting.FEEDBACK: PetitionKind.FEEDBACK,
    Counting.SUGGESTION: PetitionKind.SUGGESTION,
    Counting.COMPLAINT: PetitionKind.COMPLAINT,
    Counting.DENUNCIATION: PetitionKind.DENUNCIATION,
    Counting.QUESTION: PetitionKind.QUESTION,
}


dialogue.register(
    FORM, dialogue.Dialogue(_prepare, _finish, keep=_keep, put_aside=Text("figures.put_aside"), spreads=True)
)
