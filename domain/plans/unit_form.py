"""A unit gets another name, becomes part of another, or ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.forms import Form, NotUnderstood, Option, Reply
from domain.language.text import Text
from domain.language.vietnamese import fold, says_something
from domain.reports.review_form import unit_question

LONGEST_NAME = 120  # characters; a button shows fewer


class UnitChange(StrEnum):
    RENAME = "rename"
    MERGE = "merge"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class UnitChanged:
    """`name`: the new one, when renamed; `into`: the unit that goes on, when merged."""

    change: UnitChange
    unit: str
    reason: str
    name: str = ""
    into: str = ""


def unit_form(form: Form, units: Mapping[str, str]) -> UnitChanged:
    """`units`: id → name of those that exist."""
    changes = [Option(change.value, Text(f"unit.{change.value}")) for change in UnitChange]
    change = UnitChange(form.choice("change", Text("unit.what_changes"), changes))
    unit = unit_question(form, "unit", Text(f"unit.{change.value}_which"), units)
    called = units.get(unit, unit)
    name = into = ""
    if change is UnitChange.RENAME:
        name = str(form.reading("name", Text("unit.new_name", unit=called), _name_reader(units)))
    elif change is UnitChange.MERGE:
        others = {other: its for other, its in units.items() if other != unit}
        into = unit_question(form, "into", Text("unit.merge_into", unit=called), others)
    reason = form.words("reason", Text(f"unit.{change.value}_why", unit=called))
    sure = Text(f"unit.{change.value}_sure", unit=called, name=name, into=units.get(into, into), reason=reason)
    form.choice("sure", sure, [Option("yes", Text("unit.yes"), style="danger")])
    return UnitChanged(change, unit, reason, name, into)


def _name_reader(units: Mapping[str, str]) -> Callable[[Reply], str | NotUnderstood]:
    def read(reply: Reply) -> str | NotUnderstood:
        name = " ".join(reply.words.split())
        if not says_something(name) or len(name) > LONGEST_NAME:
            return NotUnderstood(Text("unit.name_please", n=LONGEST_NAME))
        if fold(name) in map(fold, units.values()):
            return NotUnderstood(Text("unit.name_taken", unit=name))
        return name

    return read
