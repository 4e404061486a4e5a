"""Asking units for a report out of turn: until when, what, of whom, with a file to fill in or without."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.forms import Form, NotUnderstood, Option, Reply, Story
from domain.language.text import Text, verbatim
from domain.language.vietnamese import fold, says_something
from domain.plans.addressees import Known, Unclear, read_addressees
from domain.reports.report_form import day_reader

LONGEST_TITLE = 200  # characters
_DAY = re.compile(r"^(?:(?:truoc|han|den|cham nhat|den het|ngay)\s+)*\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d+)?")
_NAMED = 8  # names shown in the preview; of more, how many


@dataclass(frozen=True, slots=True)
class Asked:
    """`due_before`: the first day that is too late; `template`: files to be filled in."""

    due_before: date
    title: str
    units: tuple[str, ...]
    template: Story


def request_form(form: Form, known: Known, today: date, until: date) -> Asked:
    due = date.fromisoformat(form.reading("due", Text("adhoc.until_when"), day_reader(today, until)))
    title = str(form.reading("title", Text("adhoc.what"), _read_title))
    groups = [Option(_mark(name), verbatim(name)) for name in known.groups]
    said = form.reading("units", Text("adhoc.of_whom"), _unit_reader(known), options=groups)
    units = _chosen(said, known)
    none = [Option("-", Text("adhoc.no_template"))]
    given = form.reading("template", Text("adhoc.template"), _read_template, options=none)
    template = Story() if given == "-" else Story.from_json(given)
    preview = Text(
        "adhoc.preview",
        title=title,
        due=due,
        n=len(units),
        units=tuple(Text("unit.name_line", unit=known.units.get(unit, unit)) for unit in units[:_NAMED]),
        more=Text("adhoc.and_more", n=len(units) - _NAMED) if len(units) > _NAMED else verbatim(""),
        files=len(template.files),
    )
    form.choice("sure", preview, [Option("yes", Text("adhoc.send"), style="primary")])
    return Asked(due, title, units, template)


def read_line(words: str) -> tuple[str, str, str]:
    """`15/12 Báo cáo công khai tài chính; tất cả trường học` in its three parts, each '' where it is not there. The
    first is what stands for the day, were it no day."""
    folded = fold(words)
    found = _DAY.match(folded)
    day = " ".join(words.split())[: found.end()] if found else ""
    rest = " ".join(words.split())[len(day) :].strip(" :,.-") if day else words.strip()
    title, _, units = rest.partition(";")
    return day, title.strip(), units.strip()


def read_title(words: str) -> str | None:
    title = " ".join(words.split())
    return title if says_something(title) and len(title) <= LONGEST_TITLE else None


def _read_title(reply: Reply) -> str | NotUnderstood:
    return read_title(reply.words) or NotUnderstood(Text("adhoc.title_please", n=LONGEST_TITLE))


def _chosen(said: Any, known: Known) -> tuple[str, ...]:
    """A group's button, or the units that were read: those of them that there still are."""
    if isinstance(said, str):
        return next((ids for name, ids in known.groups.items() if _mark(name) == said), ())
    return tuple(unit for unit in said if unit in known.units)


def _mark(group: str) -> str:
    """The same as long as the group is, whichever others come and go; short enough for a button."""
    return f"g{zlib.crc32(group.encode()):08x}"


def _unit_reader(known: Known) -> Callable[[Reply], Any]:
    def read(reply: Reply) -> list[str] | NotUnderstood:
        meant = read_addressees(reply.words, known) if says_something(reply.words) else Unclear("", ())
        if not isinstance(meant, Unclear):
            return list(meant)
        if meant.near:
            near = tuple(Text("unit.name_line", unit=name) for name in meant.near)
            return NotUnderstood(Text("adhoc.whom_nearest", said=meant.said, units=near))
        return NotUnderstood(Text("adhoc.whom_unknown"))

    return read


def _read_template(reply: Reply) -> Any:
    return Story().and_also(reply).to_json() if reply.files else NotUnderstood(Text("adhoc.template_or_none"))
