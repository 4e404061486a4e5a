"""`/bangiao`: somebody leaves a unit, and another takes over, thing by thing; only then does the first one's place end.
Whoever invites people does it for somebody already gone, and may end it before, for a reason on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.forms import Form
from domain.language.text import Gap, Text, lines
from domain.messaging.messages import Choice, Message
from domain.people.absence import DELEGATED
from domain.people.absence_form import HandoverAsked, handover_form
from domain.people.roles import Can, Member, Role
from domain.short_forms import reason_form
from handlers import dialogue
from handlers.buttons import row_id
from handlers.people.absence import reach_one
from handlers.people.handover_items import Item, items_of
from handlers.people.invitations import say_invitation
from handlers.people.leaving import leave, pass_on
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.people.handovers import Handover, Seat

FORM, FORCE, ABOUT = "handover", "handover_force", "handover"
ALL = "all"


async def hand_over(turn: Turn, words: str) -> None:
    """Those that are open, with the way to stop or end each; the form for another."""
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    handovers = await turn.memory.handovers.open(turn.commune)
    theirs = [one for one in handovers if one.person == turn.person.id or turn.may(Can.INVITE)]
    taking = [one for one in handovers if one not in theirs and one.taker == turn.person.id]
    for handover in taking:
        await _say_items(turn, handover)
    if theirs:
        await _say_open(turn, theirs)
    elif not taking:
        await dialogue.begin(turn, FORM)


async def another(turn: Turn, rest: str) -> None:
    """One more, beside those that are open."""
    await dialogue.begin(turn, FORM)


async def _say_open(turn: Turn, handovers: Sequence[Handover]) -> None:
    """In one message: where lists are numbered, only the last one counts."""
    told, rows = [], []
    for handover in handovers:
        names = await _names(turn, handover)
        told.append(Text("handover.open", n=len(await _left(turn, handover)), **names))
        row = [Choice(Text("handover.cancel", name=names["name"]), f"bc:{handover.id}")]
        if turn.may(Can.INVITE):
            row.append(Choice(Text("handover.force", name=names["name"]), f"bf:{handover.id}", "danger"))
        rows.append(row)
    if turn.may(Can.INVITE):
        rows.append([Choice(Text("handover.another"), "bn")])
    turn.say(lines(*told), *rows)


async def _names(turn: Turn, handover: Handover) -> dict[str, Gap]:
    return {
        "name": await turn.memory.people.named(handover.person),
        "taker": await _taker(turn, handover),
        "unit": await turn.memory.units.name(turn.commune, handover.unit),
    }


async def _taker(turn: Turn, handover: Handover) -> Text:
    if handover.taker is None:
        return Text("handover.invited")
    return Text("handover.taker", name=await turn.memory.people.named(handover.taker))


async def _seats(turn: Turn) -> dict[str, Seat]:
    """Those that the person may hand over: their own, or everybody's."""
    seats = await turn.memory.handovers.seats(turn.commune)
    mine = [seat for seat in seats if seat.person == turn.person.id or turn.may(Can.INVITE)]
    return {f"{seat.person}/{seat.unit}": seat for seat in mine}


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], HandoverAsked]:
    seats = await _seats(turn)
    if not seats:
        raise Refusal(Text("error.not_yours"))
    units = {unit.id: unit.name for unit in await turn.memory.units.ever(turn.commune)}
    everybody = await turn.memory.handovers.seats(turn.commune)
    names = {key: f"{seat.name} – {units.get(seat.unit, seat.unit)}" for key, seat in seats.items()}

    def colleagues(key: str) -> dict[int, str]:
        person, _, unit = key.partition("/")
        return {one.person: one.name for one in everybody if one.unit == unit and str(one.person) != person}

    may_end = turn.may(Can.INVITE)
    return lambda form: handover_form(form, names, colleagues, turn.person.id, may_end=may_end)


