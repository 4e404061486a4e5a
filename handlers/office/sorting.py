"""Sorting petitions: kind, field and thôn by the officer's word, flags, and how many filed together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.language.text import Text, lines, verbatim
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can, Role
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, Action, PetitionKind, Status
from domain.petitions.petition_terms import read_terms
from handlers.buttons import row_id
from handlers.figures.hot_spots import leave_hot_spot, look_if_watched
from handlers.office import cards
from handlers.office.aftermath import Deed
from handlers.office.case_finding import find_case, pressed
from handlers.office.casework import carry_out, status_after
from handlers.petitions.petition_names import Term, field_names, flag_names, hamlet_names, hamlets, kind_names
from handlers.turn import Refusal, Turn
from handlers.vault.conflicts import unconcerned
from handlers.vault.hiding import hide, unwatched
from handlers.vault.taking_in import take_in
from storage.petitions.petition import Petition

_OFF = ("bo", "go", "thoi", "khong")
"""Words before a flag that take it away: "bỏ phức tạp"."""
_MOST_PEOPLE = 100_000


async def reclassify(turn: Turn, words: str) -> None:
    """`/phanloai <mã> <loại, lĩnh vực, thôn>`, any of them, in any order: the officer's word is the record."""
    petition, rest = await find_case(turn, words)
    status_after(petition, Action.RECLASSIFY)
    names = kind_names(turn) | field_names(turn) | await hamlet_names(turn)
    terms, puzzling = read_terms(rest, names)
    if terms and not puzzling:
        return await _reclassify(turn, petition, terms)
    if puzzling:
        turn.say(Text("triage.class_not_understood", words=puzzling))
    _ask_class(turn, petition)


async def press_class(turn: Turn, rest: str) -> None:
    """`<code>:<row version>:<kind|field>:<id>`."""
    petition, which = await pressed(turn, rest)
    if petition is None:
        return
    what, _, one = which.partition(":")
    if (what, one) not in kind_names(turn) | field_names(turn):
        raise Refusal(Text("form.button_is_old"))
    await _reclassify(turn, petition, [(what, one)])


async def _reclassify(turn: Turn, petition: Petition, terms: Iterable[Term]) -> None:
    meant = dict(terms)
    kind = PetitionKind(meant.get("kind", petition.kind))
    field, hamlet = meant.get("field", petition.field), meant.get("hamlet", petition.hamlet)
    if petition.status in (Status.ACCEPTED, Status.SUSPENDED) and kind not in SIGNED_FORM_ONLY:
        raise Refusal(Text("triage.accepted_stays", code=petition.code))
    if kind is PetitionKind.DENUNCIATION:
        return await _take_in(turn, petition, field)
    restricted = petition.restricted or _is_restricted(turn, field)
    words = turn.world.plain(await _class(turn, meant), "vi")
    apart = restricted or kind in SIGNED_FORM_ONLY
    hidden = restricted and not petition.restricted
    if hidden:
        await hide(turn, petition)
    elif apart:
        await leave_hot_spot(turn, petition)
    deed = Deed(
        Action.RECLASSIFY,
        words,
        makes=lambda now: replace(
            unwatched(now) if apart else now, kind=kind, field=field, hamlet=hamlet, restricted=restricted
        ),
    )
    changed = await carry_out(turn, petition, deed)
    await look_if_watched(turn.world, turn.memory, changed, turn.now)
    if hidden:
        turn.say(lines(Text("triage.restricted_now", code=changed.code), *await _relatives(turn, changed)))
        await cards.post_new(turn, changed, turn.voice, ())


async def _relatives(turn: Turn, petition: Petition) -> list[Text]:
    """Cases of their own that may hold the same words: which of them is a tố cáo too is the officer's to say."""
    parts = await turn.memory.petitions.split_from(petition.code, since=petition.received_at)
    codes = [*([petition.split_from] if petition.split_from else []), *(part.code for part in parts)]
    return [Text("triage.relatives", codes=", ".join(codes))] if codes else []


async def _take_in(turn: Turn, petition: Petition, field: str) -> None:
    """A tố cáo does not stay in the queue."""
    if not turn.may(Can.TRIAGE):
        raise Refusal(Text("error.not_yours"))
    status_after(petition, Action.RECLASSIFY)
    await take_in(turn, petition, field, await _relatives(turn, petition))


def _is_restricted(turn: Turn, field: str) -> bool:
    fields = turn.world.national.suggestions.fields
    return any(one.restricted for one in fields if one.code == field)


async def _class(turn: Turn, meant: dict[str, str]) -> Text:
    parts = []
    if "kind" in meant:
        parts.append(Text(f"kind.{meant['kind']}"))
    if "field" in meant:
        parts.append(verbatim(turn.world.national.field_name(meant["field"])))
    if "hamlet" in meant:
        parts.append(verbatim((await hamlets(turn))[meant["hamlet"]]))
    return lines(*parts)


