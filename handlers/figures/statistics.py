"""`/thongke`: what came in and what became of it, by kind, field, thôn and time. Officers see all; everybody else what
cannot point to a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.language.text import Text, lines, verbatim
from domain.language.vietnamese import fold
from domain.messaging.messages import Attachment, Choice, Medium
from domain.messaging.papers import paper
from domain.people.roles import Can
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.statistics import PublicTable, Statistics, public_table, put_together
from domain.time.spans import Span, month_of, read_span, read_written, year_of
from handlers.turn import Refusal, Turn
from handlers.world import World
from storage.memory import Memory

CHART, SHEET = "petitions-png", "petitions-xlsx"
_PUBLIC = "cong khai"
_ANY_DAY = date(2999, 12, 31)  # for a span of whatever year


async def statistics_of(
    world: World, memory: Memory, commune: str, span: Span, now: datetime, *, denunciations: bool = False
) -> Statistics:
    """`denunciations`: with their number, where the span is made of whole quarters that are over."""
    since = datetime.combine(span.first, time(), world.zone)
    until = datetime.combine(span.last + timedelta(days=1), time(), world.zone)
    long = denunciations and span.is_of_whole_quarters and span.last < world.today(now)
    untold = world.untold(commune)
    found = await memory.statistics.of(
        commune, since, until, today=world.today(now), untold=untold, denunciations=long
    )
    said = await memory.ratings.verdicts(commune, since, until)
    found = replace(found, confirmed=said.confirmed, disputed=said.disputed, silent=said.silent)
    if found.denunciations is None:
        return found
    sealed = await memory.vault.received_between(commune, since.date(), until.date())
    return replace(found, denunciations=found.denunciations + sealed)


def is_span(words: str) -> bool:
    """Whether these words behind the command can only mean a time: then it needs no slash."""
    return read_span(words, _ANY_DAY) is not None


async def say_statistics(turn: Turn, words: str = "") -> None:
    """`/thongke [kỳ] [công khai]`; without a span, this month, or for everybody else the last quarter that is over."""
    inside = turn.may(Can.SEE_QUEUE)
    span = _span(turn, words, inside=inside)
    if not inside or _PUBLIC in fold(words):
        return turn.say(await _public(turn, span))
    found = await statistics_of(turn.world, turn.memory, turn.commune, span, turn.now, denunciations=True)
    buttons = [
        Choice(Text("statistics.chart"), f"tk:{CHART}:{span.written}"),
        Choice(Text("statistics.sheet"), f"tk:{SHEET}:{span.written}"),
    ]
    turn.say(lines(*await _whole(turn, span, found)), buttons if found.received else [])


def _span(turn: Turn, words: str, *, inside: bool) -> Span:
    """Raises `Refusal` where words name no span."""
    rest = fold(words).replace(_PUBLIC, "").strip()
    if not rest:
        public = not inside or _PUBLIC in fold(words)
        return _last_quarter(turn) if public else month_of(turn.today)
    span = read_span(rest, turn.today)
    if span is None:
        raise Refusal(Text("statistics.which_span"))
    return span


def _last_quarter(turn: Turn) -> Span:
    last_year = year_of(turn.today.replace(year=turn.today.year - 1, day=1))
    return Span(last_year.first, turn.today).quarters(turn.today)[-1]


async def _whole(turn: Turn, span: Span, found: Statistics) -> list[Text]:
    parts = [
        Text("statistics.title", span=span.name, commune=turn.world.commune_name(turn.commune)),
        *figures(found),
    ]
    most = turn.world.habits.watch.shown
    for way, name in (("kind", _kind), ("field", _field(turn.world)), ("hamlet", await hamlets(turn))):
        rows = list(found.by(way).items())
        if rows and not (way == "hamlet" and rows == [(("",), rows[0][1])]):
            parts.append(Text(f"statistics.by_{way}"))
            parts += [
                Text(
                    "statistics.row",
                    of=name(key),
                    received=row.received,
                    closed=row.closed,
                    open=row.received - row.closed,
                    overdue=row.overdue,
                )
                for (key,), row in rows[:most]
            ]
            parts += [Text("statistics.more", n=len(rows) - most)] if len(rows) > most else []
    if found.denunciations is not None:
        parts.append(Text("statistics.denunciations", n=found.denunciations))
    return parts


def figures(found: Statistics) -> list[Text]:
    """The lines every summary begins with."""
    parts = [
        Text("statistics.received", received=found.received, answered=found.answered, closed=found.closed),
        Text("statistics.standing", open=found.open, overdue=found.overdue),
    ]
    if found.punctuality is not None:
        parts.append(Text("statistics.punctuality", percent=found.punctuality))
    if found.confirmed or found.disputed or found.silent:
        parts.append(
            Text(
                "statistics.confirmed",
                confirmed=found.confirmed,
                disputed=found.disputed,
                silent=found.silent,
            )
        )
    if found.oldest:
        parts.append(Text("statistics.oldest", code=found.oldest.code, day=found.oldest.received_on))
    return parts


async def _public(turn: Turn, span: Span) -> Text:
    """Without codes, places and small numbers; of whole quarters that are over: whoever takes one span of another's
    learns no more. Raises `Refusal` where there is none."""
    quarters = span.quarters(turn.today)
    if not quarters:
        raise Refusal(Text("statistics.public_quarters"))
    small = turn.world.habits.watch.small
    tables = [await _public_table(turn, one, small) for one in quarters]
    table, told = put_together(tables), Span(quarters[0].first, quarters[-1].last)
    head = Text("statistics.title", span=told.name, commune=turn.world.commune_name(turn.commune))
    if table is None:
        return lines(head, Text("statistics.public_too_few", n=small))
    found = await statistics_of(turn.world, turn.memory, turn.commune, told, turn.now)
    name = _field(turn.world)
    parts = [Text("statistics.public_total", received=table.received, percent=_percent(found))]
    parts += [Text("statistics.public_row", of=name(key), n=n) for key, n in table.cells.items()]
    parts += [Text("statistics.public_others", n=table.others)] if table.others else []
    parts += [Text("statistics.public_left_out", n=small)] if None in tables else []
    return lines(head, *parts)


async def _public_table(turn: Turn, quarter: Span, small: int) -> PublicTable | None:
    found = await statistics_of(turn.world, turn.memory, turn.commune, quarter, turn.now)
    fields = len(turn.world.national.suggestions.fields) + 1  # and none
    return public_table({key: row.received for (key,), row in found.by("field").items()}, small, fields)


def _percent(found: Statistics) -> Text:
    if found.punctuality is None:
        return Text("statistics.not_yet")
    return Text("statistics.per_cent", n=found.punctuality)


def _kind(key: str) -> Text:
    return Text(f"kind.{PetitionKind(key).value}")


def _field(world: World) -> Callable[[str], Text]:
    return lambda key: verbatim(world.national.field_name(key)) if key else Text("petition.no_field")


async def hamlets(turn: Turn) -> Callable[[str], Text]:
    names = {unit.id: unit.name for unit in await turn.memory.units.all(turn.commune)}
    return lambda key: verbatim(names.get(key, key)) if key else Text("statistics.no_hamlet")


async def send_paper(turn: Turn, rest: str) -> None:
    """`<which>:<span>`."""
    which, _, written = rest.partition(":")
    if not turn.may(Can.SEE_QUEUE) or which not in (CHART, SHEET):
        raise Refusal(Text("error.not_yours"))
    try:
        span = read_written(written)
    except ValueError:
        raise Refusal(Text("form.button_is_old")) from None
    turn.say(Text("statistics.here_it_is", span=span.name), attachments=(_paper(which, turn.commune, span),))


def chart(commune: str, span: Span, *figures: str) -> Attachment:
    """`figures`: what the words beside it state, as `ChartFigures` writes it; without, it is counted when drawn."""
    return paper(CHART, commune, span.written, *figures, name=f"y-kien-{span.last}.png", medium=Medium.PHOTO)


def _paper(which: str, commune: str, span: Span) -> Attachment:
    if which == CHART:
        return chart(commune, span)
    return paper(SHEET, commune, span.written, name=f"y-kien-{span.last}.xlsx")
