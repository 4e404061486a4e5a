"""Handing in a report: one press and one file, or a document's number, or its sheet of figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.forms import Form, Story
from domain.language.text import Text
from domain.people.roles import Can
from domain.plans.duties import Duty
from domain.reports.report_form import Paper, Wanted, hand_in_form, more_files_form
from handlers import dialogue
from handlers.one_go import belongs
from handlers.reports import sheets
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.filing import MORE, add_files, file_report, refuse_if_locked, wait_for_more
from handlers.turn import Refusal, Turn
from handlers.vault.protection import denounces, protect
from storage.messaging.dialogs import Dialog
from storage.reports.figures import Draft

FORM = "hand_in"


async def choose_report(turn: Turn, words: str) -> None:
    """/nop: the report whose day is nearest; another by a button."""
    book = await _my_ledger(turn)
    open_now = _open(turn, book)
    if not open_now:
        return turn.say(Text("report.nothing_to_hand_in"))
    await dialogue.begin(turn, FORM, answers={"duty": _key(open_now[0])}, words=words, takes_files=True)


async def hand_in(turn: Turn, rest: str) -> None:
    """The button *Nộp*: `<obligation>:<period>:<unit>`. Raises `Refusal` for a unit one is not in."""
    book = await _my_ledger(turn)
    duty = _mine(turn, book, rest.replace(":", "/"))
    if turn.inbound.group:
        raise Refusal(Text("report.hand_in_privately"))
    await refuse_if_locked(turn, book, duty)
    await dialogue.begin(turn, FORM, answers={"duty": _key(duty)})


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Paper]:
    book = await _my_ledger(turn)
    drafts = await turn.memory.figures.drafts(turn.commune, turn.person.id)
    mine = book.of(turn.units(Can.HAND_IN))
    wanted = {_key(duty): await _wanted(turn, book, duty, drafts) for duty in mine}
    choices = [(_key(duty), report_name(duty)) for duty in _open(turn, book)]
    gone = Wanted(Text("report.send_paper", report=Text("report.no_longer")))
    return lambda form: hand_in_form(form, choices, lambda key: wanted.get(key, gone), turn.today)


async def _wanted(turn: Turn, book: Ledger, duty: Duty, drafts: Mapping[str, Draft]) -> Wanted:
    return Wanted(
        Text("report.send_paper", report=report_name(duty)),
        await sheets.way_to_sheet(turn, book, duty, drafts),
        await sheets.already_in(turn, book, duty),
    )


async def _finish(turn: Turn, dialog: Dialog, paper: Paper) -> None:
    if denounces(turn, Story(paper.story.words)):
        return await protect(turn, paper.story)
    book = await _my_ledger(turn)
    duty = _mine(turn, book, paper.duty)
    latest = book.entry(duty).latest
    if paper.sheet:
        return await sheets.open_sheet(turn, book, duty)
    if paper.add and latest:
        await add_files(turn, book, latest, paper.story)
        return await wait_for_more(turn, latest)
    submission = await file_report(turn, book, duty, paper.story, paper.document)
    await wait_for_more(turn, submission)


async def _prepare_more(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return more_files_form


async def _finish_more(turn: Turn, dialog: Dialog, story: Story) -> None:
    """Where nothing of what came before could be read, it is handed in only now; where that was reviewed already, what
    comes behind is a version of its own, to be looked at anew."""
    submission = await turn.memory.reports.by_code(turn.commune, dialog.about)
    if submission is None:
        return
    book = await _my_ledger(turn)
    duty = _mine(turn, book, "/".join(submission.what))
    if submission.void or submission.code in book.reviews:
        submission = await file_report(turn, book, duty, story)
    else:
        await add_files(turn, book, submission, story, silent=belongs(dialog, turn))
    await wait_for_more(turn, submission)


async def _my_ledger(turn: Turn) -> Ledger:
    return await ledger(turn.world, turn.memory, turn.commune, turn.today)


def _mine(turn: Turn, book: Ledger, key: str) -> Duty:
    """Raises `Refusal` where this is no report of theirs."""
    what = key.split("/")
    duty = book.find(*what) if len(what) == 3 else None
    if duty is None or duty.unit not in turn.units(Can.HAND_IN):
        raise Refusal(Text("report.not_your_unit"))
    return duty


def _open(turn: Turn, book: Ledger) -> list[Duty]:
    """What this person's units still owe and may hand in, the nearest few."""
    waiting = [duty for duty in book.of(turn.units(Can.HAND_IN)) if book.is_awaited(duty)]
    return waiting[: turn.world.habits.petitions.queue_page]


def _key(duty: Duty) -> str:
    return "/".join(duty.what)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
dialogue.register(MORE, dialogue.Dialogue(_prepare_more, _finish_more, only_files=True))
