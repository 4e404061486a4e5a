"""A petition on its way in: the same one again, one of a flood, or one of a crowd."""

from __future__ import annotations

from datetime import timedelta

from domain.language.text import Text, verbatim
from domain.messaging.messages import Attachment, Choice, Message
from domain.people.roles import Can, Role
from domain.petitions.floods import Counts, crowd, is_to_be_held
from domain.petitions.lifecycle import Status
from domain.petitions.petition_known import PetitionDraft
from handlers.office import cards
from handlers.petitions.rush import once_an_hour
from handlers.turn import Turn
from storage.people.people import Reach
from storage.petitions.petition import Petition


async def same_again(turn: Turn, draft: PetitionDraft) -> bool:
    """Whether they sent the very same words about the very same place a moment ago: then they are given the code they
    have. Somebody may write for a whole hamlet, house by house."""
    if not draft.story.words or draft.story.files or draft.story.pin:
        return False
    since = turn.now - timedelta(minutes=turn.world.habits.floods.repeat_minutes)
    code = await turn.memory.floods.said_already(
        turn.person.id, turn.commune, draft.story.words, draft.place, since
    )
    if code:
        turn.say(Text("flood.same_again", code=code), [Choice(Text("petition.see_state"), f"t:{code}")])
    return bool(code)


async def status_for(turn: Turn, status: Status, field: str, hamlet: str) -> Status:
    """How a new petition stands: taken in, or set apart as one of a flood. Officers' own are taken in. A crowd is told
    to the officers."""
    limits = turn.world.habits.floods
    counts = await _counts(turn, field, hamlet)
    if crowd(counts, limits):
        await _tell_of_crowd(turn, counts, field, hamlet)
    held = is_to_be_held(counts, limits) and not turn.may(Can.SEE_QUEUE)
    return Status.HELD if held and status is Status.RECEIVED else status


async def pass_on(turn: Turn, petition: Petition, files: tuple[Attachment, ...]) -> None:
    """To the officers: its card, or once an hour that something is set apart."""
    if petition.status is not Status.HELD:
        await cards.post_new(turn, petition, turn.voice, files)
        return
    turn.say(Text("flood.held", code=petition.code))
    button = Choice(Text("flood.see_held"), "go:thahang", "primary")
    message = Message(Text("flood.some_held"), ((button,),))
    for reach in await cards.who_sees(turn.world, turn.memory, petition):
        turn.voice.tell(reach, message, petition.commune, key=once_an_hour(turn, "held", petition.commune))


async def _counts(turn: Turn, field: str, hamlet: str) -> Counts:
    limits = turn.world.habits.floods
    most = max(limits.commune_hour, limits.petitions_day, limits.messages_minute, limits.place_hour) + 1
    return await turn.memory.floods.counts(
        turn.person.id, turn.inbound.at, turn.commune, hamlet, field, turn.now, most
    )


async def _tell_of_crowd(turn: Turn, counts: Counts, field: str, hamlet: str) -> None:
    which = crowd(counts, turn.world.habits.floods)
    if which is None:
        return
    name = turn.world.national.field_name(field)
    message = Message(
        Text(
            f"flood.crowd_{which.value}",
            n=counts.commune + 1 if which.value == "commune" else counts.place + 1,
            field=verbatim(name) if name else Text("petition.no_field"),
        ),
        ((Choice(Text("start.queue"), "go:hangdoi"),),),
    )
    about = (field, hamlet) if which.value == "place" else ()
    for reach in await _officers(turn):
        turn.voice.tell(reach, message, turn.commune, key=once_an_hour(turn, which.value, turn.commune, *about))


async def _officers(turn: Turn) -> list[Reach]:
    people = turn.memory.people
    return (
        await people.groups_with(turn.commune, Role.OFFICER)
        or await people.reach_role(turn.commune, Role.OFFICER)
        or await people.reach_role(turn.commune, Role.CHIEF)
    )
