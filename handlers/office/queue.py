"""`/hangdoi`: the office's open petitions, the nearest deadline first, page by page, all of them or some."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

from domain.clocks.limits import Unit
from domain.clocks.running import NO_DAY
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Choice
from domain.people.roles import Can
from domain.petitions.queue_filter import QueueFilter
from handlers.buttons import row_id
from handlers.clocks.clockwork import reckoning
from handlers.office.held import count_line
from handlers.office.queue_filters import filter_from_button, filter_from_words, filter_row, heading
from handlers.turn import Refusal, Turn
from handlers.vault.conflicts import is_concerned
from storage.petitions.petition import Petition

_HOUR = timedelta(hours=1)


async def show_queue(turn: Turn, words: str = "") -> None:
    """`/hangdoi quá hạn đất đai thôn Đông`, in any order."""
    only, puzzling = await filter_from_words(turn, words)
    await _page(turn, only, None, puzzling)


async def show_filtered(turn: Turn, code: str) -> None:
    """The button of a filter: what it leaves, from the first page on."""
    await _page(turn, await filter_from_button(turn, code), None)


async def next_page(turn: Turn, rest: str) -> None:
    """`<when it falls due, in seconds>:<row id>:<filter>`: the page behind that row."""
    seconds, number, code = [*rest.split(":"), "", ""][:3]
    only = await filter_from_button(turn, code)
    try:
        after = datetime.fromtimestamp(int(seconds), UTC), row_id(number)
    except (ValueError, OverflowError, OSError):
        raise Refusal(Text("form.button_is_old")) from None
    await _page(turn, only, after)


async def _page(turn: Turn, only: QueueFilter, after: tuple[datetime, int] | None, puzzling: str = "") -> None:
    office = turn.plan.petitions.office
    size = turn.world.habits.petitions.queue_page
    restricted = turn.may(Can.SEE_RESTRICTED) and not turn.inbound.group
    found = await turn.memory.petitions.queue(
        turn.commune,
        office,
        after=after,
        limit=size + 1,
        restricted=restricted,
        only=only,
        person=turn.person.id,
        now=turn.now,
    )
    page, more = found[:size], len(found) > size
    shown = [one for one in page if not await is_concerned(turn.world, turn.memory, one, turn.person.id)]
    all_open, overdue = await turn.memory.petitions.count_open(
        turn.commune, office, turn.today, restricted=restricted
    )
    head = Text(
        "queue.title",
        office=await turn.memory.units.name(turn.commune, office),
        commune=turn.world.commune_name(turn.commune),
        n=all_open,
        overdue=overdue,
    )
    listed = [await _line(turn, petition) for petition in shown] or [_nothing(only)]
    held = await count_line(turn)
    said = [*([held] if held else []), *await heading(turn, only, puzzling)]
    turn.say(
        lines(head, *said, *listed), *_buttons(shown, only, page[-1] if more else None), *filter_row(turn, only)
    )


def _nothing(only: QueueFilter) -> Text:
    return Text("queue.none_of_these" if only.code else "queue.empty")


async def _line(turn: Turn, petition: Petition) -> Text:
    flags = [Text(f"flag.{flag.value}") for flag in sorted(petition.flags)]
    return Text(
        "queue.line",
        code=petition.code,
        kind=Text(f"kind.{petition.kind.value}"),
        field=turn.world.national.field_name(petition.field) or Text("petition.no_field"),
        age=(turn.today - turn.world.today(petition.received_at)).days,
        left=await _time_left(turn, petition),
        owner=await _owner(turn, petition),
        flag=Text("queue.restricted") if petition.restricted else verbatim(""),
        flags=_joined(flags),
    )


def _joined(flags: Sequence[Text]) -> Text:
    """ " · phức tạp · đông người", or nothing."""
    joined = verbatim("")
    for flag in flags:
        joined = Text("queue.and_flag", before=joined, flag=flag)
    return joined


async def _time_left(turn: Turn, petition: Petition) -> Text:
    """In the unit of the clock: office hours, or days."""
    if petition.due_on == NO_DAY:
        return Text("queue.no_clock")
    clocks = {clock.id: clock for clock in turn.world.clocks(petition.commune)}
    clock = clocks.get(petition.due_clock)
    if clock is not None and clock.unit is Unit.HOURS and abs((petition.due_on - turn.today).days) <= 1:
        return await _hours_left(turn, petition)
    left = (petition.due_on - turn.today).days
    if left == 0:
        return Text("queue.today")
    return Text("queue.days_left" if left > 0 else "queue.days_late", n=abs(left))


async def _hours_left(turn: Turn, petition: Petition) -> Text:
    """Of the office's own hours: begun ones count as whole."""
    hours = (await reckoning(turn.world, turn.memory, petition.commune)).hours
    due, now = petition.due_at.astimezone(turn.world.zone), turn.now.astimezone(turn.world.zone)
    late = due < now
    left = hours.worked_between(due, now) if late else hours.worked_between(now, due)
    return Text("queue.hours_late" if late else "queue.hours_left", n=max(1, ceil(left / _HOUR)))


async def _owner(turn: Turn, petition: Petition) -> Text:
    name = await turn.memory.people.named(petition.owner) if petition.owner else ""
    return verbatim(name) if name else Text("queue.nobody")


def _buttons(shown: Sequence[Petition], only: QueueFilter, last: Petition | None) -> list[list[Choice]]:
    """`last` of the page, if there are more behind it."""
    opens = [Choice(verbatim(petition.code), f"q:{petition.code}") for petition in shown]
    rows = [opens[at : at + 2] for at in range(0, len(opens), 2)]
    if last:
        rows.append([Choice(Text("queue.more"), f"qp:{int(last.due_at.timestamp())}:{last.id}:{only.code}")])
    return rows
