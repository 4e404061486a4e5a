"""Reading `plans/national/`: what holds in every commune, with every mistake in all its files at once."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import plans
from bot.reading.plan_files import NATIONAL, PlanProblem, PlanProblems, load_facts
from domain.accusations import AccusationRules, AccusationWeights
from domain.canned import CannedAnswer
from domain.clocks import Clock
from domain.conflicts import VaultRules
from domain.flag_words import FlagRule
from domain.hamlets import HamletWords
from domain.likeness import LikenessRules
from domain.national import National, NationalCalendar
from domain.outline import Outline
from domain.plan import Reception
from domain.registers import Registers
from domain.rights import RightsRules
from domain.suggest import Emergency, Field, KindRules, SuggestionRules
from domain.units import Fact


class _Clocks(Fact):
    clock: tuple[Clock, ...]


class _Fields(Fact):
    field: tuple[Field, ...]


class _Answers(Fact):
    answer: tuple[CannedAnswer, ...]


class _Emergencies(Fact):
    emergency: tuple[Emergency, ...]


class _Flags(Fact):
    flag: tuple[FlagRule, ...]


class _Spelling(Fact):
    words: dict[str, str]


_F = TypeVar("_F", bound=Fact)


def load_national(folder: Path = plans.FOLDER) -> National:
    """Raises `PlanProblems` for all files together."""
    problems: list[PlanProblem] = []

    def read(name: str, model: type[_F]) -> _F:
        try:
            return load_facts(folder / NATIONAL / name, model.model_validate)
        except PlanProblems as mistakes:
            problems.extend(mistakes.problems)
            return model.model_construct()

    parts = (
        read("calendar.toml", NationalCalendar),
        read("reception.toml", Reception),
        read("clocks.toml", _Clocks),
        read("spelling.toml", _Spelling),
        read("kinds.toml", KindRules),
        read("fields.toml", _Fields),
        read("emergencies.toml", _Emergencies),
        read("accusations.toml", AccusationRules),
        read("accusation_weights.toml", AccusationWeights),
        read("report_outline.toml", Outline),
        read("flags.toml", _Flags),
        read("answers.toml", _Answers),
        read("vault.toml", VaultRules),
        read("hamlets.toml", HamletWords),
        read("likeness.toml", LikenessRules),
    )
    registers = read("registers.toml", Registers)
    rights = read("rights.toml", RightsRules)
    if problems:
        raise PlanProblems(problems)
    calendar, reception, clocks, spelling, kinds, fields, emergencies, accusations = parts[:8]
    weights, outline, flags, answers, vault, hamlets, likeness = parts[8:]
    suggestions = SuggestionRules(
        spelling=spelling.words,
        kinds=kinds,
        fields=fields.field,
        emergencies=emergencies.emergency,
        accusations=accusations,
        weights=weights,
    )
    return National(
        calendar,
        reception,
        clocks.clock,
        suggestions,
        outline,
        vault,
        hamlets,
        likeness,
        registers,
        rights,
        flags.flag,
        answers.answer,
    )
