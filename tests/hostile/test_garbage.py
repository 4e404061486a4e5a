"""500 garbled messages and presses, in all communes, by everybody: never a dead end."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from domain.people.roles import Member, Role
from sandbox.telegram.model import Message
from tests.hostile import garbage
from tests.hostile.conftest import forges, words_of
from tests.town import Person, Town

ACTS = 100  # by each of the cast of one commune together
PLAIN = "Đèn đường ở đầu ngõ bị hỏng ba hôm nay"


async def cast_of(town: Town, commune: str) -> list[Person]:
    plan = town.app.world.plans[commune]
    office = plan.petitions.office
    collector = next((o.collected_by for o in plan.obligations if o.collected_by), office)
    staffed = next(unit.id for unit in plan.units if not unit.collective and unit.id not in (office, collector))
    everything = await town.member("Đ/c Kiêm <b>{name}</b>", commune, Role.STAFF, staffed)
    await everything.starts(await town.invitation(Member(commune, office, Role.OFFICER)))
    return [
        await town.citizen("Bà Lan %s", commune),
        await town.citizen("Mr Lee", commune, language="zh-hans"),
        await town.member("Đ/c Hoa", commune, Role.STAFF, staffed),
        await town.member("Đ/c Yến", commune, Role.COLLECTOR, collector),
        await town.member("Đ/c Oai", commune, Role.OFFICER, office),
        await town.member("Đ/c Chánh", commune, Role.CHIEF, office),
        await town.member("Đ/c Quản", commune, Role.ADMIN, office),
        everything,
    ]


async def do_something(person: Person, chance: Random) -> list[Message]:
    match chance.choices(("words", "command", "button", "offered", "thing", "long"), (4, 4, 3, 5, 2, 0.3))[0]:
        case "words":
            return await person.says(garbage.words(chance))
        case "command":
            return await person.says(garbage.command(chance))
        case "button":
            return await forges(person, garbage.button(chance))
        case "offered":
            return await press_any(person, chance)
        case "thing":
            return await person.sends(**garbage.thing(chance))
        case _:
            return await person.says(garbage.long_text(chance))


async def press_any(person: Person, chance: Random) -> list[Message]:
    """One of the buttons that stand in the chat, old ones included."""
    data = [
        button["callback_data"]
        for message in person.messages[-12:]
        for row in message.buttons
        for button in row
        if "callback_data" in button
    ]
    return await forges(person, chance.choice(data or ["go:trogiup"]))


def heard(person: Person) -> tuple[object, ...]:
    """All that the bot has shown them: its messages as they stand, and the notes over buttons."""
    chat = person.town.chat_of(person)
    shown = [(m.id, m.words, str(m.buttons)) for m in chat.messages.values() if person.town.is_bots(m)]
    return (*shown, *(press.id for press in person.town.sandbox.presses.values() if press.text))


@pytest.mark.parametrize("commune", ["binh-lu", "gia-vien", "ha-dong", "hanh-thien", "nghi-duong"])
async def test_no_dead_end(town: Town, commune: str) -> None:
    chance = Random(f"garbage {commune}")
    cast = await cast_of(town, commune)
    silence = town.app.world.habits.intake.stop_settles_seconds  # behind a denunciation, so many seconds
    for act in range(ACTS):
        await town.clock.move_to(town.clock.now() + timedelta(seconds=silence + 1))
        person = chance.choice(cast)
        before = heard(person)
        said = await do_something(person, chance)
        assert heard(person) != before, (act, person.messages[-1].words)
        assert "trục trặc" not in words_of(said), act
    for person in cast:
        assert words_of(await person.says("/trogiup")), person.name
        await person.says(f"/xa {commune}")
        await person.says("/huy")
        assert PLAIN in words_of(await person.says(PLAIN)), person.name
