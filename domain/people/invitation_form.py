"""Whom an admin invites: as what, and for which unit, new ones included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.forms import Form, NotUnderstood, Option, Reply
from domain.language.names import names_with, the_one_named
from domain.language.text import Text, verbatim
from domain.language.vietnamese import says_something
from domain.people.roles import Role

_NEW = "new/"
_LONGEST_NAME = 120  # letters: it stands on buttons and in lists
NO_GROUP = "none"


@dataclass(frozen=True, slots=True)
class Known:
    """`units`: id → name. `given`: the unit that a role belongs to by the plan. `groups`: id → name of the plan's
    collective entries, of which a new unit may be one."""

    units: Mapping[str, str]
    given: Mapping[Role, str]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`unit` is an id, or '' for a unit that is to be added under `name` to the `group`, if it is of one."""

    role: Role
    unit: str
    name: str = ""
    group: str = ""


def invitation_form(form: Form, known: Known) -> Wanted:
    roles = [Option(role.value, Text(f"role.{role.value}")) for role in Role]
    role = Role(form.choice("role", Text("invite.which_role"), roles))
    if role in known.given:
        return Wanted(role, known.given[role])
    units = [Option(unit, verbatim(name)) for unit, name in known.units.items()]
    unit = str(form.reading("unit", Text("invite.which_unit"), _reader(known), options=units))
    if not unit.startswith(_NEW):
        return Wanted(role, unit)
    name = unit.removeprefix(_NEW)
    groups = [Option(group, verbatim(called)) for group, called in known.groups.items()]
    none = Option(NO_GROUP, Text("invite.no_group"))
    group = form.choice("group", Text("invite.new_unit_group", name=name), [*groups, none])
    return Wanted(role, "", name, "" if group == NO_GROUP else group)


def _reader(known: Known) -> Callable[[Reply], str | NotUnderstood]:
    def read(reply: Reply) -> str | NotUnderstood:
        words = " ".join(reply.words.split())
        if not says_something(words):
            return NotUnderstood(Text("form.words_please"))
        if meant := the_one_named(words, known.units):
            return meant
        if len(names_with(words, known.units)) > 1:
            return NotUnderstood(Text("invite.several_units"))
        return _NEW + words if len(words) <= _LONGEST_NAME else NotUnderstood(Text("invite.name_too_long"))

    return read
