"""Handing in a report: one press and one file, a receipt, the collector told, and no more reminders."""

from __future__ import annotations

from collections.abc import Callable

from domain.codes import RANDOM_BYTES, make_code
from domain.duties import Duty
from domain.forms import Form, Story, too_big
from domain.messages import Attachment, Choice, Message, Picture
from domain.naming import called
from domain.people import Can
from domain.report_form import Paper, hand_in_form, more_files_form
from domain.text import Text, lines
from handlers import dialogue
from handlers.collectors import reach_collectors
from handlers.duties import Ledger, ledger, receiver, report_name
from handlers.one_go import belongs, wait_for_more
from handlers.turn import Refusal, Turn
from storage.dialogs import Dialog
from storage.files import reference_of
from storage.reports import Submission

FORM, MORE = "hand_in", "more_files"


async def choose_report(turn: Turn, words: str) -> None:
    """/nop: the report whose day is nearest; another by a button."""
    book = await _my_ledger(turn)
    open_now = _open(turn, book)
    if not open_now:
        return turn.say(Text("report.nothing_to_hand_in"))
    await dialogue.begin(turn, FORM, answers={"duty": _key(open_now[0])}, words=words, takes_files=True)


async def hand_in(turn: Turn, rest: str) -> None:
    """The button *Nộp*: `<obligation>:<period>:<unit>`. Raises `Refusal` for a unit one is not in."""
    what = tuple(rest.split(":"))
    book = await _my_ledger(turn)
    duty = book.find(*what) if len(what) == 3 else None
    if duty is None or duty.unit not in turn.units(Can.HAND_IN):
        raise Refusal(Text("report.not_your_unit"))
    if turn.inbound.group:
        raise Refusal(Text("report.hand_in_privately"))
    await dialogue.begin(turn, FORM, answers={"duty": _key(duty)})


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Paper]:
    book = await _my_ledger(turn)
    mine = {_key(duty): report_name(duty) for duty in book.of(turn.units(Can.HAND_IN))}
    choices = [(_key(duty), mine[_key(duty)]) for duty in _open(turn, book)]
    return lambda form: hand_in_form(form, choices, lambda key: mine.get(key, Text("report.no_longer")))


async def _finish(turn: Turn, dialog: Dialog, paper: Paper) -> None:
    book = await _my_ledger(turn)
    duty = book.find(*paper.duty.split("/"))
    if duty is None or duty.unit not in turn.units(Can.HAND_IN):
        raise Refusal(Text("report.not_your_unit"))
    submission = _submission(turn, duty, paper.story)
    turn.memory.reports.hand_in(submission)
    turn.memory.reminders.stop(turn.commune, *duty.what, turn.now)
    _attach(turn, submission, paper.story)
    _receipt(turn, book, duty, submission, paper.story)
    await _tell_collectors(turn, book, duty, submission, paper.story)
    await turn.note("report handed in", submission.subject, "/".join(duty.what))
    if paper.story.files:
        await _expect_more(turn, submission)


def _submission(turn: Turn, duty: Duty, story: Story) -> Submission:
    return Submission(
        turn.commune,
        make_code(turn.world.random(RANDOM_BYTES)),
        *duty.what,
        duty.occurrence.due_before,
        turn.person.id,
        turn.now,
        on_time=turn.today < duty.occurrence.due_before,
        document_number=story.words,
    )


def _attach(turn: Turn, submission: Submission, story: Story) -> None:
    for file in story.files:
        turn.memory.files.attach(turn.commune, submission.subject, file, turn.inbound.at, turn.now)


def _receipt(turn: Turn, book: Ledger, duty: Duty, submission: Submission, story: Story) -> None:
    parts = [
        Text(
            "report.receipt_again" if book.is_in(duty) else "report.receipt",
            code=submission.code,
            report=report_name(duty),
            unit=book.unit_name(duty.unit),
            to=receiver(duty.obligation),
            at=submission.at,
            state=Text("report.on_time" if submission.on_time else "report.late"),
        )
    ]
    if too_big(story, turn.world.habits.files.largest_kept):
        parts.append(Text("report.too_big"))
    turn.say(lines(*parts), [Choice(Text("report.copy_code"), copies=submission.code)])


async def _tell_collectors(turn: Turn, book: Ledger, duty: Duty, submission: Submission, story: Story) -> None:
    told = [
        Text(
            "report.collector_told",
            unit=book.unit_name(duty.unit),
            report=report_name(duty),
            code=submission.code,
            name=called(turn.person.name),
            at=submission.at,
            state=Text("report.on_time" if submission.on_time else "report.late"),
        )
    ]
    if story.words:
        told.append(Text("report.document_number", number=story.words))
    message = Message(
        lines(*told),
        ((Choice(Text("start.board"), "go:tinhhinh"),),),
        _copies(submission, story),
    )
    turn.voice.tell_all(
        await reach_collectors(turn.memory, turn.plan, duty.obligation),
        message,
        turn.commune,
        subject=submission.subject,
    )


def _copies(submission: Submission, story: Story) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(Picture.STORED, reference_of(submission.subject, file), file.name, file.medium)
        for file in story.files
    )


async def _expect_more(turn: Turn, submission: Submission) -> None:
    """Further files, those sent in one go above all, belong to the report just handed in; anything else does not."""
    await wait_for_more(turn, MORE, submission.code)


async def _prepare_more(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return more_files_form


async def _finish_more(turn: Turn, dialog: Dialog, story: Story) -> None:
    submission = await turn.memory.reports.by_code(turn.commune, dialog.about)
    if submission is None:
        return
    _attach(turn, submission, story)
    book = await _my_ledger(turn)
    obligation = turn.plan.obligation(submission.obligation)
    text = Text(
        "report.collector_more_files",
        unit=book.unit_name(submission.unit),
        code=submission.code,
        n=len(story.files),
    )
    reached = await reach_collectors(turn.memory, turn.plan, obligation)
    turn.voice.tell_all(reached, Message(text, (), _copies(submission, story)), turn.commune)
    if not belongs(dialog, turn):
        turn.say(Text("report.more_files_added", code=submission.code, n=len(story.files)))
    await _expect_more(turn, submission)


async def _my_ledger(turn: Turn) -> Ledger:
    return await ledger(turn.world, turn.memory, turn.commune, turn.today)


def _open(turn: Turn, book: Ledger) -> list[Duty]:
    """What this person's units still owe, the nearest few."""
    waiting = [duty for duty in book.of(turn.units(Can.HAND_IN)) if not book.is_in(duty)]
    return waiting[: turn.world.habits.petitions.queue_page]


def _key(duty: Duty) -> str:
    return "/".join(duty.what)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
dialogue.register(MORE, dialogue.Dialogue(_prepare_more, _finish_more, only_files=True))
