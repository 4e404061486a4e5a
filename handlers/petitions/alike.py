"""Before a new petition is filed: the open cases that may be the same matter, and following one of them instead."""

from __future__ import annotations

from datetime import timedelta

from domain.forms import Story
from domain.language.text import Text
from domain.messaging.messages import Choice
from domain.petitions.lifecycle import Action, PetitionKind, is_open
from domain.petitions.likeness import Matter
from domain.petitions.petition_known import Alike, SameMatter
from handlers.figures.hot_spots import look
from handlers.petitions.case_files import into_case
from handlers.turn import Refusal, Turn
from storage.petitions.alike import OpenCase
from storage.petitions.petition import Petition


async def alike_cases(turn: Turn, commune: str, story: Story, place: str, hamlet: str) -> list[Alike]:
    """The likest first, a few at most."""
    habits = turn.world.habits.intake
    words = f"{story.words} {place}".strip()
    found = await _candidates(turn, commune, turn.reading(words).field, hamlet)
    mine, rate = Matter(words, hamlet), turn.world.national.likeness.of
    rated = ((rate(mine, Matter(f"{one.words} {one.place}", one.hamlet)), one) for one in found)
    likest = sorted((pair for pair in rated if pair[0]), key=lambda pair: (-pair[0], -pair[1].id))
    return [_as_shown(turn, one) for _, one in likest[: habits.alike_shown]]


async def _candidates(turn: Turn, commune: str, field: str, hamlet: str) -> list[OpenCase]:
    habits, store = turn.world.habits.intake, turn.memory.alike
    since = turn.now - timedelta(days=habits.alike_days)
    found = await store.of_field(commune, field, since, habits.alike_compared) if field else []
    if hamlet:
        found += await store.of_hamlet(commune, hamlet, since, habits.alike_compared)
    return list({one.id: one for one in found}.values())


def _as_shown(turn: Turn, case: OpenCase) -> Alike:
    return Alike(
        id=case.id,
        kind=PetitionKind.FEEDBACK,
        field=turn.world.national.field_name(case.field),
        hamlet=case.hamlet,
        received_on=turn.world.today(case.received_at),
        own=case.person == turn.person.id,
    )


async def go_along(turn: Turn, same: SameMatter) -> None:
    """They follow the case; to their own one goes what they have just said."""
    petition = await turn.memory.petitions.numbered(same.petition)
    if petition is None or not is_open(petition.status) or petition.restricted:
        raise Refusal(Text("intake.follow_too_late"))
    if petition.person == turn.person.id:
        return await into_case(turn, petition, Action.ADD, same.story)
    turn.memory.followers.follow(petition.id, turn.here, turn.now)
    await look(turn.world, turn.memory, petition, turn.now)
    turn.say(Text("petition.followed", code=petition.code), _buttons(petition))
    await turn.note("petition followed", petition.subject)


async def unfollow(turn: Turn, code: str) -> None:
    """The button *Thôi theo dõi*; whoever does not follow is told the same."""
    petition = await turn.memory.petitions.by_code(code)
    if petition is None:
        raise Refusal(Text("petition.no_such_code"))
    turn.memory.followers.leave(petition.id, turn.person.id)
    turn.say(Text("petition.unfollowed", code=petition.code))


def _buttons(petition: Petition) -> list[Choice]:
    return [
        Choice(Text("petition.see_state"), f"t:{petition.code}"),
        Choice(Text("petition.unfollow"), f"tf:{petition.code}"),
    ]
