"""Handing in a report, and asking for more time for one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.days import read_day
from domain.forms import Form, NotUnderstood, Option, Reply, Story
from domain.text import Text

_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is handed in for which duty ("obligation/period/unit"): files, or the document's number."""

    duty: str
    story: Story


def hand_in_form(form: Form, duties: Sequence[tuple[str, Text]], report: Callable[[str], Text]) -> Paper:
    """`duties` to choose from; `report` names one. Whoever asked for the form has chosen the likeliest."""
    duty = form.choice("duty", Text("report.which"), [Option(key, name) for key, name in duties])
    another = [Option("another", Text("report.another"), changes="duty")] if len(duties) > 1 else []
    story = form.reading("paper", Text("report.send_paper", report=report(duty)), _read_paper, options=another)
    return Paper(duty, Story.from_json(story))


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


def _read_paper(reply: Reply) -> Any:
    if not reply.files and not _NUMBER.search(reply.words):
        return NotUnderstood(Text("report.file_or_number"))
    return Story().and_also(reply).to_json()


def _read_files(reply: Reply) -> Any:
    return Story().and_also(reply).to_json() if reply.files else NotUnderstood(Text("report.file_or_done"))
