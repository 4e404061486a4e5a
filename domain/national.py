"""What holds in every commune: working days, tiếp công dân where a commune says nothing, the clocks of petitions,
and the words that suggest what a petition is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from domain.clocks.limits import Clock
from domain.language.text import Text
from domain.petitions.canned import CannedAnswer
from domain.petitions.flag_words import FlagReader, FlagRule
from domain.petitions.flags import Flag
from domain.petitions.hamlets import HamletWords
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.likeness import Likeness, LikenessRules
from domain.petitions.petition_known import Reading
from domain.petitions.registers import Registers
from domain.petitions.suggest import Suggester, SuggestionRules
from domain.plans.plan import Reception
from domain.plans.units import Fact
from domain.reports.outline import Outline
from domain.rights.requests import RightsRules
from domain.time.calendar import DayOverride, WorkingCalendar
from domain.vault.conflicts import VaultRules


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
    """`plans/national/`, read and checked."""

    calendar: NationalCalendar
    reception: Reception
    clocks: tuple[Clock, ...]
    suggestions: SuggestionRules
    outline: Outline
    vault: VaultRules
    hamlet_words: HamletWords
    likeness_rules: LikenessRules
    registers: Registers
    rights: RightsRules
    flags: tuple[FlagRule, ...] = ()
    answers: tuple[CannedAnswer, ...] = ()

    @cached_property
    def likeness(self) -> Likeness:
        return Likeness(self.likeness_rules)

    @cached_property
    def suggester(self) -> Suggester:
        return Suggester(self.suggestions)

    def reading(self, words: str) -> Reading:
        """What somebody's words look like."""
        signs = self.suggester.signs(words)
        suggestion = self.suggester.kind_by(signs)
        field = self.suggester.field_by(signs)
        emergency = self.suggester.emergency_by(signs)
        return Reading(
            kind=suggestion.kind,
            field=field.code if field else "",
            denounces=suggestion.kind is PetitionKind.DENUNCIATION,
            perhaps_complaint=PetitionKind.COMPLAINT in suggestion.rivals,
            emergency=Text(f"emergency.{emergency.id}", numbers=", ".join(emergency.numbers))
            if emergency
            else None,
        )

    def flags_in(self, words: str, plans_own: tuple[str, ...] = ()) -> frozenset[Flag]:
        """What the words hint at; `plans_own` are the hot spots that the commune's plan names."""
        if plans_own not in self._flag_readers:
            phrases = [part.strip() for named in plans_own for part in named.split(",")]
            self._flag_readers[plans_own] = FlagReader(self.flags, phrases)
        return self._flag_readers[plans_own].flags(self.suggester.read(words))

    @cached_property
    def _flag_readers(self) -> dict[tuple[str, ...], FlagReader]:
        return {}

    def field_name(self, code: str) -> str:
        """The title of a lĩnh vực; "" for a code that is not, or no longer, there."""
        return next((field.title for field in self.suggestions.fields if field.code == code), "")
