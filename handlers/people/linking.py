"""One person at two addresses: a code drawn at the one is typed at the other, then both are asked.

Neither side alone brings it about. Who guesses a code still needs the yes of whoever drew it; who talks somebody
into typing a code still needs theirs, and they are told whose code it is.
"""

from __future__ import annotations

import re
from datetime import timedelta

from domain.language.naming import called
from domain.language.text import Text, lines
from domain.messaging.messages import Address, Choice, Message, Urgency
from handlers.buttons import row_id
from handlers.guessing import address, check_patience, wrong
from handlers.turn import Refusal, Turn
from storage.people.linking import Known, LinkRequest
from storage.people.people import Reach

_YES, _NO = "y", "n"
_CODE = re.compile(r"\d(?:[\s.-]?\d){3,9}")


def is_link_code(words: str) -> bool:
    """Whether that may be what follows the command: digits, perhaps in groups."""
    return bool(_CODE.fullmatch(words.strip()))


def channel_name(at: Address) -> Text:
    return Text(f"channel.{at.channel}")


async def link(turn: Turn, words: str) -> None:
    """/lienket: gives a code, or takes one that was given elsewhere."""
    here = address(turn)
    if words:
        return await _take(turn, here, re.sub(r"\D", "", words))
    expires_at = turn.now + timedelta(minutes=turn.world.habits.linking.valid_minutes)
    code = _code(turn)
    while not await turn.memory.linking.draw(code, here, turn.now, expires_at):
        code = _code(turn)
    known = await turn.memory.linking.addresses(turn.person.id)
    others = [one for one in known if one.at != here]
    listed = [Text("link.address_line", channel=channel_name(one.at), name=called(one.name)) for one in others]
    linked = [Text("link.linked_with"), *listed, Text("link.one_more")] if others else []
    rows = [
        [Choice(Text("link.take_apart", channel=channel_name(o.at), name=called(o.name)), f"lu:{o.at}")]
        for o in others
    ]
    turn.say(lines(*linked, Text("link.code", code=code, expires_at=expires_at)), *rows, protected=True)


def _code(turn: Turn) -> str:
    digits = turn.world.habits.linking.code_digits
    return f"{int.from_bytes(turn.world.random(8)) % 10**digits:0{digits}}"


async def _take(turn: Turn, here: Address, code: str) -> None:
    await check_patience(turn)
    request = await turn.memory.linking.by_code(code, turn.now)
    drawn = await turn.memory.linking.at(request.drawn_at) if request else None
    if request is None or drawn is None:
        return wrong(turn, Text("link.wrong_code"))
    if request.drawn_at == here:
        raise Refusal(Text("link.type_it_elsewhere"))
    if drawn.person == turn.person.id:
        raise Refusal(Text("link.already"))
    turn.memory.linking.typed(request.id, here)
    text = Text("link.is_it_you", name=called(drawn.name), channel=channel_name(drawn.at))
    turn.say(text, *_questions(request))


async def answer(turn: Turn, rest: str) -> None:
    """A button under either question: `<request>:<y or n>`. Only those who were asked may answer."""
    number, _, said = rest.partition(":")
    request = await turn.memory.linking.request(row_id(number), turn.now)
    here = address(turn)
    if request is None or request.typed_at is None or here not in (request.drawn_at, request.typed_at):
        raise Refusal(Text("link.is_over"))
    if said == _NO:
        return await _refuse(turn, request, request.typed_at)
    if here == request.typed_at:
        return await _agree(turn, request)
    if not request.agreed:
        raise Refusal(Text("link.is_over"))
    await _join(turn, request, request.typed_at)


async def _refuse(turn: Turn, request: LinkRequest, typed_at: Address) -> None:
    turn.memory.linking.close(request.id)
    told = (request.drawn_at, typed_at) if request.agreed else (typed_at,)
    for at in told:
        known = await turn.memory.linking.at(at)
        if known:
            _tell(turn, known, Text("link.refused"))


