"""What kinds, fields, thôn and flags are called, for officers who name them in a command."""

from __future__ import annotations

from collections.abc import Mapping

from domain.language.text import Text
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.petition_terms import parts_of_title
from domain.plans.units import UnitKind
from handlers.turn import Turn

Term = tuple[str, str]
"""(what, id): ("kind", "feedback"), ("field", "DD"), ("hamlet", "thon-dong"), ("flag", "urgent")."""


def kind_names(turn: Turn) -> dict[Term, list[str]]:
    return {("kind", kind.value): [_plain(turn, f"kind.{kind.value}"), kind.value] for kind in PetitionKind}


def field_names(turn: Turn) -> dict[Term, list[str]]:
    fields = turn.world.national.suggestions.fields
    return {("field", field.code): [*parts_of_title(field.title), field.code] for field in fields}


def flag_names(turn: Turn) -> dict[Term, list[str]]:
    return {("flag", flag.value): [_plain(turn, f"flag.{flag.value}"), flag.value] for flag in Flag}


async def hamlets(turn: Turn) -> Mapping[str, str]:
    """Id → name of the commune's thôn and tổ dân phố."""
    units = await turn.memory.units.all(turn.commune)
    return {unit.id: unit.name for unit in units if unit.kind == UnitKind.HAMLET.value}


async def hamlet_names(turn: Turn) -> dict[Term, list[str]]:
    return {("hamlet", unit): [name] for unit, name in (await hamlets(turn)).items()}


def _plain(turn: Turn, key: str) -> str:
    return turn.world.plain(Text(key), turn.person.language)
