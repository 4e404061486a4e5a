"""Reading `plans/national/`: what holds in every commune, with every mistake in all its files at once."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import plans
from bot.reading.plan_files import NATIONAL, PlanProblem, PlanProblems, load_facts
from domain.clocks.limits import Clock
from domain.national import National, NationalCalendar
from domain.petitions.canned import CannedAnswer
from domain.petitions.flag_words import FlagRule
from domain.petitions.hamlets import HamletWords
from domain.petitions.likeness import LikenessRules
from domain.petitions.registers import Registers
from domain.petitions.suggest import Emergency, Field, KindRules, SuggestionRules
from domain.plans.plan import Reception
from domain.plans.units import Fact
from domain.reports.outline import Outline
from domain.rights.requests import RightsRules
from domain.vault.accusations import AccusationRules, AccusationWeights
from domain.vault.conflicts import VaultRules


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
