"""The aggregator's decisions about reports: returning one, closing and opening a period, excusing a unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.forms import Form, NotUnderstood, Option, Reply
from domain.language.names import find_named
from domain.language.text import Text, verbatim
from domain.reports.report_form import day_reader

UNSAID = "-"
"""Stands for the reason that was not given."""
_SHOWN = 8  # units offered as buttons; of more, the name is typed
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Returned:
    """`due_before`: the first day that is too late for the report to come again."""

    reason: str
    due_before: date


def return_form(form: Form, report: Text, unit: str, today: date, until: date) -> Returned:
    reason = form.words("reason", Text("review.why_return", report=report, unit=unit))
    due = form.reading("due", Text("review.until_when"), day_reader(today, until))
    return Returned(reason, date.fromisoformat(due))


@dataclass(frozen=True, slots=True)
class PeriodChosen:
    """`what` is "obligation/period"."""

    what: str
    reason: str


def lock_form(form: Form, periods: Sequence[tuple[str, Text]], *, unlock: bool) -> PeriodChosen:
    """Which of the `periods` ("obligation/period", its name); opening one again needs a reason."""
    ask = "unlock" if unlock else "lock"
    what = form.choice("what", Text(f"lock.{ask}_which"), [Option(key, name) for key, name in periods])
    no_reason = [] if unlock else [Option(UNSAID, Text("dates.no_reason"))]
    return PeriodChosen(what, form.words("reason", Text(f"lock.{ask}_why"), options=no_reason))


@dataclass(frozen=True, slots=True)
class Excused:
    what: str
    unit: str
    reason: str


def exempt_form(
    form: Form, periods: Sequence[tuple[str, Text]], units: Callable[[str], Mapping[str, str]]
) -> Excused:
    """`units(what)`: id → name of those that still owe it."""
    what = form.choice("what", Text("exempt.which"), [Option(key, name) for key, name in periods])
    unit = unit_question(form, "unit", Text("exempt.which_unit"), units(what))
    return Excused(what, unit, form.words("reason", Text("exempt.why")))


def unit_question(form: Form, name: str, text: Text, units: Mapping[str, str]) -> str:
    """The id of one unit: by a button where there are few, by its name, with or without accents, where there are
    many."""
    options = [Option(unit, verbatim(called)) for unit, called in units.items()]
    return str(form.reading(name, text, _unit_reader(units), options=options if len(options) <= _SHOWN else ()))


def _unit_reader(units: Mapping[str, str]) -> Callable[[Reply], str | NotUnderstood]:
    def read(reply: Reply) -> str | NotUnderstood:
        found = find_named(reply.words, units)
        if len(found) == 1:
            return found[0]
        near = tuple(Text("unit.name_line", unit=units[unit]) for unit in found[:_NEAREST])
        return NotUnderstood(Text("unit.which_of_these", units=near) if near else Text("unit.no_such"))

    return read
