"""Which units somebody means: "tất cả trường học", "Phòng Kinh tế, Công an xã", "tất cả, trừ Thôn 2"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from domain.language.names import the_one_named
from domain.language.vietnamese import fold

_ALL = re.compile(r"(?:tat ca|toan bo|toan the|moi|cac|nhung)(?:\s+cac)?(?:\s+(?=\S)|$)")
_EVERYBODY = frozenset({"", "don vi", "cac don vi", "phong ban don vi"})
_EXCEPT = re.compile(r"\b(?:tru|ngoai tru|khong gom)\b")
_PARTS = re.compile(r"[,;\n]+")
_AND = " va "
_NEAR, _NEAREST = 60, 3  # of 100: rapidfuzz's likeness of two names; how many are suggested


@dataclass(frozen=True, slots=True)
class Known:
    """`units`: id → name; `groups`: name → the ids in it, as "trường học"."""

    units: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was said, and the names that are near to it."""

    said: str
    near: tuple[str, ...]


def read_addressees(words: str, known: Known) -> tuple[str, ...] | Unclear:
    """The ids of the units meant, in the commune's order, each once."""
    said = fold(words)
    excepted = _EXCEPT.search(said)
    wanted, unwanted = (said[: excepted.start()], said[excepted.end() :]) if excepted else (said, "")
    meant = _all_of(wanted, known)
    if isinstance(meant, Unclear):
        return meant
    without = _all_of(unwanted, known) if unwanted.strip() else frozenset()
    if isinstance(without, Unclear):
        return without
    left = tuple(unit for unit in known.units if unit in meant and unit not in without)
    return left or Unclear(words.strip(), ())


def _all_of(said: str, known: Known) -> frozenset[str] | Unclear:
    found: set[str] = set()
    for unit, name in known.units.items():
        if "," in name and fold(name) in said:  # its own comma parts nothing
            found.add(unit)
            said = said.replace(fold(name), "")
    for part in filter(str.strip, _PARTS.split(said)):
        meant = _units_of(part.strip(" .:"), known)
        if isinstance(meant, Unclear):
            return meant
        found |= meant
    return frozenset(found)


def _units_of(part: str, known: Known) -> frozenset[str] | Unclear:
    """One name, one group; or several with "và" between them, where no name has that in it."""
    if meant := _one(part, known):
        return meant
    if _AND in part:
        each = [_one(piece.strip(), known) for piece in part.split(_AND)]
        if all(each):
            return frozenset().union(*each)
    return Unclear(part, _near(part, known))


def _one(part: str, known: Known) -> frozenset[str]:
    unit = the_one_named(part, known.units)
    if unit and part in (fold(known.units[unit]), unit):
        return frozenset({unit})
    kind = _ALL.sub("", part, count=1) if _ALL.match(part) else part
    if kind in _EVERYBODY and kind != part:
        return frozenset(known.units)
    for name, ids in known.groups.items():
        if kind in (fold(name), _ALL.sub("", fold(name), count=1)):
            return frozenset(ids)
    return frozenset({unit}) if unit else frozenset()


def _near(part: str, known: Known) -> tuple[str, ...]:
    names: Iterable[str] = (*known.units.values(), *known.groups)
    found = process.extract(
        part, list(names), scorer=fuzz.WRatio, processor=fold, limit=_NEAREST, score_cutoff=_NEAR
    )
    return tuple(name for name, *_ in found)
