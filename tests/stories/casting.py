"""Putting those whom a story's head names into the town: registered by the bot itself, before the story begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.people.roles import Member
from handlers.people import links
from handlers.reports.reminders import plan_commune
from sandbox.telegram.model import Chat
from storage.units import UnitRow
from tests.messengers import Ability
from tests.stories.heads import UNTOLD, VIETNAMESE, Cast, GroupCast, Standing, UnitCast
from tests.stories.script import Script
from tests.town import MAIN, OWN, Person, Town


@dataclass
class Stage:
    """Who there is, by the names that the story uses."""

    town: Town
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)

    @property
    def names(self) -> dict[int, str]:
        """Whose chat it is, in the order of the story's head."""
        people = {person.id: alias for alias, person in self.people.items()}
        return people | {chat: f"nhóm {title}" for title, chat in self.groups.items()}


async def put_on_stage(town: Town, script: Script) -> Stage:
    stage = Stage(town)
    for unit in script.units:
        await _add_unit(town, unit)
    for cast in script.people:
        await _add_person(stage, cast)
    for group in script.groups if Ability.GROUPS in town.messenger.able else ():
        await _add_group(stage, group)
    return stage


async def _add_unit(town: Town, unit: UnitCast) -> None:
    world, now = town.app.world, town.clock.now()
    kind = world.plans[unit.commune].unit(unit.belongs_to).kind
    async with town.app.database.transaction() as memory:
        memory.units.add(unit.commune, UnitRow(unit.id, unit.name, kind.value, unit.belongs_to), world.today(now))
        await plan_commune(world, memory, unit.commune, now)


async def _add_person(stage: Stage, cast: Cast) -> None:
    """One who is named twice has several places."""
    town, account = stage.town, OWN if cast.own_account else MAIN
    if cast.alias not in stage.people:
        stage.people[cast.alias] = await _new_person(town, cast, account)
    person = stage.people[cast.alias]
    for standing in cast.standings:
        await person.starts(await _carried(town, standing, account))


async def _new_person(town: Town, cast: Cast, account: str) -> Person:
    """Where the messenger does not tell somebody's language, they have chosen it before."""
    person = await town.person(cast.name, language=cast.language, account=account)
    if cast.language not in (VIETNAMESE, UNTOLD) and Ability.LANGUAGE not in town.messenger.able:
        await person.says(f"/ngonngu {cast.language}")
    return person


async def _carried(town: Town, standing: Standing, account: str) -> str:
    if standing.role is None:
        return links.payload(links.COMMUNE, standing.commune) if standing.commune else ""
    return await town.invitation(member(standing), account=account)


async def _add_group(stage: Stage, cast: GroupCast) -> None:
    town, owner = stage.town, stage.people[cast.owner]
    others = [stage.people[alias] for alias in cast.others]
    if cast.standing:
        in_group = await town.group(
            cast.title,
            owner,
            member(cast.standing),
            *others,
            kind=cast.kind,
            forum=cast.forum,
        )
        assert in_group.group
        stage.groups[cast.title] = in_group.group
    else:
        with_bot = cast.kind == "channel" or cast.forum
        chat: Chat = town.add_group(
            cast.title,
            owner,
            *others,
            kind=cast.kind,
            with_bot=with_bot,
            forum=cast.forum,
        )
        stage.groups[cast.title] = chat.id


def member(standing: Standing) -> Member:
    assert standing.role
    return Member(standing.commune, standing.unit, standing.role)


def speaking(stage: Stage, alias: str, group: str | None, topic: str | None = None) -> Person:
    """Raises `KeyError` for somebody, or a group, that the head does not name, `StopIteration` for a topic that the
    group has not."""
    person = stage.people[alias]
    if group:
        person = person.in_group(stage.groups[group])
    return person.in_topic(topic) if topic else person
