"""What a report's file turned out to be once it was here. The unit is told what is wrong and what to do; a report of
which nothing can be read counts as not handed in, and its reminders go on."""

from __future__ import annotations

from datetime import datetime

from domain.file_kinds import TWICE, FileFault
from domain.language.text import Text, lines
from domain.messaging.messages import Choice, Message
from handlers.reports.collectors import reach_collectors
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.reminders import plan_commune
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.messaging.files import KeptFile
from storage.people.people import Reach
from storage.reports.reports import Submission

_REPORT = "report:"


def is_report(file: KeptFile) -> bool:
    return file.subject.startswith(_REPORT)


async def take_in(world: World, memory: Memory, file: KeptFile, sha256: str, now: datetime) -> None:
    """A sound file is here. One with the same content as another of its unit's report is told, and shown once."""
    submission = await _submission(memory, file)
    if submission is None:
        return
    for version in await memory.reports.versions(submission.commune, *submission.what):
        for other in await memory.files.of(version.subject):
            if other.id < file.id and other.sha256 == sha256 and not other.fault:
                if version.code == submission.code:
                    memory.files.faulty(file.id, TWICE)
                text = Text("paper.same_content", name=_name(file), other=_name(other), code=version.code)
                return await _tell(memory, submission, file, Message(text), now)


async def refuse(world: World, memory: Memory, file: KeptFile, fault: FileFault, now: datetime) -> None:
    submission = await _submission(memory, file)
    if submission is None or submission.void:
        return
    why = Text(f"paper.{fault}", name=_name(file))
    if not await _is_empty(memory, submission):
        text = lines(why, Text("paper.others_are_in", code=submission.code))
        return await _tell(memory, submission, file, Message(text), now)
    await _void(world, memory, submission, file, why, now)


async def _void(
    world: World, memory: Memory, submission: Submission, file: KeptFile, why: Text, now: datetime
) -> None:
    commune = submission.commune
    memory.reports.void(commune, submission.code, now)
    await memory.history.note(commune, now, "", "report void", submission.subject, file.fault)
    book = await ledger(world, memory, commune, world.today(now))
    duty = book.find(*submission.what)
    again = Choice(Text("report.hand_in"), ":".join(("n", *submission.what)), "primary")
    text = lines(why, Text("paper.counts_as_missing", code=submission.code))
    await _tell(memory, submission, file, Message(text, ((again,),)), now)
    await _tell_collectors(memory, book, submission, file, now)
    if duty and book.is_owed(duty):
        memory.reports.raise_version(commune)
        await plan_commune(world, memory, commune, now)


async def _tell_collectors(
    memory: Memory, book: Ledger, submission: Submission, file: KeptFile, now: datetime
) -> None:
    duty = book.find(*submission.what)
    text = Text(
        "paper.collector_told",
        unit=book.unit_name(submission.unit),
        report=report_name(duty) if duty else Text("report.no_longer"),
        code=submission.code,
    )
    obligation = book.obligations.get(submission.obligation)
    if obligation:
        reached = await reach_collectors(memory, book.plan, obligation)
        Voice(memory, now, f"refused:{file.id}").tell_all(reached, Message(text), submission.commune)


async def _is_empty(memory: Memory, submission: Submission) -> bool:
    """Whether nothing is left that can be read: no number of a document, no figures, no file that may be sound."""
    files = await memory.files.of(submission.subject)
    told = submission.document_number or submission.as_of
    return not told and all(file.fault for file in files)


async def _submission(memory: Memory, file: KeptFile) -> Submission | None:
    return await memory.reports.with_code(file.subject.removeprefix(_REPORT))


async def _tell(memory: Memory, submission: Submission, file: KeptFile, message: Message, now: datetime) -> None:
    at = await memory.people.reach_person(submission.person, submission.commune)
    if at:
        language = await memory.people.language(submission.person)
        reach = Reach(at, in_group=False, language=language, person=submission.person)
        Voice(memory, now, f"checked:{file.id}").tell(reach, message, submission.commune)


def _name(file: KeptFile) -> Text:
    return Text("versions.file_name", name=file.file.name) if file.file.name else Text("paper.nameless")
