"""`/quyenyeucau`, `/duyetquyen`, `/tuchoiquyen`, `/giahanquyen`: what people asked about their data is decided."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.language.masking import mask
from domain.language.naming import called
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can, Role
from domain.petitions.codes import read_code
from domain.rights.requests import Right, extended
from handlers.reports.nudges import nudge
from handlers.turn import Refusal, Turn
from handlers.vault.protection import keep_out
from handlers.world import World
from storage.memory import Memory
from storage.people.people import Reach
from storage.privacy.rights import DataRequest


async def list_open(turn: Turn, words: str) -> None:
    """Never in a group: it says who asked for what."""
    _refuse_unless_alone(turn)
    waiting = await turn.memory.rights.open(turn.commune)
    if not waiting:
        return turn.say(Text("right.nothing_to_decide"))
    turn.say(lines(Text("right.to_decide"), *[await _line(turn, one) for one in waiting]), protected=True)


async def approve(turn: Turn, words: str) -> None:
    """`/duyetquyen <mã>`: what was asked is done."""
    request, _ = await _asked(turn, words)
    if request.right is Right.ANONYMISE:
        await _part_from_sender(turn, request)
    else:
        turn.memory.rights.restrict(request.person, turn.commune, turn.now)
    turn.memory.rights.decide(request.code, "done", turn.person.id, "", turn.now)
    await turn.note("data request approved", f"right:{request.code}")
    await _tell(turn, request, Text(f"right.approved_{request.right.value}", code=request.code))
    turn.say(Text("right.decided", code=request.code))


async def refuse(turn: Turn, words: str) -> None:
    """`/tuchoiquyen <mã> <lý do>`: the reason is told."""
    request, reason = await _asked(turn, words)
    if not reason:
        raise Refusal(Text("right.how_to_refuse", code=request.code))
    keep_out(turn, reason)
    turn.memory.rights.decide(request.code, "refused", turn.person.id, reason, turn.now)
    await turn.note("data request refused", f"right:{request.code}")
    place = turn.world.reception(turn.commune, "right.complain_at")
    await _tell(turn, request, lines(Text("right.refused", code=request.code, reason=reason), place))
    turn.say(Text("right.decided", code=request.code))


async def extend(turn: Turn, words: str) -> None:
    """`/giahanquyen <mã> <lý do>`: once."""
    request, reason = await _asked(turn, words)
    if request.extended or not reason:
        raise Refusal(
            Text("right.extended_once" if request.extended else "right.how_to_extend", code=request.code)
        )
    keep_out(turn, reason)
    rule = turn.world.national.rights.of(request.right)
    due_on = extended(rule, request.due_on, await turn.calendar())
    turn.memory.rights.extend(request.code, due_on, reason)
    await turn.note("data request extended", f"right:{request.code}")
    await _tell(turn, request, Text("right.extended", code=request.code, due=due_on, reason=reason))
    turn.say(Text("right.extension_told", code=request.code, due=due_on))


async def remind(world: World, memory: Memory, commune: str, now: datetime) -> None:
    """Whoever decides is reminded once of each request whose last day is near."""
    near = world.today(now) + timedelta(days=world.national.rights.remind_days)
    for request in await memory.rights.open(commune):
        if request.due_on > near:
            break
        line = Text("right.soon_due", code=request.code, due=request.due_on)
        button = Choice(Text("right.see_all"), "go:quyenyeucau")
        for reach in await memory.people.reach_role(commune, Role.CHIEF):
            key = f"right:{request.code}:{request.due_on}"
            await nudge(
                world, memory, now, reach, Message(line, ((button,),)), line, commune, key=key, button=button
            )


async def _part_from_sender(turn: Turn, request: DataRequest) -> None:
    for code in request.about:
        petition = await turn.memory.petitions.by_code(code)
        if petition is None or petition.person != request.person or petition.closed_at is None:
            continue
        turn.memory.erasure.cover(petition, mask(petition.story, phones=True), mask(petition.place, phones=True))
        turn.memory.erasure.sender(petition, await turn.memory.erasure.nobody(petition))


async def _asked(turn: Turn, words: str) -> tuple[DataRequest, str]:
    """Raises `Refusal` as if it did not exist where it is another commune's."""
    _refuse_unless_alone(turn)
    token, _, rest = words.strip().partition(" ")
    code = read_code(token)
    request = await turn.memory.rights.by_code(code, turn.commune) if code else None
    if request is None:
        raise Refusal(Text("right.which_request"))
    if request.state != "open":
        raise Refusal(Text("right.decided_before", code=request.code))
    return request, rest.strip()


async def _tell(turn: Turn, request: DataRequest, text: Text) -> None:
    at = await turn.memory.people.reach_person(request.person, turn.commune)
    if at is None:
        return turn.say(Text("right.cannot_be_told", code=request.code))
    language = await turn.memory.people.language(request.person)
    reach = Reach(at, in_group=False, language=language, person=request.person)
    turn.voice.tell(reach, Message(text, official=True), turn.commune)


async def _line(turn: Turn, one: DataRequest) -> Text:
    return Text(
        "right.to_decide_line",
        code=one.code,
        right=Text(f"right.name_{one.right.value}"),
        name=called(await turn.memory.people.named(one.person)),
        at=one.at,
        due=one.due_on,
        about=verbatim(" ".join(one.about) or one.words),
    )


def _refuse_unless_alone(turn: Turn) -> None:
    if not turn.may(Can.GUARD):
        raise Refusal(Text("error.not_yours"))
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
