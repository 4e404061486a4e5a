"""No story is left out on a messenger that can tell it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.messengers import Ability, Messenger
from tests.messengers.telegram import Telegram
from tests.messengers.zalo import ZaloBot, ZaloOa
from tests.stories.marks import Mark, longest_answer, marks, needs
from tests.stories.script import ZONE, Script, read
from tests.town import open_town

ZALO_MAX_TEXT = 1900
MESSENGERS = (Telegram, ZaloBot, ZaloOa)
FOLDER = Path(__file__).parent
MARKED = [
    pytest.param(script, mark, id=f"{script.path.name.split('.')[0]}-{mark.deeds[0].number}")
    for script in map(read, sorted(FOLDER.glob("*.story.txt")))
    for mark in marks(script)
]


@pytest.mark.parametrize(("script", "mark"), MARKED)
def test_a_mark_names_the_messengers_that_have_what_is_needed(script: Script, mark: Mark) -> None:
    assert mark.channels == {one.channel for one in MESSENGERS if one.able.issuperset(mark.reasons)}


@pytest.mark.parametrize(("script", "mark"), MARKED)
def test_a_mark_stands_where_it_is_needed(script: Script, mark: Mark) -> None:
    idle = [why for why in mark.reasons if not any(needs(deed, why) for deed in mark.deeds)]
    if longest_answer(script) > ZALO_MAX_TEXT:
        idle = [why for why in idle if why is not Ability.LONG]
    assert idle == []


@pytest.mark.parametrize("messenger", MESSENGERS, ids=lambda one: one.channel)
async def test_the_abilities_are_those_of_the_channel(
    messenger: type[Telegram | ZaloBot | ZaloOa], tmp_path: Path
) -> None:
    spoken: Messenger = messenger()
    async with open_town(tmp_path, datetime(2026, 5, 18, 8, tzinfo=ZONE), messenger=spoken) as town:
        (channel,) = town.app.channels.values()
    assert (Ability.BUTTONS in spoken.able) == channel.caps.buttons
    assert (Ability.LINKS in spoken.able) == channel.caps.commands
