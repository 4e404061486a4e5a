"""Conflict of interest: whether words may be about somebody who would read them. It leans to yes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from domain.language.vietnamese import fold
from domain.people.roles import Role
from domain.plans.units import Fact, UnitKind


class VaultRules(Fact):
    """`plans/national/vault.toml`, where each list is explained."""

    held_hours: int
    above: str
    titles: tuple[str, ...]
    surnames: tuple[str, ...]
    offices: Mapping[Role, tuple[str, ...]]
    units: Mapping[UnitKind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody who would read: their names, and the roles, units' names and units' kinds they hold."""

    names: tuple[str, ...]
    roles: frozenset[Role]
    units: tuple[str, ...]
    kinds: frozenset[UnitKind]


def concerns(words: str, who: Suspect, rules: VaultRules) -> bool:
    """Whether the words name them, their unit, or an office they hold. Names are compared folded, and a given name
    alone counts behind a title ("ông Bạch"), or next to another part of it ("Văn Bạch")."""
    said = _plain(words)
    return (
        any(_named(said, name, rules) for name in who.names)
        or any(_stands_in(said, unit) for unit in who.units)
        or any(_stands_in(said, office) for role in who.roles for office in rules.offices.get(role, ()))
        or any(_stands_in(said, body) for kind in who.kinds for body in rules.units.get(kind, ()))
    )


def _named(said: str, name: str, rules: VaultRules) -> bool:
    """Messengers write names in either order: "Khoa Đặng" is "Đặng Khoa", but "ông Nguyễn" is no given name."""
    syllables = _plain(name).split()
    beside = [*pairwise(syllables), *pairwise(syllables[::-1]), (syllables[-1], syllables[0])] if syllables else []
    if len(syllables) > 1 and any(f" {one} {next_} " in said for one, next_ in beside):
        return True
    surnames = {_plain(one).strip() for one in rules.surnames}
    given = {one for one in syllables[:1] if one not in surnames} | set(syllables[-1:])
    return any(f"{_plain(title)}{one} " in said for title in rules.titles for one in given)


def _stands_in(said: str, name: str) -> bool:
    sought = _plain(name)
    return bool(sought.strip()) and sought in said


def _plain(words: str) -> str:
    """Folded, letters and digits alone, a space around every word."""
    return " " + " ".join(re.sub(r"[\W_]+", " ", fold(words)).split()) + " "
