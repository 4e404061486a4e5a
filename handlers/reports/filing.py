"""What a hand-in comes to: a version on record, a receipt, the collectors told, and no more reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.document_number import DocumentNumber
from domain.forms import Story, too_big
from domain.language.naming import called
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Attachment, Choice, FileRef, Message, Picture
from domain.petitions.codes import RANDOM_BYTES, make_code
from domain.plans.duties import Duty
from domain.plans.plan import Obligation
from domain.reports.review_form import UNSAID
from handlers import one_go
from handlers.reports.collectors import reach_collectors
from handlers.reports.duties import Ledger, receiver, report_name
from handlers.reports.nudges import nudge, withdraw
from handlers.turn import Refusal, Turn
from storage.messaging.files import reference_of
from storage.reports.reports import Submission
from storage.reports.reviews import Lock

MORE = "more_files"
"""The form that waits for further files."""


async def refuse_if_locked(turn: Turn, book: Ledger, duty: Duty) -> None:
    """Raises `Refusal`, naming whom to ask."""
    lock = book.locked.get(duty.what[:2])
    if lock:
        name = await turn.memory.people.named(lock.by)
        raise Refusal(Text("report.locked", report=report_name(duty), name=name, reason=_reason(lock)))


def _reason(lock: Lock) -> Text:
    return Text("lock.no_reason") if lock.reason == UNSAID else verbatim(lock.reason)


async def file_report(
    turn: Turn,
    book: Ledger,
    duty: Duty,
    story: Story,
    document: DocumentNumber | None = None,
    *,
    as_of: date | None = None,
    figures: int = 0,
) -> Submission:
    """A new version. `figures`: how many it has; whoever asked for them keeps them. Raises `Refusal` for a period
    that is closed."""
    await refuse_if_locked(turn, book, duty)
    submission = _submission(turn, duty, story, document, as_of)
    turn.memory.reports.hand_in(submission)
    await withdraw(turn.world, turn.memory, turn.commune, duty.what, turn.now)
    same = await _seen_before(turn, book, duty, story)
    _attach(turn, submission, story.files)
    _receipt(turn, book, duty, submission, story, same)
    await _tell_collectors(turn, book, duty, submission, story, figures)
    await turn.note("report handed in", submission.subject, "/".join(duty.what))
    return submission


async def add_files(
    turn: Turn, book: Ledger, submission: Submission, story: Story, *, silent: bool = False
) -> None:
    """Further files of a version. Those it has already are told and not kept twice; `silent` says so of none."""
    duty = book.find(*submission.what)
    if duty:
        await refuse_if_locked(turn, book, duty)
    held = {kept.file.unique for kept in await turn.memory.files.of(submission.subject)}
    fresh = tuple(file for file in story.files if file.unique not in held)
    if not fresh:
        return None if silent else turn.say(Text("report.files_held_already", code=submission.code))
    _attach(turn, submission, fresh)
    text = Text(
        "report.collector_more_files", unit=book.unit_name(submission.unit), code=submission.code, n=len(fresh)
    )
    obligation = book.obligations[submission.obligation]
    await _nudge_collectors(turn, submission, obligation, Message(text, (), copies(submission, fresh)), text)
    if not silent:
        turn.say(Text("report.more_files_added", code=submission.code, n=len(fresh)))


async def wait_for_more(turn: Turn, submission: Submission) -> None:
    """Further files, those sent in one go above all, belong to the report just handed in; anything else does not."""
    await one_go.wait_for_more(turn, MORE, submission.code)


def copies(submission: Submission, files: tuple[FileRef, ...]) -> tuple[Attachment, ...]:
    """They go along once they are here and found sound."""
    return tuple(
        Attachment(Picture.STORED, reference_of(submission.subject, file), file.name, file.medium)
        for file in files
    )


def _when_looked_at(turn: Turn) -> datetime:
    """All letters with files wait alike, so that they keep their order."""
    return turn.now + timedelta(seconds=turn.world.habits.files.looked_at_seconds)


def document_line(submission: Submission) -> Text | None:
    """Its number and day, or the words that came along."""
    if submission.document_number and submission.document_on:
        return Text("report.document_of_day", number=submission.document_number, day=submission.document_on)
    number = submission.document_number if not submission.note else submission.note
    return Text("report.document_number", number=number) if number else None


def _submission(
    turn: Turn, duty: Duty, story: Story, document: DocumentNumber | None, as_of: date | None
) -> Submission:
    return Submission(
        turn.commune,
        make_code(turn.world.random(RANDOM_BYTES)),
        *duty.what,
        duty.occurrence.due_before,
        turn.person.id,
        turn.now,
        on_time=turn.today < duty.occurrence.due_before,
        document_number=document.number if document else "",
        document_on=document.on if document else None,
        note=story.words,
        as_of=as_of,
    )


def _attach(turn: Turn, submission: Submission, files: tuple[FileRef, ...]) -> None:
    for file in files:
        turn.memory.files.attach(turn.commune, submission.subject, file, turn.inbound.at, turn.now)


async def _seen_before(turn: Turn, book: Ledger, duty: Duty, story: Story) -> list[Text]:
    """Of which file an earlier version holds the very same one."""
    ours = {file.unique: file for file in story.files}
    return [
        Text("report.same_file", name=kept.file.name or Text("paper.nameless"), code=version.code)
        for version in book.versions.get(duty.what, ())
        for kept in await turn.memory.files.of(version.subject)
        if kept.file.unique in ours
    ]


def _receipt(turn: Turn, book: Ledger, duty: Duty, submission: Submission, story: Story, same: list[Text]) -> None:
    parts = [
        Text(
            "report.receipt_again" if book.versions.get(duty.what) else "report.receipt",
            code=submission.code,
            report=report_name(duty),
            unit=book.unit_name(duty.unit),
            to=receiver(duty.obligation),
            at=submission.at,
            state=_state(submission),
        ),
        *same,
    ]
    if too_big(story, turn.world.habits.files.largest_kept):
        parts.append(Text("report.too_big"))
    copy = Choice(Text("report.copy_code"), copies=submission.code)
    turn.say(lines(*parts), [copy], [Choice(Text("report.versions"), f"v:{submission.code}")])


async def _tell_collectors(
    turn: Turn, book: Ledger, duty: Duty, submission: Submission, story: Story, figures: int
) -> None:
    told = [
        Text(
            "report.collector_told",
            unit=book.unit_name(duty.unit),
            report=report_name(duty),
            code=submission.code,
            name=called(turn.person.name),
            at=submission.at,
            state=_state(submission),
        ),
        document_line(submission),
    ]
    if submission.as_of:
        told.append(Text("report.figures_in", n=figures, day=submission.as_of))
    message = Message(
        lines(*filter(None, told)),
        (
            (
                Choice(Text("review.approve"), f"rv:{submission.code}", "primary"),
                Choice(Text("review.return"), f"rt:{submission.code}"),
            ),
            (Choice(Text("start.board"), "go:tinhhinh"),),
        ),
        copies(submission, story.files),
    )
    line = Text(
        "nudge.handed_in_line",
        unit=book.unit_name(duty.unit),
        report=report_name(duty),
        code=submission.code,
        at=submission.at,
    )
    await _nudge_collectors(turn, submission, duty.obligation, message, line)


async def _nudge_collectors(
    turn: Turn, submission: Submission, obligation: Obligation, message: Message, line: Text
) -> None:
    """With the rest of what they hear unasked; letters with files leave when the files were looked at."""
    key = f"{submission.subject}:{turn.inbound.key}"
    button = Choice(Text("nudge.open", code=submission.code), f"sv:{submission.code}")
    when = _when_looked_at(turn) if message.attachments else None
    for reach in await reach_collectors(turn.memory, turn.plan, obligation):
        if reach.person == turn.person.id:  # who hands in has the receipt
            continue
        await nudge(
            turn.world,
            turn.memory,
            turn.now,
            reach,
            message,
            line,
            turn.commune,
            key=key,
            button=button,
            not_before=when,
        )


def _state(submission: Submission) -> Text:
    return Text("report.on_time" if submission.on_time else "report.late")
