"""What was set apart as one of a flood: officers let it in, or end it as spam."""

from __future__ import annotations

from domain.language.text import Text, lines
from domain.messaging.messages import Choice
from domain.people.roles import Can
from domain.petitions.lifecycle import Action, Status
from handlers.figures.hot_spots import look_if_watched
from handlers.office import cards
from handlers.office.aftermath import Deed, tell_citizen
from handlers.office.casework import record
from handlers.office.triage import find_case
from handlers.petitions.citizens import filer, filer_of
from handlers.turn import Refusal, Turn
from handlers.vault.conflicts import is_concerned
from storage.petitions.floods import Held
from storage.petitions.petition import Petition

RELEASE, SPAM = "r", "s"


async def release(turn: Turn, words: str) -> None:
    """`/thahang`: whose petitions are set apart; with a code: lets that one in."""
    if not words.strip() and not turn.inbound.reply_to:
        return await _list(turn)
    petition, _ = await find_case(turn, words)
    _refuse_unless_held(petition)
    await _let_in(turn, petition)
    turn.say(Text("flood.released", n=1, name=await filer_of(turn, petition)))


async def spam(turn: Turn, words: str) -> None:
    """`/thurac <mã>`: all that is set apart of whoever sent it is ended."""
    petition, _ = await find_case(turn, words)
    await _all_of(turn, petition, SPAM)


async def press(turn: Turn, rest: str) -> None:
    """`r:<code>` lets in, `s:<code>` ends all that is set apart of the person who sent it."""
    what, _, code = rest.partition(":")
    petition, _ = await find_case(turn, code)
    if what not in (RELEASE, SPAM):
        raise Refusal(Text("form.button_is_old"))
    await _all_of(turn, petition, what)


async def count_line(turn: Turn) -> Text | None:
    """What the queue says of it; None where nothing is set apart."""
    held = await turn.memory.floods.count_held(turn.commune, restricted=_sees_restricted(turn))
    held -= len(await _hidden(turn))
    return Text("flood.queue_line", n=held) if held else None


async def _all_of(turn: Turn, petition: Petition, what: str) -> None:
    _refuse_unless_held(petition)
    held = await turn.memory.floods.held_of(petition.person, turn.commune, restricted=_sees_restricted(turn))
    hidden = await _hidden(turn)
    codes = [code for code in held if code not in hidden]
    for code in codes:
        one = await turn.memory.petitions.by_code(code)
        if one:
            await (_let_in(turn, one) if what == RELEASE else _end(turn, one))
    name = await filer_of(turn, petition)
    turn.say(Text("flood.released" if what == RELEASE else "flood.ended", n=len(codes), name=name))


async def _let_in(turn: Turn, petition: Petition) -> None:
    changed = await record(turn, petition, Deed(Action.RELEASE))
    await cards.post_new(
        turn, changed, turn.voice, cards.attachments(await turn.memory.files.of(petition.subject))
    )
    await look_if_watched(turn.world, turn.memory, changed, turn.now)


async def _end(turn: Turn, petition: Petition) -> None:
    """The person may look up each code; they are told once, of the first."""
    reason = turn.world.plain(Text("flood.spam_reason"), petition.language)
    deed = Deed(Action.REJECT, reason)
    changed = await record(turn, petition, deed)
    codes = await turn.memory.floods.held_of(petition.person, turn.commune, restricted=True)
    if not codes:
        await tell_citizen(turn, changed, deed)


def _refuse_unless_held(petition: Petition) -> None:
    if petition.status is not Status.HELD:
        state = Text(f"status.{petition.status.value}")
        raise Refusal(Text("triage.not_now", code=petition.code, status=state))


async def _list(turn: Turn) -> None:
    most = turn.world.habits.floods.held_shown
    held = await turn.memory.floods.held(
        turn.commune, most, restricted=_sees_restricted(turn), but=await _hidden(turn)
    )
    if not held:
        return turn.say(Text("flood.nothing_held"))
    shown = [
        Text("flood.held_line", code=one.code, name=filer(one.name, nameless=one.nameless), n=one.n, at=one.since)
        for one in held
    ]
    turn.say(lines(Text("flood.held_title"), *shown), *(_buttons(one) for one in held))


def _buttons(one: Held) -> list[Choice]:
    return [
        Choice(Text("flood.button_release", code=one.code, n=one.n), f"gl:{RELEASE}:{one.code}"),
        Choice(Text("flood.button_spam", code=one.code), f"gl:{SPAM}:{one.code}", "danger"),
    ]


def _sees_restricted(turn: Turn) -> bool:
    return turn.may(Can.SEE_RESTRICTED) and not turn.inbound.group


async def _hidden(turn: Turn) -> list[str]:
    """The codes of those that accuse who is speaking: they are dealt with as if they did not exist."""
    if not _sees_restricted(turn):
        return []
    codes = await turn.memory.floods.restricted_held(turn.commune)
    found = [await turn.memory.petitions.by_code(code) for code in codes]
    return [one.code for one in found if one and await is_concerned(turn.world, turn.memory, one, turn.person.id)]
