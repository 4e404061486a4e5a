"""The outline of a report: its sections, and the indicators that units are asked for, as data.

The national one is `plans/national/report_outline.toml`; a plan may have its own, and name it in an obligation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from domain.plans.units import Fact, Slug, UnitKind
from domain.time.periods import Period


class Measure(StrEnum):
    COUNT = "count"  # a whole number, not negative
    PERCENT = "percent"
    MONEY = "money"
    TEXT = "text"  # a few sentences


class Counting(StrEnum):
    """What the bot counts itself."""

    RECEIVED = "petitions_received"
    ON_TIME = "petitions_closed_on_time"
    LATE = "petitions_closed_late"
    OVERDUE = "petitions_overdue"
    FEEDBACK = "petitions_feedback"
    SUGGESTION = "petitions_suggestion"
    COMPLAINT = "petitions_complaint"
    DENUNCIATION = "petitions_denunciation"
    QUESTION = "petitions_question"


class Section(Fact):
    """`id` is its number in the report: "II.1"."""

    id: str
    heading: str


class Indicator(Fact):
    """One thing to be reported. `asked` names the kinds of units that are asked; empty means all. It is the sum of
    those in `total_of`, and not greater than the one in `at_most`. With `source` "bot" nobody is asked: `counts`
    says what is counted."""

    id: Annotated[Slug, Field(max_length=32)]  # buttons name it, in 64 bytes
    section: str
    label: str
    measure: Measure
    unit: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    total_of: tuple[str, ...] = ()
    at_most: str | None = None
    asked: tuple[UnitKind, ...] = ()
    source: Literal["unit", "bot"] = "unit"
    counts: Counting | None = None

    @property
    def is_number(self) -> bool:
        return self.measure is not Measure.TEXT


Mistake: TypeAlias = tuple[tuple[str | int, ...], str]
"""(where in the outline, what is wrong)"""


class Outline(Fact):
    """`periods`: those of the reports for which it is used where a plan names no other. `basis`: the law under which
    they are made, as it is cited."""

    id: Slug
    title: str
    periods: tuple[Period, ...] = ()
    basis: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> Outline:
        mistakes = [
            InitErrorDetails(type=PydanticCustomError("outline", "{why}", {"why": why}), loc=where, input=None)
            for where, why in self._mistakes()
        ]
        if mistakes:
            raise ValidationError.from_exception_data("Outline", mistakes)
        return self

    def _mistakes(self) -> Iterator[Mistake]:
        yield from _twice("sections", (section.id for section in self.sections))
        yield from _twice("indicators", (indicator.id for indicator in self.indicators))
        sections = {section.id for section in self.sections}
        for number, indicator in enumerate(self.indicators):
            for key, why in self._mistakes_of(indicator, sections):
                yield ("indicators", number, key), why

    def _mistakes_of(self, indicator: Indicator, sections: set[str]) -> Iterator[tuple[str, str]]:
        numbers = {one.id for one in self.indicators if one.is_number}
        if indicator.section not in sections:
            yield "section", f"no section has the id {indicator.section!r}"
        for key, others in (("total_of", indicator.total_of), ("at_most", (indicator.at_most,))):
            for other in others:
                if other is not None and (other not in numbers or other == indicator.id):
                    yield key, f"no other indicator that is a number has the id {other!r}"
        if (indicator.source == "bot") != (indicator.counts is not None):
            yield "counts", 'stands with source = "bot", and only there'
        if indicator.min is not None and indicator.max is not None and indicator.max < indicator.min:
            yield "max", "is less than min"

    def indicator(self, name: str) -> Indicator | None:
        return next((one for one in self.indicators if one.id == name), None)

    def heading(self, section: str) -> str:
        return next((one.heading for one in self.sections if one.id == section), section)

    def asked(self, kind: UnitKind) -> tuple[Indicator, ...]:
        """What a unit of this kind is asked, in the order of the report."""
        ours = (one for one in self.indicators if one.source == "unit" and (not one.asked or kind in one.asked))
        return self.in_order(ours)

    def in_order(self, indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
        """By section; within one, as they came."""
        order = [section.id for section in self.sections]
        return tuple(sorted(indicators, key=lambda one: order.index(one.section)))

    @property
    def counted(self) -> tuple[Indicator, ...]:
        """What the bot knows itself."""
        return tuple(one for one in self.indicators if one.source == "bot")


def _twice(what: str, names: Iterable[str]) -> Iterator[Mistake]:
    met: set[str] = set()
    for number, name in enumerate(names):
        if name in met:
            yield (what, number, "id"), f"there is another with the id {name!r}"
        met.add(name)
