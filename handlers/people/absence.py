"""`/vang`: somebody is away; another of the unit is asked to stand in, and from then on is reached instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from domain.forms import Form
from domain.language.text import Text, lines
from domain.messaging.messages import Choice, Message
from domain.people.absence import Absence, leads_back
from domain.people.absence_form import AbsenceAsked, absence_form
from domain.people.roles import Can, Member, Role
from handlers import dialogue
from handlers.buttons import row_id
from handlers.people.invitations import say_invitation
from handlers.turn import Refusal, Turn
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.messaging.dialogs import Dialog
from storage.people.people import Reach

FORM, ABOUT = "absence", "absence"
ACCEPT, DECLINE = "yes", "no"


async def away(turn: Turn, words: str) -> None:
    """What one has told of, with a way to end each; the form where there is nothing yet."""
    mine = [one for one in await turn.memory.absences.open(turn.commune) if one.person == turn.person.id]
    if not mine:
        return await dialogue.begin(turn, FORM)
    rows = [[Choice(Text("absence.end", days=_days(one)), f"ve:{one.id}", "primary")] for one in mine]
    told = [await _line(turn, one) for one in mine]
    turn.say(lines(Text("absence.title"), *told), *rows, [Choice(Text("absence.another"), "vn")])


async def another(turn: Turn, rest: str) -> None:
    if not turn.may(Can.BE_AWAY):
        raise Refusal(Text("error.not_yours"))
    await dialogue.begin(turn, FORM)


async def _line(turn: Turn, absence: Absence) -> Text:
    state = "open" if absence.substitute is None else "accepted" if absence.accepted else "asked"
    name = await turn.memory.people.named(absence.substitute) if absence.substitute else ""
    unit = await turn.memory.units.name(turn.commune, absence.unit)
    return Text(f"absence.line_{state}", unit=unit, days=_days(absence), name=name)


def _days(absence: Absence) -> Text:
    if absence.until_day is None:
        return Text("absence.from_on", day=absence.from_day)
    return Text("absence.from_to", day=absence.from_day, until=absence.until_day)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], AbsenceAsked]:
    units = {unit: await turn.memory.units.name(turn.commune, unit) for unit in turn.units(Can.BE_AWAY)}
    if not units:
        raise Refusal(Text("error.not_yours"))
    seats = await turn.memory.handovers.seats(turn.commune)
    until = turn.today + timedelta(days=turn.world.habits.absences.ahead_days)

    def colleagues(unit: str) -> dict[int, str]:
        return {seat.person: seat.name for seat in seats if seat.unit == unit and seat.person != turn.person.id}

    return lambda form: absence_form(form, units, colleagues, turn.today, until)


async def _finish(turn: Turn, dialog: Dialog, asked: AbsenceAsked) -> None:
    absence = Absence(turn.commune, asked.unit, turn.person.id, asked.substitute, asked.from_day, asked.until_day)
    others = await turn.memory.absences.open(turn.commune)
    own = [one for one in others if (one.person, one.unit) == (absence.person, absence.unit)]
    if twice := next((one for one in own if one.overlaps(absence)), None):
        raise Refusal(Text("absence.overlaps", days=_days(twice)))
    if absence.substitute:
        await _check_substitute(turn, absence)
    number = await turn.memory.absences.ask(absence, turn.now)
    await turn.note("absence told", f"absence:{number}")
    if absence.substitute is None:
        turn.say(Text("absence.forward_invitation", days=_days(absence)))
        member = Member(turn.commune, absence.unit, Role.STAFF)
        return await say_invitation(turn, member, group=False, about=f"{ABOUT}:{number}")
    name = await turn.memory.people.named(absence.substitute)
    told = await _ask_substitute(turn, absence, number)
    turn.say(Text("absence.passed_on" if told else "absence.not_reached", name=name, days=_days(absence)))


async def _check_substitute(turn: Turn, absence: Absence) -> None:
    """Raises `Refusal` for oneself, for somebody not of the unit, and where the work would come back."""
    seats = await turn.memory.handovers.seats(turn.commune)
    colleagues = {seat.person for seat in seats if seat.unit == absence.unit} - {absence.person}
    if absence.substitute not in colleagues:
        raise Refusal(Text("absence.not_a_colleague"))
    if leads_back(absence, await turn.memory.absences.open(turn.commune)):
        name = await turn.memory.people.named(absence.substitute)
        raise Refusal(Text("absence.leads_back", name=name))


async def _ask_substitute(turn: Turn, absence: Absence, number: int) -> bool:
    assert absence.substitute
    reach = await reach_one(turn, absence.substitute)
    if reach is None:
        return False
    text = Text(
        "absence.asked",
        name=await turn.memory.people.named(absence.person),
        unit=await turn.memory.units.name(turn.commune, absence.unit),
        days=_days(absence),
    )
    answers = (
        Choice(Text("absence.accept"), f"va:{number}:{ACCEPT}", "primary"),
        Choice(Text("absence.decline"), f"va:{number}:{DECLINE}"),
    )
    turn.voice.tell(reach, Message(text, (answers,)), turn.commune)
    return True


async def reach_one(turn: Turn, person: int) -> Reach | None:
    at = await turn.memory.people.reach_person(person, turn.commune)
    return Reach(at, False, await turn.memory.people.language(person), person) if at else None


async def joined(turn: Turn, number: int) -> None:
    """Whoever took the invitation is asked like a colleague."""
    absence = await turn.memory.absences.find(turn.commune, number)
    if absence is None or absence.person == turn.person.id:
        return
    turn.memory.absences.name_substitute(number, turn.person.id)
    named = await turn.memory.absences.find(turn.commune, number)
    if named and not named.accepted:
        await _ask_substitute(turn, named, number)


async def answer(turn: Turn, rest: str) -> None:
    """`<number>:<yes|no>`, by the one who was asked."""
    number, _, said = rest.partition(":")
    absence = await turn.memory.absences.find(turn.commune, row_id(number))
    if absence is None or absence.substitute != turn.person.id or absence.accepted or absence.is_over(turn.today):
        raise Refusal(Text("form.button_is_old"))
    if said == ACCEPT:
        await _check_substitute(turn, absence)
        turn.memory.absences.accept(absence.id, turn.now)
        await turn.memory.absences.settle(turn.commune, turn.today)
    else:
        turn.memory.absences.end(absence.id, turn.now)
    outcome = "accepted" if said == ACCEPT else "declined"
    gaps = {"unit": await turn.memory.units.name(turn.commune, absence.unit), "name": turn.person.name}
    if reach := await reach_one(turn, absence.person):
        told = Text(f"absence.{outcome}", days=_days(absence), **gaps)
        turn.voice.tell(reach, Message(told), turn.commune)
    gaps["name"] = await turn.memory.people.named(absence.person)
    turn.say(Text(f"absence.you_{outcome}", days=_days(absence), **gaps))
    await turn.note(f"substitution {outcome}", f"absence:{absence.id}")


async def come_back(turn: Turn, rest: str) -> None:
    """Ended by whoever told of it, before its last day."""
    absence = await turn.memory.absences.find(turn.commune, row_id(rest))
    if absence is None or absence.person != turn.person.id:
        raise Refusal(Text("form.button_is_old"))
    turn.memory.absences.end(absence.id, turn.now)
    turn.memory.invitations.withdraw(f"{ABOUT}:{absence.id}")
    await turn.memory.absences.settle(turn.commune, turn.today)
    unit = await turn.memory.units.name(turn.commune, absence.unit)
    if absence.accepted and absence.substitute and (reach := await reach_one(turn, absence.substitute)):
        told = Text("absence.is_back", name=turn.person.name, unit=unit)
        turn.voice.tell(reach, Message(told), turn.commune)
    turn.say(Text("absence.ended", unit=unit))
    await turn.note("absence ended", f"absence:{absence.id}")


async def keep_absences(world: World, memory: Memory, now: datetime) -> None:
    """The day's change: those that begin, and those that are over, whose people are told so when they may be."""
    today = world.today(now)
    at_dawn = datetime.combine(today, world.habits.reminding.quiet_until, world.zone)
    for commune in await memory.absences.communes():
        for absence in await memory.absences.open(commune):
            if absence.is_over(today):
                memory.absences.end(absence.id, now)
                memory.invitations.withdraw(f"{ABOUT}:{absence.id}")
                await _tell_over(memory, absence, max(now, at_dawn), now)
        await memory.absences.settle(commune, today)


async def _tell_over(memory: Memory, absence: Absence, not_before: datetime, now: datetime) -> None:
    at = await memory.people.reach_person(absence.person, absence.commune)
    if at is None or not absence.accepted:
        return
    reach = Reach(at, False, await memory.people.language(absence.person), absence.person)
    told = Message(Text("absence.is_over", unit=await memory.units.name(absence.commune, absence.unit)))
    voice = Voice(memory, now, f"absence:{absence.id}")
    voice.tell(reach, told, absence.commune, not_before=not_before, key=f"absence over:{absence.id}")


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