async def _finish(turn: Turn, dialog: Dialog, asked: HandoverAsked) -> None:
    seat = (await _seats(turn)).get(asked.seat)
    if seat is None:
        raise Refusal(Text("handover.nothing_to_hand_over"))
    await _keep_an_admin(turn, seat)
    if asked.taker is not None:
        await _check_taker(turn, seat.person, seat.unit, asked.taker)
    handover = Handover(turn.commune, seat.unit, seat.person, asked.taker, asked.reason, turn.person.id)
    number = await turn.memory.handovers.begin(handover, turn.now)
    begun = await turn.memory.handovers.find(turn.commune, number)
    if begun is None:
        raise Refusal(Text("handover.begun_already"))
    await turn.note("handover begun", f"handover:{number}", asked.reason)
    if asked.taker is None and not asked.invites:
        return await _end(turn, begun, "forced", asked.reason)
    await _begin(turn, begun, seat)


async def _check_taker(turn: Turn, person: int, unit: str, taker: int) -> None:
    """Raises `Refusal` for somebody who is not, or no longer, another of the unit."""
    seats = await turn.memory.handovers.seats(turn.commune)
    if taker == person or not any((seat.person, seat.unit) == (taker, unit) for seat in seats):
        raise Refusal(Text("handover.not_a_colleague"))


async def _keep_an_admin(turn: Turn, seat: Seat) -> None:
    """Raises `Refusal`: without an admin nobody could be invited any more."""
    everybody = await turn.memory.handovers.seats(turn.commune)
    others = [one for one in everybody if Role.ADMIN in one.roles and one != seat]
    if Role.ADMIN in seat.roles and not others:
        raise Refusal(Text("handover.the_only_admin"))


async def _begin(turn: Turn, handover: Handover, seat: Seat) -> None:
    names = await _names(turn, handover)
    if handover.taker is None:
        turn.say(Text("handover.forward_invitation", **names))
        role = next((role for role in DELEGATED if role in seat.roles), Role.STAFF)
        member = Member(turn.commune, handover.unit, role)
        await say_invitation(turn, member, group=False, about=f"{ABOUT}:{handover.id}")
    else:
        await _say_items(turn, handover)
        turn.say(Text("handover.passed_on", **names))
    force = ((Choice(Text("handover.force", name=names["name"]), f"bf:{handover.id}", "danger"),),)
    told = Message(Text("handover.admin_told", **names), force)
    admins = await turn.memory.people.reach_role(turn.commune, Role.ADMIN)
    turn.voice.tell_all([one for one in admins if one.person != turn.person.id], told, turn.commune)


async def joined(turn: Turn, number: int) -> None:
    """Whoever took the invitation is shown what there is to take."""
    handover = await turn.memory.handovers.find(turn.commune, number)
    if handover and handover.person != turn.person.id:
        turn.memory.handovers.name_taker(number, turn.person.id)
        named = await turn.memory.handovers.find(turn.commune, number)
        assert named
        await _say_items(turn, named)


async def _left(turn: Turn, handover: Handover) -> list[Item]:
    taken = await turn.memory.handovers.taken(handover.id)
    return [item for item in await items_of(turn, handover) if item.key not in taken]


async def _say_items(turn: Turn, handover: Handover) -> None:
    """To the taker: what is left, each with its button."""
    assert handover.taker
    left = await _left(turn, handover)
    shown = left[: turn.world.habits.petitions.queue_page]
    rows = [
        (Choice(Text("handover.take", n=n), f"bi:{handover.id}:{item.mark}"),) for n, item in enumerate(shown, 1)
    ]
    everything = Choice(Text("handover.take_all"), f"bi:{handover.id}:{ALL}", "primary")
    told = [Text("handover.item", n=n, about=item.about) for n, item in enumerate(left, 1)]
    text = lines(Text("handover.list", n=len(left), **await _names(turn, handover)), *told)
    message = Message(text, (*rows, (everything,)), card=f"handover:{handover.id}")
    reach = turn.here if handover.taker == turn.person.id else await reach_one(turn, handover.taker)
    if reach:
        turn.voice.tell(reach, message, turn.commune)


