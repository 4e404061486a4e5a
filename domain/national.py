"""What holds in every commune: working days, tiếp công dân where a commune says nothing, clocks, the words that
suggest what a petition is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.calendar import DayOverride, WorkingCalendar
from domain.clocks import Clock
from domain.plan import Reception
from domain.suggest import SuggestionRules
from domain.units import Fact


class NationalCalendar(Fact):
    """The days on which the whole country does otherwise than the package `holidays` says. `undecided` days were
    only proposed and change nothing; years after `approved_until` are a forecast."""

    approved_until: int
    overrides: tuple[DayOverride, ...] = ()
    undecided: tuple[DayOverride, ...] = ()

    def calendar(self, own: Iterable[DayOverride] = ()) -> WorkingCalendar:
        """The calendar of a commune, whose `own` days win over the nation's."""
        return WorkingCalendar([*self.overrides, *own], self.approved_until)


@dataclass(frozen=True)
class National:
    calendar: NationalCalendar
    reception: Reception
    clocks: tuple[Clock, ...]
    suggestions: SuggestionRules
