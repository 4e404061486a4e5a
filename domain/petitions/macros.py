"""Lệnh gộp: several of an officer's commands under one name, carried out together or not at all."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from domain.language.vietnamese import only_letters
from domain.petitions.canned import Name
from domain.plans.units import Fact

_BETWEEN = ";"
NOT_IN_ONE = frozenset({"lenh", "mau", "hoantac"})
"""Commands that are no steps: an order that calls orders might call itself."""
DESTRUCTIVE = frozenset({"dong", "gop", "tach", "khongxuly", "khongthuly", "tradon", "luudon"})
"""Commands before which the officer sees what will be done."""


def steps_of(words: str) -> tuple[tuple[str, str], ...]:
    """(command, what follows it) of "nhan; chuyen Phòng Kinh tế; traloi #da-chuyen". Empty where a step is missing or
    may not stand in one."""
    steps = tuple(_step(part) for part in words.split(_BETWEEN) if part.strip())
    return () if any(not name or name in NOT_IN_ONE for name, _ in steps) else steps


def _step(part: str) -> tuple[str, str]:
    name, _, rest = part.strip().removeprefix("/").partition(" ")
    return only_letters(name), rest.strip()


def _has_steps(words: str) -> str:
    if not steps_of(words):
        raise ValueError("no steps: commands with ';' between, without lenh, mau and hoantac")
    return words


class Macro(Fact):
    name: Name
    steps: Annotated[str, Field(min_length=1), AfterValidator(_has_steps)]
