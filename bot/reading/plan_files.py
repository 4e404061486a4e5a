"""Plans and national data as files: where they are, how they are read, and every mistake in them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

import plans
from bot.reading.toml_lines import Key, TomlText
from domain.language.vietnamese import fold, nfc
from domain.national import NationalCalendar
from domain.plans.plan import Plan, Reception
from domain.reports.outline import Outline

NATIONAL = "national"  # the folder beside the plans for what holds in every commune


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """A mistake in a file, in the terms of whoever wrote it. `line` counts from 1; `key` is the dotted path."""

    file: Path
    line: int
    key: str
    why: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.key, self.why) if part)


class PlanProblems(Exception):
    """Everything that is wrong in the files that were read."""

    def __init__(self, problems: Iterable[PlanProblem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line))
        super().__init__("\n".join(map(str, self.problems)))


class UnknownPlan(LookupError):
    """No plan, or more than one, answers to the word."""


def load_plan(path: Path) -> Plan:
    """Raises `PlanProblems`."""
    return load_facts(path, Plan.read)


def load_plans(folder: Path = plans.FOLDER) -> dict[str, Plan]:
    """All plans of a folder by id, in the order of their files. Raises `PlanProblems` for all files together."""
    found, problems = try_plans(folder)
    if problems:
        raise PlanProblems(problems)
    return found


def try_plans(folder: Path = plans.FOLDER) -> tuple[dict[str, Plan], list[PlanProblem]]:
    """The sound plans of a folder by id, and what is wrong with the others."""
    found: dict[str, Plan] = {}
    problems: list[PlanProblem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            plan = load_plan(path)
        except PlanProblems as mistakes:
            problems += mistakes.problems
            continue
        if found.setdefault(plan.id, plan) is not plan:
            problems.append(PlanProblem(path, 1, "id", f"another file has the plan {plan.id!r} already"))
    if not found and not problems:
        problems.append(PlanProblem(folder, 1, "", "there is no plan in this folder"))
    return found, problems


def find_plan(among: Mapping[str, Plan], word: str) -> Plan:
    """The plan with this id, or the only one of this commune; accents, capitals, spaces and hyphens do not matter.
    Raises `UnknownPlan`."""
    if word in among:
        return among[word]
    wanted = _plain(word.removesuffix(".toml"))
    found = [plan for plan in among.values() if wanted in _names(plan)]
    if len(found) != 1:
        known = ", ".join(plan.id for plan in found) or ", ".join(among)
        raise UnknownPlan(f"{'several plans' if found else 'no plan'} called {word!r}: there are {known}")
    return found[0]


def load_national_calendar(folder: Path = plans.FOLDER) -> NationalCalendar:
    """Raises `PlanProblems`."""
    return load_facts(folder / NATIONAL / "calendar.toml", NationalCalendar.model_validate)


def load_national_reception(folder: Path = plans.FOLDER) -> Reception:
    """What to say of tiếp công dân where a commune has said nothing. Raises `PlanProblems`."""
    return load_facts(folder / NATIONAL / "reception.toml", Reception.model_validate)


def load_national_outline(folder: Path = plans.FOLDER) -> Outline:
    """Of which figures a report consists, where a plan has no outline of its own. Raises `PlanProblems`."""
    return load_facts(folder / NATIONAL / "report_outline.toml", Outline.model_validate)


_Read = TypeVar("_Read")
Found: TypeAlias = tuple[Key, str]
"""A mistake: where, and why."""


def _nothing(data: dict[str, Any]) -> Iterable[Found]:
    return ()


def load_facts(
    path: Path,
    understand: Callable[[dict[str, Any]], _Read],
    inspect: Callable[[dict[str, Any]], Iterable[Found]] = _nothing,
) -> _Read:
    """What a TOML file says, NFC. `inspect` finds what a model cannot see. Raises `PlanProblems` with every mistake
    in it."""
    try:
        text = TomlText(nfc(path.read_text("utf-8-sig")))
    except (OSError, UnicodeError) as mistake:
        raise PlanProblems([PlanProblem(path, 1, "", str(mistake))]) from None
    problems = [PlanProblem(path, line, "", why) for line, why in text.mistakes]
    try:
        read = understand(text.data)
    except ValidationError as mistakes:
        problems += _problems(path, text, mistakes)
    problems += [_problem(path, text, key, why) for key, why in inspect(text.data)]
    if problems:
        raise PlanProblems(problems)
    return read


def _problems(path: Path, text: TomlText, mistakes: ValidationError) -> Iterator[PlanProblem]:
    for mistake in mistakes.errors(include_url=False):
        if mistake["type"] == "missing" and text.mistakes:
            continue  # it may stand in a line that could not be read
        yield _problem(path, text, mistake["loc"], mistake["msg"].removeprefix("Value error, "))


def _problem(path: Path, text: TomlText, key: Key, why: str) -> PlanProblem:
    return PlanProblem(path, text.line_of(key), ".".join(map(str, key)), why)


def _names(plan: Plan) -> set[str]:
    commune = plan.commune
    return {_plain(name) for name in (plan.id, commune.id, commune.name, f"{commune.type} {commune.name}")}


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]", "", fold(word))
