"""Passing a consolidated report on: with which document, and which duty of one's own that answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.document_number import read_document, read_past_day
from domain.forms import Form, NotUnderstood, Option, Reply, Several
from domain.language.text import Text

NO_DUTY = "-"


@dataclass(frozen=True, slots=True)
class PassedOn:
    """`duty` is "obligation/period/unit", or '' for none."""

    duty: str
    number: str
    on: date


def onward_form(
    form: Form, report: Text, duties: Sequence[tuple[str, Text]], today: date, *, exact: str = ""
) -> PassedOn:
    """`exact`: the duty of the aggregator's own that is this very report's second hop; without one, `duties` are those
    that it may answer."""
    duty = exact
    if not exact and duties:
        options = [Option(key, name) for key, name in duties]
        options.append(Option(NO_DUTY, Text("consolidation.no_duty")))
        duty = form.choice("duty", Text("consolidation.which_duty"), options)
    number = form.reading("number", Text("consolidation.which_document", report=report), _number_reader(today))
    today_option = Option(today.isoformat(), Text("consolidation.today", day=today))
    ask = Text("consolidation.which_day", number=number)
    on = form.reading("on", ask, _day_reader(today), options=[today_option])
    return PassedOn("" if duty == NO_DUTY else duty, number, date.fromisoformat(on))


def _number_reader(today: date) -> Callable[[Reply], Any]:
    def read(reply: Reply) -> Any:
        found = read_document(reply.words, today)
        if found is None:
            return NotUnderstood(Text("consolidation.number_please"))
        return Several({"number": found.number, "on": found.on.isoformat()}) if found.on else found.number

    return read


def _day_reader(today: date) -> Callable[[Reply], Any]:
    def read(reply: Reply) -> str | NotUnderstood:
        day = read_past_day(reply.words, today)
        return day.isoformat() if day else NotUnderstood(Text("report.no_past_day"))

    return read
