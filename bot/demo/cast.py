"""Who appears in the demo, read from `cast.toml`, and how each comes to be registered: by a real invitation."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from domain.people.roles import Member, Role
from domain.plans.plan import Plan
from handlers.people.invitations import unit_of_role
from handlers.world import World

FILE = Path(__file__).with_name("cast.toml")
Named = dict[str, str]
"""Language → words."""


class Character(BaseModel):
    """`as_` is what the person is registered as; None for a citizen. `messenger` is where, as the page writes it."""

    role: str
    messenger: str = ""
    as_: Role | None = Field(default=None, alias="as")
    title: Named
    names: tuple[str, ...] = ()
    suggestions: dict[str, list[Named]] = Field(default_factory=dict)


class Group(BaseModel):
    role: str
    title: Named
    name: str


class Page(BaseModel):
    """The web form, as the page shows it beside the windows."""

    name: Named
    about: Named

    def of(self, commune: str) -> dict[str, Named]:
        """As the page takes it."""
        address = {language: f"/{commune}?lang={language}" for language in self.name}
        return {"name": self.name, "about": self.about, "address": address}


class Cast(BaseModel):
    start: datetime
    bot: Named
    about: Named
    page: Page
    people: tuple[Character, ...]
    contact: Character
    group: Group


@dataclass(frozen=True, slots=True)
class Part:
    """One window to be: a character of one commune, and what it is registered as."""

    character: Character
    name: str
    member: Member | None
    gaps: dict[str, str]

    def title(self) -> Named:
        return {language: words.format(**self.gaps) for language, words in self.character.title.items()}


def read_cast() -> Cast:
    return Cast.model_validate(tomllib.loads(FILE.read_text("utf-8")))


def parts(cast: Cast, world: World, commune: str, number: int) -> Iterator[Part]:
    """The windows of one commune; `number` chooses the names."""
    plan = world.plans[commune]
    given = unit_of_role(world, commune)
    for character in cast.people:
        name = character.names[number % len(character.names)]
        if character.as_ is None:
            yield Part(character, name, None, {})
            continue
        unit = given.get(character.as_) or reporting_unit(plan)
        yield Part(character, name, Member(commune, unit, character.as_), {"unit": _called(plan, unit)})
    contact = plan.difficulties.contact
    if contact and plan.difficulties.unit:
        member = Member(commune, plan.difficulties.unit, Role.STAFF)
        yield Part(cast.contact, contact.name, member, {"position": contact.position})


def reporting_unit(plan: Plan) -> str:
    """The first unit that owes a report and does not collect it."""
    collectors = {obligation.collected_by for obligation in plan.obligations}
    owing = [unit for obligation in plan.obligations for unit in obligation.owed_by]
    fitting = [unit for unit in owing if unit not in collectors and not plan.unit(unit).collective]
    ready = [unit for unit in fitting if unit != plan.petitions.office]
    return (ready or fitting or owing)[0]


def _called(plan: Plan, unit: str) -> str:
    found = plan.unit(unit)
    return found.now or found.name


def window(part: Part, person: int, bot: str) -> dict[str, Any]:
    """As the page takes it."""
    seated: dict[str, Any] = {
        "person": person,
        "bot": bot,
        "role": part.character.role,
        "title": part.title(),
        "name": part.name,
        "suggestions": part.character.suggestions,
    }
    return seated | ({"messenger": part.character.messenger} if part.character.messenger else {})
