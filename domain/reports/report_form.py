"""Handing in a report, and asking for more time for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.document_number import DocumentNumber, read_document, read_past_day
from domain.file_kinds import at_the_door
from domain.forms import Form, NotUnderstood, Option, Reply, Story
from domain.language.text import Text
from domain.time.days import read_day

SHEET = "sheet"
ADD, REPLACE = "add", "replace"
_NO_DAY = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that may be handed in: what to ask for it, the way to its sheet of figures if it has one, and what is
    in already, None as long as nothing is or it was returned."""

    ask: Text
    sheet: Text | None = None
    already: Text | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What is handed in for which duty ("obligation/period/unit"): files, the document's number, or both. `sheet`:
    nothing yet, the figures are to be asked for. `add`: the files join what is in already."""

    duty: str
    story: Story
    document: DocumentNumber | None = None
    sheet: bool = False
    add: bool = False


def hand_in_form(
    form: Form, duties: Sequence[tuple[str, Text]], wanted: Callable[[str], Wanted], today: date
) -> Paper:
    """`duties` to choose from. Whoever asked for the form has chosen the likeliest. What a colleague handed in
    meanwhile is told once the paper is here: it is not lost, and nothing is replaced unknowingly."""
    duty = form.choice("duty", Text("report.which"), [Option(key, name) for key, name in duties])
    report = wanted(duty)
    ways = [Option(SHEET, report.sheet)] if report.sheet else []
    if len(duties) > 1:
        ways.append(Option("another", Text("report.another"), changes="duty"))
    paper = form.reading("paper", report.ask, _paper_reader(today), options=ways)
    if paper == SHEET:
        return Paper(duty, Story(), sheet=True)
    story = Story.from_json(paper)
    document = read_document(story.words, today)
    if document and not document.on and not story.files:
        document = _dated(form, document, today)
    return Paper(duty, story, document, add=_joins(form, report, story))


def _dated(form: Form, document: DocumentNumber, today: date) -> DocumentNumber:
    """A paper that comes another way is found by its number and its day."""
    unknown = Option(_NO_DAY, Text("report.no_document_day"), aside=True)
    text = Text("report.document_day", number=document.number)
    on = form.reading("dated", text, _past_day_reader(today), options=[unknown])
    return document if on == _NO_DAY else DocumentNumber(document.number, date.fromisoformat(on))


def _joins(form: Form, report: Wanted, story: Story) -> bool:
    if report.already is None:
        return False
    ways = [Option(REPLACE, Text("report.replace"))]
    if story.files:
        ways.append(Option(ADD, Text("report.add")))
    return form.choice("version", report.already, ways, more="paper") == ADD


def more_files_form(form: Form) -> Story:
    return Story.from_json(form.reading("more", Text("report.send_more"), _read_files))


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    reason: str
    due_before: date


def extension_form(form: Form, report: Text, after: date, until: date) -> ExtensionAsked:
    """`after`: today, or the present deadline where that is still to come."""
    due = form.reading("due", Text("extension.until_when", report=report), day_reader(after, until))
    reason = form.words("reason", Text("extension.why"))
    return ExtensionAsked(reason, date.fromisoformat(due))


def day_reader(after: date, until: date) -> Callable[[Reply], Any]:
    """Reads a day behind `after` and up to `until`, where a wrong year would go unnoticed: ISO date, or why not."""

    def read(reply: Reply) -> str | NotUnderstood:
        day = read_day(reply.words, after)
        if day is None:
            return NotUnderstood(Text("form.no_such_day"))
        if day <= after:
            return NotUnderstood(Text("form.day_is_past", day=day, after=after))
        return day.isoformat() if day <= until else NotUnderstood(Text("form.day_too_far", day=day, until=until))

    return read


def _past_day_reader(today: date) -> Callable[[Reply], Any]:
    def read(reply: Reply) -> str | NotUnderstood:
        day = read_past_day(reply.words, today)
        return day.isoformat() if day else NotUnderstood(Text("report.no_past_day"))

    return read


def _paper_reader(today: date) -> Callable[[Reply], Any]:
    def read(reply: Reply) -> Any:
        if not reply.files and not read_document(reply.words, today):
            return NotUnderstood(Text("report.file_or_number"))
        return _refused(reply) or Story().and_also(reply).to_json()

    return read


def _read_files(reply: Reply) -> Any:
    if not reply.files:
        return NotUnderstood(Text("report.file_or_done"))
    return _refused(reply) or Story().and_also(reply).to_json()


def _refused(reply: Reply) -> NotUnderstood | None:
    """By what the names tell; what is inside shows once the files are here."""
    for file in reply.files:
        if fault := at_the_door(file):
            return NotUnderstood(Text(f"paper.{fault}", name=file.name or Text("paper.nameless")))
    return None
