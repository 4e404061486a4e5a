"""The clocks of a tố cáo in the vault and what is done with its form, for those who may open it: the sheet *Hạn và các
bước*, and each deed by its signed document. What the documents hold stays out of every other table."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.clocks.limits import Case
from domain.clocks.running import Running
from domain.forms import Form, Story
from domain.language.text import Text, lines, sealed
from domain.messaging.messages import Choice
from domain.petitions.lifecycle import Action
from domain.vault.course import Course, Deed, after_deed, harder_cases, offered
from domain.vault.records import Contents
from domain.vault.vault_form import deed_form
from handlers import dialogue
from handlers.clocks.clockwork import reckoning
from handlers.clocks.deadline_words import ClockOf, clock_lines, clocks_of, nearest_words
from handlers.turn import Refusal, Turn
from handlers.vault import sealed as vault
from handlers.vault.sealing import contents_of, with_contents
from handlers.vault.vault_warnings import course_of
from storage.messaging.dialogs import Dialog
from storage.privacy.vault import Record

DEED = "vault_deed"


async def show(turn: Turn, rest: str) -> None:
    """The button *Hạn và các bước*."""
    record, contents, course = await _find(turn, rest)
    await say_course(turn, record, contents, course)


async def say_course(turn: Turn, record: Record, contents: Contents, course: Course) -> None:
    clock_of = await clocks_of(turn.world, turn.memory, record.commune)
    nation = turn.world.clocks(record.commune)
    first = nearest_words(course.clocks, nation, clock_of)
    registered = contents.registered
    heading = Text(
        "vault.course",
        code=record.code,
        document=registered.document if registered else "",
        on=course.since,
        status=Text(f"status.{course.status.value}"),
    )
    parts = [heading, *([Text("clock.nearest", **first)] if first else [])]
    parts += clock_lines(course.clocks, clock_of, course.status)
    parts += _met(turn, course.clocks, clock_of)
    parts += [Text("vault.deeds"), *(_deed(turn, record, one) for one in course.deeds)] if course.deeds else []
    buttons = [
        Choice(Text(f"vault.do_{one.value}"), f"nv:{record.code}:{one.value}") for one in offered(course, nation)
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    if not course.deeds:
        rows.append([Choice(Text("vault.register_again"), f"nt:{record.code}")])
    turn.say(lines(*parts), *rows, protected=True)


def _met(turn: Turn, clocks: tuple[Running, ...], clock_of: ClockOf) -> list[Text]:
    told = [
        Text("vault.clock_met", title=clock.title, on=turn.world.today(one.met_at), due=one.due_on)
        for one in clocks
        if one.met_at and (clock := clock_of(one))
    ]
    return [Text("vault.met"), *told] if told else []


def _deed(turn: Turn, record: Record, deed: Deed) -> Text:
    what = Text(f"vault.do_{deed.action.value}")
    line = Text("vault.deed_line", on=deed.on, what=what, document=deed.document)
    if not deed.words:
        return line
    about = f"shown:{record.code}"
    return Text("vault.deed_reason", line=line, reason=sealed(turn.world.vault.locked(deed.words, about), about))


async def do(turn: Turn, rest: str) -> None:
    """A button of the sheet: `<code>:<action>`."""
    code, _, name = rest.partition(":")
    record, _, course = await _find(turn, code)
    action = next((one for one in offered(course, turn.world.clocks(record.commune)) if one.value == name), None)
    if action is None:
        raise Refusal(Text("form.button_is_old"))
    await dialogue.begin(turn, DEED, about=f"{record.code}/{action.value}")


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], dict[str, str]]:
    code, _, name = dialog.about.partition("/")
    record, _, course = await _find(turn, code)
    cases = harder_cases(course, turn.world.clocks(record.commune))
    action = Action(name)
    return lambda form: deed_form(form, code, action, cases, turn.today, lambda words: _locked(turn, words))


async def _finish(turn: Turn, dialog: Dialog, answers: dict[str, str]) -> None:
    """The history says that something was done, not what: whoever reads it must not learn how a case goes."""
    code, _, name = dialog.about.partition("/")
    record, contents, course = await _find(turn, code)
    nation = turn.world.clocks(record.commune)
    if Action(name) not in offered(course, nation):
        raise Refusal(Text("form.button_is_old"))
    by = await reckoning(turn.world, turn.memory, record.commune)
    changed = after_deed(course, _read(turn, Action(name), answers), turn.now, nation, by)
    kept = replace(contents, course=changed)
    turn.memory.vault.keep(with_contents(turn.world, record, kept))
    await turn.note("sealed record carried on", f"vault:{record.code}")
    await say_course(turn, record, kept, changed)


def _read(turn: Turn, action: Action, answers: dict[str, str]) -> Deed:
    document = json.loads(_opened(turn, answers["document"]))
    words = Story.from_json(json.loads(_opened(turn, answers["words"]))).words if "words" in answers else ""
    case = Case(answers["case"]) if "case" in answers else None
    return Deed(action, document["number"], date.fromisoformat(document["on"]), words, case)


async def _find(turn: Turn, words: str) -> tuple[Record, Contents, Course]:
    """Raises `Refusal`: no such record for them, or no signed form yet."""
    record = await vault.find(turn, words)
    contents = contents_of(turn.world, record)
    course = await course_of(turn.world, turn.memory, record, contents)
    if course is None:
        raise Refusal(Text("vault.not_registered", code=record.code))
    return record, contents, course


def _locked(turn: Turn, words: str) -> str:
    return turn.world.vault.locked(words, DEED)


def _opened(turn: Turn, kept: str) -> str:
    return turn.world.vault.opened(kept, DEED)


dialogue.register(DEED, dialogue.Dialogue(_prepare, _finish))
