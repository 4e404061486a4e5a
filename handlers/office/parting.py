"""Splitting a petition into two (Thông tư 05/2021/TT-TTCP, Mẫu 05), and joining it to a case that is open (Đ27)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.clocks.clockwork import first_clocks, signed_since
from domain.clocks.running import Running
from domain.forms import Form
from domain.language.text import Text
from domain.messaging.messages import Choice, Message
from domain.petitions.codes import RANDOM_BYTES, make_code, read_code
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import Action, PetitionKind, Status, is_open
from domain.petitions.triage_forms import join_form
from handlers import dialogue
from handlers.clocks.clockwork import falling_due, reckoning
from handlers.office import cards
from handlers.office.aftermath import Deed
from handlers.office.case_finding import by_code, find_case, say_how
from handlers.office.casework import carry_out, record, status_after
from handlers.office.said import begin_words
from handlers.petitions.citizens import citizen_of
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Event, Petition

JOIN = "join_case"


async def split(turn: Turn, words: str) -> None:
    """`/tach <mã> <nội dung phần tách>`."""
    petition, rest = await find_case(turn, words)
    status_after(petition, Action.SPLIT)
    if not rest:
        say_how(turn, Action.SPLIT)
        return await begin_words(turn, petition, Action.SPLIT)
    await split_off(turn, petition, rest)


async def split_off(turn: Turn, petition: Petition, words: str) -> None:
    """The part goes on by itself: of the same citizen, with a code of its own, as old as the whole."""
    code = make_code(turn.world.random(RANDOM_BYTES))
    whole = await carry_out(turn, petition, Deed(Action.SPLIT, f"{code}: {words}", untold=True))
    part = replace(
        whole,
        code=code,
        story=words,
        status=Status.RECEIVED,
        split_from=whole.code,
        owner=None,
        unit="",
        outcome="",
        answered_at=None,
        flags=whole.flags - {Flag.HOT_SPOT},
        version=1,
        id=0,
    )
    await _file(turn, part, await _clocks(turn, whole))
    turn.say(Text("triage.split_into", code=whole.code, new=code))
    await _tell_of_split(turn, whole, part)


async def _file(turn: Turn, part: Petition, clocks: list[Running]) -> None:
    part = falling_due(part, clocks, turn.world)
    part = part.with_id(await turn.memory.petitions.file(part))
    turn.memory.clocks.keep(part.id, clocks)
    words = turn.world.plain(Text("triage.part_of_whole", code=part.split_from), "vi")
    turn.memory.petitions.note(part, Event(turn.now, turn.person.id, "file", part.status, words, "citizen"))
    await cards.post_new(turn, part, turn.voice, ())
    await turn.note("petition split off", part.subject, part.split_from)


async def _clocks(turn: Turn, whole: Petition) -> list[Running]:
    """What citizens are told of goes on from the day on which they sent the whole, or on which its signed form came:
    a split gives nobody more time. The office's own begin now."""
    by = await reckoning(turn.world, turn.memory, whole.commune)
    nation = turn.world.clocks(whole.commune)
    signed = signed_since(await turn.memory.clocks.of(whole.id), nation, by)
    told = [clock for clock in nation if clock.told]
    own = [clock for clock in nation if not clock.told]
    return [
        *first_clocks(whole.kind, signed or whole.received_at, told, by, signed=signed is not None),
        *first_clocks(whole.kind, turn.now, own, by, signed=signed is not None),
    ]


async def _tell_of_split(turn: Turn, whole: Petition, part: Petition) -> None:
    text = Text(
        "citizen.split_off",
        code=whole.code,
        new=part.code,
        words=part.story,
        commune=turn.world.commune_name(whole.commune),
    )
    buttons = tuple(
        (Choice(Text("citizen.see_state_of", code=one), f"t:{one}"),) for one in (whole.code, part.code)
    )
    reach = await citizen_of(turn.memory, whole)
    turn.voice.tell(reach, Message(text, buttons, protected=True), whole.commune, subject=whole.subject)


async def join(turn: Turn, words: str) -> None:
    """`/gop <mã> <mã chính>`; under a card, the one code is that of the main case."""
    codes = [code for word in words.split() if (code := read_code(word))]
    under_card = len(codes) == 1 and bool(turn.inbound.reply_to)
    petition, _ = await find_case(turn, "" if under_card else words)
    status_after(petition, Action.JOIN)
    if codes[-1:] and (under_card or len(codes) > 1):
        return await _join(turn, petition, codes[-1])
    say_how(turn, Action.JOIN)
    await dialogue.begin(turn, JOIN, about=petition.code)


async def _join(turn: Turn, petition: Petition, code: str) -> None:
    await join_into(turn, petition, await by_code(turn, code))


async def join_into(turn: Turn, petition: Petition, main: Petition) -> None:
    """Its end is the main case's end; everybody keeps their code and is told. Raises `Refusal`."""
    _check(petition, main)
    await _bring_along(turn, petition, main)
    words = turn.world.plain(Text("triage.joined_into", code=main.code), "vi")
    await carry_out(turn, petition, Deed(Action.JOIN, words, makes=lambda now: replace(now, part_of=main.code)))
    words = turn.world.plain(Text("triage.has_joined", code=petition.code), "vi")
    await cards.redraw(turn, await record(turn, main, Deed(Action.NOTE, words)))


def _check(petition: Petition, main: Petition) -> None:
    """Raises `Refusal`: tố cáo and what is restricted stay by themselves, and so does a khiếu nại but for a repeated
    one; the main case is open and another one."""
    if petition.code == main.code:
        raise Refusal(Text("triage.join_itself", code=main.code))
    for one in (petition, main):
        if one.restricted or one.kind is PetitionKind.DENUNCIATION:
            raise Refusal(Text("triage.join_never", code=one.code))
    if PetitionKind.COMPLAINT in (petition.kind, main.kind) and not _repeats(petition, main):
        complaint = petition if petition.kind is PetitionKind.COMPLAINT else main
        raise Refusal(Text("triage.join_repeated_only", code=complaint.code))
    if not is_open(main.status):
        raise Refusal(Text("triage.join_not_open", code=main.code, status=Text(f"status.{main.status.value}")))


def _repeats(petition: Petition, main: Petition) -> bool:
    """A complaint goes to an earlier one of the same person, whose clocks go on (Thông tư 05/2021/TT-TTCP Đ27)."""
    return petition.kind is main.kind and petition.person == main.person and petition.id > main.id


async def _bring_along(turn: Turn, petition: Petition, main: Petition) -> None:
    """Those that were joined to it, and those who follow it, wait for the main case from now on."""
    for part in await turn.memory.petitions.parts_of(petition.code):
        await turn.memory.petitions.change(part, replace(part, part_of=main.code))
    for reach in await turn.memory.followers.of(petition.id):
        turn.memory.followers.follow(main.id, reach, turn.now)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return lambda form: join_form(form, dialog.about)


async def _finish(turn: Turn, dialog: Dialog, into: str) -> None:
    petition, _ = await find_case(turn, dialog.about)
    await _join(turn, petition, into)


dialogue.register(JOIN, dialogue.Dialogue(_prepare, _finish))