async def take_item(turn: Turn, rest: str) -> None:
    """`<number>:<mark|all>`, by the taker, who is from now on what the one who leaves is."""
    number, _, mark = rest.partition(":")
    handover = await turn.memory.handovers.find(turn.commune, row_id(number))
    if handover is None or handover.taker != turn.person.id:
        raise Refusal(Text("form.button_is_old"))
    taken = [item for item in await _left(turn, handover) if mark in (ALL, item.mark)]
    if not taken and mark != ALL:
        raise Refusal(Text("form.button_is_old"))
    await _check_taker(turn, handover.person, handover.unit, turn.person.id)
    await _appoint(turn, handover)
    for item in taken:
        turn.memory.handovers.take(handover.id, item.key, turn.now)
        await pass_on(turn, handover, item)
        await turn.note("taken over", item.key, f"handover:{handover.id}")
    if await _left(turn, handover):
        return await _say_items(turn, handover)
    await _end(turn, handover, "taken", "")


async def _appoint(turn: Turn, handover: Handover) -> None:
    seats = await turn.memory.handovers.seats(turn.commune)
    held = {
        role
        for seat in seats
        if (seat.person, seat.unit) == (handover.person, handover.unit)
        for role in seat.roles
    }
    for role in (role for role in DELEGATED if role in held):
        turn.memory.people.appoint(turn.person.id, Member(turn.commune, handover.unit, role), turn.now)


async def cancel(turn: Turn, rest: str) -> None:
    """What was taken stays taken; the rest stays where it was."""
    handover = await _mine(turn, rest)
    turn.memory.handovers.end(handover.id, "cancelled", "", turn.now)
    turn.memory.invitations.withdraw(f"{ABOUT}:{handover.id}")
    text = Text("handover.cancelled", **await _names(turn, handover))
    if handover.taker and (reach := await reach_one(turn, handover.taker)):
        turn.voice.tell(reach, Message(text), turn.commune)
    turn.say(text)
    await turn.note("handover cancelled", f"handover:{handover.id}")


async def _mine(turn: Turn, number: str) -> Handover:
    """Raises `Refusal` for one of others, unless one may end any."""
    handover = await turn.memory.handovers.find(turn.commune, row_id(number))
    if handover is None or not (handover.person == turn.person.id or turn.may(Can.INVITE)):
        raise Refusal(Text("form.button_is_old"))
    return handover


async def force(turn: Turn, rest: str) -> None:
    if not turn.may(Can.INVITE):
        raise Refusal(Text("error.not_yours"))
    handover = await _mine(turn, rest)
    await dialogue.begin(turn, FORCE, about=str(handover.id))


async def _prepare_force(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return lambda form: reason_form(form, Text("handover.why"))


async def _finish_force(turn: Turn, dialog: Dialog, reason: str) -> None:
    if not turn.may(Can.INVITE):
        raise Refusal(Text("error.not_yours"))
    await _end(turn, await _mine(turn, dialog.about), "forced", reason)


async def _end(turn: Turn, handover: Handover, outcome: str, reason: str) -> None:
    """The person's place in the unit is over; they, the taker and whoever acted for them are told."""
    names = await _names(turn, handover)
    seats = await turn.memory.handovers.seats(turn.commune)
    seat = next((one for one in seats if (one.person, one.unit) == (handover.person, handover.unit)), None)
    if seat:
        await _keep_an_admin(turn, seat)
    turn.memory.handovers.end(handover.id, outcome, reason, turn.now)
    turn.memory.invitations.withdraw(f"{ABOUT}:{handover.id}")
    returned = await leave(turn, handover)
    told = Message(Text(f"handover.{outcome}", reason=reason, n=returned, **names))
    concerned = {handover.person, handover.by, *([handover.taker] if handover.taker else [])} - {turn.person.id}
    for person in sorted(concerned):
        if reach := await reach_one(turn, person):
            turn.voice.tell(reach, told, turn.commune)
    turn.say(told.text)
    await turn.note(f"handover {outcome}", f"handover:{handover.id}", reason)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, spreads=True))
dialogue.register(FORCE, dialogue.Dialogue(_prepare_force, _finish_force, spreads=True))
