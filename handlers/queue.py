"""`/hangdoi`: the office's open petitions, the nearest deadline first, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.messages import Choice
from domain.people import Can
from domain.text import Text, lines, verbatim
from handlers.buttons import row_id
from handlers.turn import Refusal, Turn
from storage.petitions import Petition


async def show_queue(turn: Turn, words: str = "") -> None:
    await _page(turn, None)


async def next_page(turn: Turn, rest: str) -> None:
    """`<when it falls due, in seconds>:<row id>`: the page behind that row."""
    if not turn.may(Can.SEE_QUEUE):
        raise Refusal(Text("error.not_yours"))
    seconds, _, number = rest.partition(":")
    try:
        after = datetime.fromtimestamp(int(seconds), UTC), row_id(number)
    except (ValueError, OverflowError, OSError):
        raise Refusal(Text("form.button_is_old")) from None
    await _page(turn, after)


async def _page(turn: Turn, after: tuple[datetime, int] | None) -> None:
    office = turn.plan.petitions.office
    size = turn.world.habits.petitions.queue_page
    restricted = turn.may(Can.SEE_RESTRICTED) and not turn.inbound.group
    found = await turn.memory.petitions.queue(
        turn.commune, office, after=after, limit=size + 1, restricted=restricted
    )
    page, more = found[:size], len(found) > size
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
    listed = [_line(turn, petition, await _owner(turn, petition)) for petition in page]
    turn.say(lines(head, *(listed or [Text("queue.empty")])), *_buttons(page, more=more))


async def _owner(turn: Turn, petition: Petition) -> Text:
    name = await turn.memory.people.named(petition.owner) if petition.owner else ""
    return verbatim(name) if name else Text("queue.nobody")


def _line(turn: Turn, petition: Petition, owner: Text) -> Text:
    left = (petition.due_on - turn.today).days
    return Text(
        "queue.line_overdue" if left < 0 else "queue.line_today" if left == 0 else "queue.line",
        code=petition.code,
        kind=Text(f"kind.{petition.kind.value}"),
        field=turn.world.national.field_name(petition.field) or Text("petition.no_field"),
        status=Text(f"status.{petition.status.value}"),
        age=(turn.today - turn.world.today(petition.received_at)).days,
        due=petition.due_on,
        n=abs(left),
        owner=owner,
        flag=Text("queue.restricted") if petition.restricted else verbatim(""),
    )


def _buttons(page: Sequence[Petition], *, more: bool) -> list[list[Choice]]:
    opens = [Choice(verbatim(petition.code), f"q:{petition.code}") for petition in page]
    rows = [opens[at : at + 2] for at in range(0, len(opens), 2)]
    if more:
        last = page[-1]
        rows.append([Choice(Text("queue.more"), f"qp:{int(last.due_at.timestamp())}:{last.id}")])
    return rows
