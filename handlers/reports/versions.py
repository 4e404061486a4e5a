"""`/phienban`: what was handed in for a report, version by version, with every file to be had again."""

from __future__ import annotations

from domain.file_kinds import TWICE
from domain.language.text import Text, lines
from domain.messaging.messages import Attachment, Choice, Picture
from domain.people.roles import Can
from domain.petitions.codes import read_code
from handlers.buttons import row_id
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.filing import document_line
from handlers.turn import Refusal, Turn
from storage.messaging.files import KeptFile, reference_of
from storage.reports.reports import Submission


async def list_versions(turn: Turn, words: str) -> None:
    """Of the report with this code; without one, of the unit's latest, with a way to the others."""
    code = read_code(words)
    if code:
        return await show(turn, code)
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    latest = sorted(_own(turn, book), key=lambda version: version.at, reverse=True)
    if not latest:
        return turn.say(Text("versions.none"))
    if len(latest) == 1:
        return await show(turn, latest[0].code)
    shown = latest[: turn.world.habits.petitions.queue_page]
    turn.say(Text("versions.which"), *([Choice(_name(book, one), f"v:{one.code}")] for one in shown))


async def show(turn: Turn, code: str) -> None:
    """The button under a receipt: `<code>` of any version of the report."""
    one = await _theirs(turn, await turn.memory.reports.by_code(turn.commune, code))
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    parts = [Text("versions.of", report=_name(book, one), unit=book.unit_name(one.unit))]
    files: list[KeptFile] = []
    for number, version in enumerate(await turn.memory.reports.versions(turn.commune, *one.what), start=1):
        held = [file for file in await turn.memory.files.of(version.subject) if file.fault != TWICE]
        parts.append(await _line(turn, number, version, held))
        files += [file for file in held if not file.fault]
    turn.say(lines(*parts), *([Choice(_named(file), f"vf:{file.id}")] for file in files))


async def send_file(turn: Turn, rest: str) -> None:
    """The button with a file's name: `<number of the file>`."""
    file = await turn.memory.files.by_id(row_id(rest))
    code = file.subject.removeprefix("report:") if file else ""
    await _theirs(turn, await turn.memory.reports.by_code(turn.commune, code))
    if file is None or file.fault:
        raise Refusal(Text("error.not_yours"))
    copy = Attachment(Picture.STORED, reference_of(file.subject, file.file), file.file.name, file.file.medium)
    turn.say(Text("versions.here", name=_named(file), code=code), attachments=(copy,))


def _own(turn: Turn, book: Ledger) -> list[Submission]:
    """The latest version of each report of this person's units."""
    entries = (book.entry(duty) for duty in book.of(turn.units(Can.HAND_IN)))
    return [entry.latest for entry in entries if entry.latest]


async def _theirs(turn: Turn, one: Submission | None) -> Submission:
    """Raises `Refusal` unless they are of the unit, or watch over all of them."""
    if one is None or not (one.unit in turn.units(Can.HAND_IN) or turn.may(Can.SEE_BOARD)):
        raise Refusal(Text("error.not_yours"))
    return one


def _name(book: Ledger, one: Submission) -> Text:
    duty = book.find(*one.what)
    return report_name(duty) if duty else Text("report.no_longer")


async def _line(turn: Turn, number: int, version: Submission, files: list[KeptFile]) -> Text:
    parts = [
        Text(
            "versions.line",
            n=number,
            at=version.at,
            name=await turn.memory.people.named(version.person),
            code=version.code,
            state=_state(version),
        ),
        document_line(version),
    ]
    if version.as_of:
        figures = len(await turn.memory.figures.of(version.code))
        parts.append(Text("report.figures_in", n=figures, day=version.as_of))
    parts += [Text("versions.file", name=_named(file)) for file in files if not file.fault]
    parts += [Text("versions.refused_file", name=_named(file)) for file in files if file.fault]
    return lines(*filter(None, parts))


def _state(version: Submission) -> Text:
    if version.void:
        return Text("versions.void")
    return Text("report.on_time" if version.on_time else "report.late")


def _named(file: KeptFile) -> Text:
    return Text("versions.file_name", name=file.file.name) if file.file.name else Text("paper.nameless")
