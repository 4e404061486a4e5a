"""Who is away from when to when, and who stands in; who leaves, and who takes over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.forms import Form, Option, Reply
from domain.language.text import Text, verbatim
from domain.reports.report_form import day_reader
from domain.reports.review_form import unit_question

Colleagues = Callable[[str], Mapping[int, str]]
"""A unit → who else is registered there: their id and their name."""

INVITE, NOBODY, TODAY, OPEN = "invite", "nobody", "today", "open"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AbsenceAsked:
    """`substitute` None: somebody to be invited."""

    unit: str
    from_day: date
    until_day: date | None
    substitute: int | None


def absence_form(
    form: Form, units: Mapping[str, str], colleagues: Colleagues, today: date, until: date
) -> AbsenceAsked:
    unit = _the_one(form, "unit", Text("absence.which_unit"), units)
    begins = form.reading(
        "from", Text("absence.from_when"), _day_from(today, until), options=[Option(TODAY, Text("absence.today"))]
    )
    first = today if begins == TODAY else date.fromisoformat(begins)
    ends = form.reading(
        "until", Text("absence.until_when"), _day_from(first, until), options=[Option(OPEN, Text("absence.open"))]
    )
    last = None if ends == OPEN else date.fromisoformat(ends)
    return AbsenceAsked(unit, first, last, _whom(form, "who", Text("absence.who"), colleagues(unit)))


@dataclass(frozen=True, slots=True)
class HandoverAsked:
    """`seat` is "person/unit"; `taker` None with `invites` somebody to be invited, without it nobody: the person's
    work there ends at once."""

    seat: str
    taker: int | None
    invites: bool
    reason: str


def handover_form(
    form: Form, seats: Mapping[str, str], colleagues: Colleagues, own: int, *, may_end: bool
) -> HandoverAsked:
    """`seats`: those that may be handed over, "person/unit" → its name; `colleagues` by seat. `may_end`: may also end
    somebody's work with nobody to take over, for a reason; a reason is also wanted for doing it for another."""
    seat = _the_one(form, "seat", Text("handover.which"), seats)
    extra = [Option(NOBODY, Text("handover.nobody"), style="danger")] if may_end else []
    who = form.choice(
        "who", Text("handover.who", seat=seats.get(seat, seat)), [*_people(colleagues(seat)), *extra]
    )
    for_another = seat.partition("/")[0] != str(own)
    reason = form.words("reason", Text("handover.why")) if for_another or who == NOBODY else ""
    return HandoverAsked(seat, _person(who), who == INVITE, reason)


def _the_one(form: Form, name: str, text: Text, things: Mapping[str, str]) -> str:
    return next(iter(things)) if len(things) == 1 else unit_question(form, name, text, things)


def _whom(form: Form, name: str, text: Text, people: Mapping[int, str]) -> int | None:
    return _person(form.choice(name, text, _people(people)))


def _people(people: Mapping[int, str]) -> list[Option]:
    known = [Option(str(person), verbatim(called)) for person, called in people.items()]
    return [*known, Option(INVITE, Text("absence.invite"))]


def _person(who: str) -> int | None:
    return None if who in (INVITE, NOBODY) else int(who)


def _day_from(first: date, until: date) -> Callable[[Reply], Any]:
    """Reads a day that is `first` or later."""
    return day_reader(first - _ONE_DAY, until)
