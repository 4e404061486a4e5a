"""`/xembaocao`, `/duyet`, `/tralai`: whoever collects a report looks at what a unit handed in, approves it, or returns
it with a reason and a new day. The unit is told; the clock runs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from domain.forms import Form
from domain.language.naming import called
from domain.language.text import Gap, Text, lines
from domain.messaging.messages import Attachment, Choice, Message, Picture
from domain.people.roles import Can
from domain.petitions.codes import read_code
from domain.plans.duties import Duty
from domain.reports.review_form import Returned, return_form
from domain.reports.standing import Verdict
from handlers import dialogue
from handlers.reports.deadlines import hand_in_button
from handlers.reports.duties import Entry, Ledger, ledger, report_name
from handlers.reports.nudges import withdraw
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.messaging.files import reference_of
from storage.reports.reports import Submission
from storage.reports.reviews import Review

FORM = "return_report"


@dataclass(frozen=True, slots=True)
class Opened:
    """A report handed in, with its place on the board; `entry` is None where it is on the board no more."""

    book: Ledger
    submission: Submission
    duty: Duty | None
    entry: Entry | None

    @property
    def name(self) -> Text:
        return report_name(self.duty) if self.duty else Text("report.no_longer")

    @property
    def unit(self) -> str:
        return self.book.unit_name(self.submission.unit)


async def open_report(turn: Turn, words: str) -> None:
    """Everything about one report: its versions, its files, what was found of it, and what can be done."""
    opened = await _find(turn, words)
    submission = opened.submission
    kept = [one for one in await turn.memory.files.of(submission.subject) if not one.fault]
    files = tuple(
        Attachment(Picture.STORED, reference_of(submission.subject, one.file), one.file.name, one.file.medium)
        for one in kept
    )
    versions = opened.entry.versions if opened.entry else (submission,)
    text = lines(
        Text(
            "review.report",
            unit=opened.unit,
            report=opened.name,
            code=submission.code,
            at=submission.at,
            name=called(await turn.memory.people.named(submission.person)),
            state=Text("report.on_time" if submission.on_time else "report.late"),
            number=submission.document_number or Text("review.no_number"),
            n=len(kept),
        ),
        *(_version_line(opened.book, version) for version in versions if len(versions) > 1),
        Text("review.found", found=_found(opened.book, submission)),
    )
    turn.say(text, *_buttons(turn, opened), attachments=() if turn.inbound.group else files)


def _version_line(book: Ledger, version: Submission) -> Text:
    return Text("review.version", at=version.at, code=version.code, found=_found(book, version))


def _found(book: Ledger, submission: Submission) -> Text:
    if submission.void:
        return Text("versions.void")
    review = book.reviews.get(submission.code)
    if review is None:
        return Text("review.not_yet")
    if review.verdict is Verdict.APPROVED:
        return Text("review.was_approved", at=review.at)
    return Text("review.was_returned", at=review.at, reason=review.reason)


def _buttons(turn: Turn, opened: Opened) -> list[list[Choice]]:
    if not (turn.may(Can.REVIEW) and opened.entry and opened.entry.latest == opened.submission):
        return []
    found = opened.entry.review
    rows = []
    if found is None or found.verdict is Verdict.RETURNED:
        rows.append(Choice(Text("review.approve"), f"rv:{opened.submission.code}", "primary"))
    if found is None or found.verdict is Verdict.APPROVED:
        rows.append(Choice(Text("review.return"), f"rt:{opened.submission.code}", "danger"))
    return [rows]


async def approve(turn: Turn, words: str) -> None:
    """Raises `Refusal` where a newer version came meanwhile, or it is approved already."""
    opened = await _to_decide(turn, words)
    submission = opened.submission
    found = opened.book.reviews.get(submission.code)
    if found and found.verdict is Verdict.APPROVED:
        raise Refusal(Text("review.already_approved", at=found.at, code=submission.code))
    review = Review(submission.code, Verdict.APPROVED, turn.person.id, turn.now)
    turn.memory.reviews.review(turn.commune, review)
    await withdraw(turn.world, turn.memory, turn.commune, _what(submission), turn.now)
    told = Text("review.told_approved", report=opened.name, unit=opened.unit, code=submission.code)
    await _tell_unit(turn, submission, Message(told))
    turn.say(Text("review.you_approved", report=opened.name, unit=opened.unit, code=submission.code))
    await turn.note("report approved", submission.subject)


async def send_back(turn: Turn, words: str) -> None:
    """`/tralai K7M2-9QXT-4 thiếu số liệu mục II; 12/6`: the code, the reason, the new day; what is missing is asked."""
    code, _, rest = _code_and_rest(words)
    opened = await _to_decide(turn, code)
    reason, _, day = rest.rpartition(";")
    answers = {"reason": reason.strip()} if reason.strip() else {}
    await dialogue.begin(turn, FORM, answers=answers, about=opened.submission.code, words=day.strip())


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Returned]:
    opened = await _to_decide(turn, dialog.about)
    await _refuse_second(turn, opened)
    until = turn.today + timedelta(days=turn.world.habits.reminding.returned_within_days)
    return lambda form: return_form(form, opened.name, opened.unit, turn.today, until)


async def _finish(turn: Turn, dialog: Dialog, returned: Returned) -> None:
    opened = await _to_decide(turn, dialog.about)
    submission = opened.submission
    review = Review(
        submission.code, Verdict.RETURNED, turn.person.id, turn.now, returned.reason, returned.due_before
    )
    turn.memory.reviews.review(turn.commune, review)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    gaps: dict[str, Gap] = {
        "report": opened.name,
        "unit": opened.unit,
        "code": submission.code,
        "reason": returned.reason,
        "due": returned.due_before,
    }
    rows = ((hand_in_button(opened.duty),),) if opened.duty else ()
    await _tell_unit(
        turn, submission, Message(Text("review.told_returned", name=called(turn.person.name), **gaps), rows)
    )
    turn.say(Text("review.you_returned", **gaps))
    await turn.note("report returned", submission.subject, returned.reason)


async def _refuse_second(turn: Turn, opened: Opened) -> None:
    """Raises `Refusal` where a colleague has returned it: the unit is given one day, not two. One's own may be put
    right."""
    found = opened.book.reviews.get(opened.submission.code)
    if found and found.due_before and found.by != turn.person.id:
        name = await turn.memory.people.named(found.by)
        raise Refusal(
            Text("review.already_returned", code=found.submission, name=name, at=found.at, due=found.due_before)
        )


async def _tell_unit(turn: Turn, submission: Submission, message: Message) -> None:
    reached = await turn.memory.people.reach_unit(turn.commune, submission.unit)
    turn.voice.tell_all(reached, message, turn.commune, subject=submission.subject)


async def _find(turn: Turn, words: str) -> Opened:
    """Raises `Refusal` for a code that no report of this commune has, as for one that none has."""
    if not turn.may(Can.SEE_BOARD):
        raise Refusal(Text("error.not_yours"))
    code = read_code(words)
    if code is None:
        raise Refusal(Text("review.which_code"))
    submission = await turn.memory.reports.by_code(turn.commune, code)
    if submission is None:
        raise Refusal(Text("review.no_such_report", code=code))
    # A day that was moved lies behind the plan's own, by which the ledger looks for it.
    since = min(submission.due_before, turn.today) - timedelta(days=turn.world.habits.reminding.plan_ahead_days)
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today, since=since)
    duty = book.find(*_what(submission))
    return Opened(book, submission, duty, book.entry(duty) if duty else None)


async def _to_decide(turn: Turn, words: str) -> Opened:
    """Only the latest version is decided upon, and only as long as its period is open."""
    if not turn.may(Can.REVIEW):
        raise Refusal(Text("error.not_yours"))
    opened = await _find(turn, words)
    if opened.submission.void:
        raise Refusal(Text("review.void", code=opened.submission.code))
    if opened.duty is None or opened.entry is None or opened.entry.latest is None:
        raise Refusal(Text("report.no_longer_on_board"))
    if opened.entry.latest != opened.submission:
        newer = opened.entry.latest
        raise Refusal(
            Text("review.newer_version", code=opened.submission.code, newer=newer.code, at=newer.at),
            ((Choice(Text("review.open_newer"), f"sv:{newer.code}", "primary"),),),
        )
    if opened.book.is_locked(opened.duty):
        raise Refusal(Text("lock.is_locked", report=opened.name))
    return opened


def _what(submission: Submission) -> tuple[str, str, str]:
    return submission.obligation, submission.period, submission.unit


def _code_and_rest(words: str) -> tuple[str, str, str]:
    """The code stands first, in one word or in three."""
    parts = words.split()
    for length in (1, 3):
        if read_code(" ".join(parts[:length])):
            return " ".join(parts[:length]), " ", " ".join(parts[length:])
    return words, "", ""


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, spreads=True))