async def _agree(turn: Turn, request: LinkRequest) -> None:
    """Now whoever drew the code is asked, by the name of who typed it."""
    drawn = await turn.memory.linking.at(request.drawn_at)
    if drawn is None or request.agreed:
        raise Refusal(Text("link.is_over"))
    turn.memory.linking.agreed(request.id)
    turn.say(Text("link.asked_there", channel=channel_name(drawn.at)))
    text = Text("link.confirm", name=called(turn.person.name), channel=channel_name(turn.inbound.at))
    _tell(turn, drawn, text, *_questions(request))


async def _join(turn: Turn, request: LinkRequest, typed_at: Address) -> None:
    drawn, typed = await turn.memory.linking.at(request.drawn_at), await turn.memory.linking.at(typed_at)
    turn.memory.linking.close(request.id)
    if drawn is None or typed is None or drawn.person == typed.person:
        return turn.say(Text("link.already"))
    turn.memory.linking.merge(drawn.person, typed.person, turn.now)
    await turn.note("persons linked", f"person:{typed.person}", f"{typed.at} with {drawn.at}")
    if not any(one.preferred for one in await turn.memory.linking.addresses(drawn.person)):
        turn.memory.linking.prefer(drawn.person, drawn.at)
    for here, other in ((drawn, typed), (typed, drawn)):
        _tell(turn, here, Text("link.done", name=called(other.name), channel=channel_name(other.at)))
        await offer_again(turn, here.at)


async def ask_to_take_apart(turn: Turn, rest: str) -> None:
    other = await other_address(turn, rest)
    text = Text("link.really_take_apart", channel=channel_name(other.at), name=called(other.name))
    turn.say(text, [Choice(Text("link.yes_take_apart"), f"luy:{other.at}", "danger")])


async def take_apart(turn: Turn, rest: str) -> None:
    """The other address is a person of its own from now on; both are told."""
    other = await other_address(turn, rest)
    person = await turn.memory.linking.take_apart(other, turn.now)
    await turn.note("address taken apart", f"person:{person}", str(other.at))
    turn.say(Text("link.taken_apart", channel=channel_name(other.at), name=called(other.name)))
    _tell(
        turn,
        other,
        Text("link.you_are_apart", channel=channel_name(turn.inbound.at), name=called(turn.person.name)),
    )
    await offer_again(turn, other.at)


async def other_address(turn: Turn, named: str) -> Known:
    """One of the person's other addresses. Raises `Refusal` for what is not theirs, or no longer."""
    here = address(turn)
    for known in await turn.memory.linking.addresses(turn.person.id):
        if str(known.at) == named and known.at != here:
            return known
    raise Refusal(Text("link.is_over"))


async def offer_again(turn: Turn, at: Address) -> None:
    """What somebody may do has changed: the commands they are offered follow."""
    found = await turn.memory.people.find(at.channel, at.account, at.chat)
    served = turn.world.communes_of((at.channel, at.account))
    if found is None or not served:
        return
    person, members = found
    commune = person.commune or (served[0] if len(served) == 1 else "")
    if commune in served:
        menu = turn.world.commands.menu(members, commune)
        turn.voice.offer_commands(Reach(at, False, person.language, person.id), menu, commune)


def _questions(request: LinkRequest) -> list[list[Choice]]:
    return [
        [Choice(Text("link.yes"), f"lk:{request.id}:{_YES}", "primary")],
        [Choice(Text("link.no"), f"lk:{request.id}:{_NO}")],
    ]


def _tell(turn: Turn, known: Known, text: Text, *rows: list[Choice]) -> None:
    reach = Reach(known.at, in_group=False, language=known.language, person=known.person)
    turn.voice.tell(reach, Message(text, tuple(map(tuple, rows))), turn.commune, urgency=Urgency.REPLY)
