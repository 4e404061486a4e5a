"""Hot spots: what several people tell within days is shown to the officers once, with the cases; they join them into
one, or leave them apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.language.masking import beginning
from domain.language.text import Text, verbatim
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can
from domain.petitions.flags import Flag
from domain.petitions.hot_spots import Told, people, same_matter
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, Action, Status, allowed, is_open
from domain.petitions.likeness import Matter
from handlers.buttons import row_id
from handlers.office import cards
from handlers.office.parting import join_into
from handlers.reports.nudges import nudge
from handlers.turn import Acting, Refusal, Turn
from handlers.world import World
from storage.memory import Memory
from storage.petitions.petition import Petition

_AT_ONCE = 100  # petitions looked at in one tick; the others wait for the next


async def watch(world: World, memory: Memory, now: datetime) -> None:
    """Looks at what came in since it last did."""
    for petition in await memory.watch.unseen(_AT_ONCE):
        await look_if_watched(world, memory, petition, now)


async def look_if_watched(world: World, memory: Memory, petition: Petition, now: datetime) -> None:
    """Also for one that `watch` has passed by, and that is only now what it looks at."""
    recent = petition.received_at >= now - timedelta(days=world.habits.watch.within_days)
    if recent and petition.commune in world.plans and petition.status is not Status.HELD and _may_join(petition):
        await look(world, memory, petition, now)


def _may_join(case: Petition) -> bool:
    """Khiếu nại and tố cáo, and what is not for everybody, stay by themselves."""
    return case.kind not in SIGNED_FORM_ONLY and not case.restricted and not case.part_of


async def look(world: World, memory: Memory, petition: Petition, now: datetime) -> None:
    """Whether this one, new or newly followed, makes a hot spot with others, or belongs to one that is known."""
    habits = world.habits.watch
    since = now - timedelta(days=habits.within_days)
    new = Told(petition.id, petition.person, Matter(f"{petition.story} {petition.place}", petition.hamlet))
    others = await memory.watch.told_too(petition, since, habits.compared)
    told = [new, *same_matter(new, others, world.national.likeness)]
    cases = [one.petition for one in told]
    if spot := await memory.watch.spot_of(cases, since):
        memory.watch.add(spot.id, [petition.id])
        memory.watch.flag(petition, Flag.HOT_SPOT)
        return
    count = people(told, await memory.followers.people(cases, since))
    if count >= habits.people:
        number = await memory.watch.raise_spot(petition.commune, petition.field, petition.hamlet, now)
        memory.watch.add(number, cases)
        for case in await memory.watch.cases(number):
            memory.watch.flag(case, Flag.HOT_SPOT)
        await _tell(world, memory, number, count, now)


async def leave_hot_spot(turn: Acting, petition: Petition) -> None:
    """It is not for everybody any more, or by law settled by itself. The others stay a hot spot where they are enough
    people's: the alert, which quoted it, is said anew without it."""
    habits = turn.world.habits.watch
    since = turn.now - timedelta(days=habits.within_days)
    spot = await turn.memory.watch.spot_of([petition.id], since)
    turn.memory.watch.leave(petition)
    if spot is None or spot.answer:
        return
    left = await turn.memory.watch.cases(spot.id)
    followers = await turn.memory.followers.people([case.id for case in left], since)
    count = len({case.person for case in left} | set(followers))
    if count >= habits.people:
        return await _tell(turn.world, turn.memory, spot.id, count, turn.now)
    for case in left:
        turn.memory.watch.unflag(case, Flag.HOT_SPOT)
        turn.memory.watch.leave(case)


async def _tell(world: World, memory: Memory, number: int, count: int, now: datetime) -> None:
    """Once for each number of cases in it: less than there were when one left."""
    cases = await memory.watch.cases(number)
    first = cases[0]
    text = Text(
        "watch.hot_spot",
        n=count,
        field=_fields(world, cases),
        where=await _where(memory, first),
        cases=tuple(_line(world, case) for case in cases[: world.habits.watch.shown]),
    )
    lead = _lead(cases)
    buttons = ((Choice(Text("watch.join", code=lead.code), f"hs:{number}:join", "primary"),),) if lead else ()
    message = Message(text, (*buttons, (Choice(Text("watch.apart"), f"hs:{number}:apart"),)), protected=True)
    line = Text("watch.hot_spot_line", field=_fields(world, cases), n=len(cases))
    button = Choice(verbatim(first.code), f"q:{first.code}")
    for reach in await cards.who_sees(world, memory, first):
        await nudge(
            world,
            memory,
            now,
            reach,
            message,
            line,
            first.commune,
            key=f"hot:{number}:{len(cases)}",
            button=button,
        )


def _lead(cases: list[Petition]) -> Petition | None:
    """Into which the others are joined: the oldest that is still open."""
    return next((case for case in cases if _may_join(case) and is_open(case.status)), None)


async def answer(turn: Turn, rest: str) -> None:
    """`<hot spot>:join` or `<hot spot>:apart`, under the alert."""
    number, _, what = rest.partition(":")
    spot = await turn.memory.watch.by_id(row_id(number)) if number.isascii() and number.isdigit() else None
    if spot is None or spot.commune != turn.commune or not turn.may(Can.TRIAGE):
        raise Refusal(Text("form.button_is_old"))
    if spot.answer:
        raise Refusal(Text(f"watch.already_{spot.answer}"))
    if what == "join":
        return await _join(turn, spot.id)
    turn.memory.watch.answer(spot.id, "apart", turn.person.id, turn.now)
    await turn.note("hot spot left apart", f"hot_spot:{spot.id}")
    turn.say(Text("watch.left_apart"))


async def _join(turn: Turn, spot: int) -> None:
    """Each filer keeps the code, and hears the end; what cannot be joined any more stays as it is."""
    cases = await turn.memory.watch.cases(spot)
    lead = _lead(cases)
    if lead is None:
        raise Refusal(Text("watch.nothing_to_join"))
    others = [
        case
        for case in cases
        if case.id != lead.id and _may_join(case) and Action.JOIN in allowed(case.status, case.kind)
    ]
    turn.gathered = []  # one confirmation for all of them
    for case in others:
        main = await turn.memory.petitions.numbered(lead.id)
        await join_into(turn, case, main or lead)
        await cards.redraw(turn, await turn.memory.petitions.numbered(case.id) or case)
    turn.gathered = None
    turn.memory.watch.answer(spot, "joined", turn.person.id, turn.now)
    await turn.note("hot spot joined", f"hot_spot:{spot}")
    turn.say(Text("watch.joined", n=len(others), code=lead.code))


def _line(world: World, case: Petition) -> Text:
    words = beginning(case.story, world.habits.watch.shown * 10)
    return Text("watch.case", code=case.code, at=case.received_at, words=words)


def _fields(world: World, cases: Iterable[Petition]) -> Text:
    """One matter may have been filed under several."""
    names = dict.fromkeys(world.national.field_name(case.field) for case in cases if case.field)
    return verbatim("; ".join(names)) if names else Text("petition.no_field")


async def _where(memory: Memory, case: Petition) -> Text:
    name = await memory.units.name(case.commune, case.hamlet) if case.hamlet else ""
    return Text("watch.in_hamlet", hamlet=name) if name else Text("watch.in_commune")