def _ask_class(turn: Turn, petition: Petition) -> None:
    start = f"pk:{petition.code}:{petition.version}"
    kinds = [Choice(Text(f"kind.{kind.value}"), f"{start}:kind:{kind.value}") for kind in PetitionKind]
    fields = [
        Choice(verbatim(field.title), f"{start}:field:{field.code}")
        for field in turn.world.national.suggestions.fields
    ]
    offered = [one for one in kinds if not one.action.endswith(f":{petition.kind.value}")]
    turn.say(Text("triage.which_class", code=petition.code), *[[one] for one in (*offered, *fields)])


async def urgent(turn: Turn, words: str) -> None:
    """`/uutien <mã>`, `/uutien <mã> bỏ`."""
    petition, rest = await find_case(turn, words)
    await _flag(turn, petition, {Flag.URGENT}, on=not _takes_away(rest))


async def flag(turn: Turn, words: str) -> None:
    """`/codau <mã> phức tạp`, `/codau <mã> bỏ phức tạp`."""
    petition, rest = await find_case(turn, words)
    status_after(petition, Action.FLAG)
    off = _takes_away(rest)
    terms, puzzling = read_terms(rest.split(maxsplit=1)[-1] if off else rest, flag_names(turn))
    if terms and not puzzling:
        return await _flag(turn, petition, {Flag(name) for _, name in terms}, on=not off)
    rows = [
        [Choice(_toggle(petition, one), f"pf:{petition.code}:{petition.version}:{one.value}")]
        for one in Flag
        if one is not Flag.UNHAPPY
    ]
    turn.say(Text("triage.which_flag", code=petition.code), *rows)


def _toggle(petition: Petition, one: Flag) -> Text:
    name = Text(f"flag.{one.value}")
    return Text("triage.flag_off", flag=name) if one in petition.flags else name


async def press_flag(turn: Turn, rest: str) -> None:
    """`<code>:<row version>:<flag>`: on, or off where it is on."""
    petition, which = await pressed(turn, rest)
    if petition is None:
        return
    if which not in set(Flag):
        raise Refusal(Text("form.button_is_old"))
    await _flag(turn, petition, {Flag(which)}, on=Flag(which) not in petition.flags)


async def _flag(turn: Turn, petition: Petition, flags: set[Flag], *, on: bool) -> None:
    status_after(petition, Action.FLAG)
    after = petition.flags | flags if on else petition.flags - flags
    if after == petition.flags:
        return _say_unchanged(turn, petition)
    named = lines(*(Text(f"flag.{one.value}") for one in sorted(flags)))
    words = turn.world.plain(named if on else Text("triage.flag_off", flag=named), "vi")
    await carry_out(turn, petition, Deed(Action.FLAG, words, makes=lambda now: replace(now, flags=after)))


def _say_unchanged(turn: Turn, petition: Petition) -> None:
    """No refusal, which would stop the other steps of a `/lenh`."""
    told = Text("triage.nothing_changed", code=petition.code)
    if turn.gathered is None:
        return turn.say(told)
    turn.gathered.append(told)


def _takes_away(words: str) -> bool:
    return fold(words).split(" ")[0] in _OFF


async def people(turn: Turn, words: str) -> None:
    """`/songuoi <mã> <n>`: from so many on (data: petitions.crowd) it is "đông người", and the chairman is told once."""
    petition, rest = await find_case(turn, words)
    count = rest.split()[0] if rest else ""
    number = row_id(count) if count.isascii() and count.isdigit() else 0
    if not 1 <= number <= _MOST_PEOPLE:
        raise Refusal(Text("triage.how_many_people", code=petition.code))
    crowd = number >= turn.world.habits.petitions.crowd
    flags = petition.flags | {Flag.CROWD} if crowd else petition.flags - {Flag.CROWD}
    status_after(petition, Action.FLAG)
    if (number, flags) == (petition.people, petition.flags):
        return _say_unchanged(turn, petition)
    said = turn.world.plain(Text("triage.people_counted", n=number), "vi")
    deed = Deed(Action.FLAG, said, makes=lambda now: replace(now, people=number, flags=flags))
    changed = await carry_out(turn, petition, deed)
    if crowd:
        await _tell_leaders(turn, changed)


async def _tell_leaders(turn: Turn, petition: Petition) -> None:
    text = Text(
        "triage.crowd_told", code=petition.code, n=petition.people, kind=Text(f"kind.{petition.kind.value}")
    )
    button = ((Choice(verbatim(petition.code), f"q:{petition.code}"),),)
    leaders = await turn.memory.people.reach_role(petition.commune, Role.LEADER)
    for reach in await unconcerned(turn.world, turn.memory, petition, leaders):
        message = Message(text, button, protected=True)
        turn.voice.tell(reach, message, petition.commune, subject=petition.subject, key=f"crowd|{petition.code}")
