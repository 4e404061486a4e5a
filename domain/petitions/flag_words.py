"""Words that tell what the plans ask officers to look out for. The phrases are data; the flag is a hint that an officer
takes off or puts on."""

from __future__ import annotations

from collections.abc import Iterable

from domain.language.phrases import Phrasebook, Said
from domain.petitions.flags import Flag
from domain.plans.units import Fact


class FlagRule(Fact):
    flag: Flag
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class FlagReader:
    """The rules made ready, and what one plan names as its own hot spots."""

    def __init__(self, rules: Iterable[FlagRule], plans_own: Iterable[str] = ()) -> None:
        self._rules = [(rule.flag, Phrasebook(rule.words), Phrasebook(rule.unless)) for rule in rules]
        self._rules.append((Flag.WATCHED, Phrasebook(tuple(plans_own)), Phrasebook(())))

    def flags(self, words: Said) -> frozenset[Flag]:
        return frozenset(
            flag for flag, found, unless in self._rules if found.find(words.without(unless.find(words)))
        )
