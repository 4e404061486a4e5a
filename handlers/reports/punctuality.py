"""`/dunghan`: how punctual the units are, over a year. Whoever hands in sees whose reports are in and how their own unit
does; who is late is shown only to those who see the board."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.language.text import Gap, Text, lines
from domain.messaging.messages import Attachment, Choice, Medium
from domain.messaging.papers import paper
from domain.people.roles import Can
from domain.reports.board import pages
from domain.reports.punctuality import Tally, tallies, tally
from domain.time.periods import period_name
from handlers.fitting import fitted
from handlers.reports.columns import Column, columns, owing_units
from handlers.reports.duties import Entry, Ledger, ledger
from handlers.turn import Refusal, Turn
from handlers.world import World
from storage.memory import Memory

_YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Year:
    """The reports about the periods of one year, by report, by unit and by period."""

    year: int
    book: Ledger
    columns: tuple[Column, ...]

    @property
    def entries(self) -> list[Entry]:
        return [entry for column in self.columns for entry in column.entries]

    @property
    def whole(self) -> Tally:
        return sum(map(counted, self.entries), Tally())

    @property
    def by_unit(self) -> dict[str, Tally]:
        """Of every unit that owes anything in the year, by name."""
        found = tallies(self.entries, lambda entry: entry.duty.unit, counted)
        return {unit: found[unit] for unit in owing_units(self.book) if unit in found}

    @property
    def by_period(self) -> dict[str, Tally]:
        return tallies(self.entries, _period, counted)

    @property
    def by_unit_and_period(self) -> dict[tuple[str, str], Tally]:
        return tallies(self.entries, lambda entry: (entry.duty.unit, _period(entry)), counted)


def counted(entry: Entry) -> Tally:
    return tally(entry.standing, on_time=entry.on_time)


def _period(entry: Entry) -> str:
    return entry.duty.occurrence.period


async def year_of(world: World, memory: Memory, commune: str, today: date, year: int) -> Year:
    """A report of a period of the year may fall due in the next one."""
    since, until = date(year, 1, 1), date(year + 1, 12, 31)
    book = await ledger(world, memory, commune, today, since=since, until=until)
    ours = tuple(column for column in columns(book) if column.what[1].startswith(f"{year}-"))
    return Year(year, book, ours)


async def say_punctuality(turn: Turn, words: str = "") -> None:
    """`/dunghan 2026`; without a year, this one."""
    if not turn.may(Can.SEE_PUNCTUALITY):
        raise Refusal(Text("error.not_yours"))
    year = await year_of(turn.world, turn.memory, turn.commune, turn.today, _which(turn, words))
    if _may_see_late(turn):
        return _say_to_leaders(turn, year)
    _say_to_unit(turn, year)


def _which(turn: Turn, words: str) -> int:
    """Raises `Refusal` for what is no year, or one that is still to come."""
    found = _YEAR.search(words)
    year = int(found[1]) if found else turn.today.year
    if year > turn.today.year or (words.strip() and not found):
        raise Refusal(Text("punctuality.which_year", year=str(turn.today.year)))
    return year


def _may_see_late(turn: Turn) -> bool:
    """Not in a group: others read along."""
    return turn.may(Can.SEE_BOARD) and not turn.inbound.group


def _say_to_unit(turn: Turn, year: Year) -> None:
    rates = year.by_unit
    mine = [_rate(year.book.unit_name(unit), rates.get(unit)) for unit in turn.units(Can.HAND_IN)]
    begun = [column for column in year.columns if column.handed_in]

    def write(names: int, reports: int) -> Text:
        shown = begun[len(begun) - reports :]
        return lines(_title(turn, year), *mine, *(_who_is_in(year.book, column, names) for column in shown))

    turn.say(fitted(turn, write, len(begun)))


def _who_is_in(book: Ledger, column: Column, names: int) -> Text:
    units = [book.unit_name(entry.duty.unit) for entry in column.handed_in]
    return Text(
        "punctuality.in_some" if units[names:] else "punctuality.in",
        report=column.name,
        done=len(units),
        all=column.expected,
        units=", ".join(units[:names]),
        more=len(units[names:]),
    )


def _say_to_leaders(turn: Turn, year: Year) -> None:
    periods = [_rate(period_name(period), found) for period, found in year.by_period.items() if found.counted]
    late = _late(year)

    def write(names: int, reports: int) -> Text:
        parts = [_title(turn, year), _rate(Text("punctuality.all_units"), year.whole)]
        parts += periods[len(periods) - reports :]
        if late:
            parts += [Text("punctuality.late_title", count=len(late)), *late[:names]]
        if late[names:]:
            parts.append(Text("punctuality.late_more", more=len(late[names:])))
        return lines(*parts)

    chart, sheet = (Choice(Text(f"punctuality.{kind}"), f"dh:{kind}:{year.year}") for kind in ("png", "xlsx"))
    turn.say(fitted(turn, write, len(periods)), *([[chart, sheet]] if year.whole.counted else []))


def _late(year: Year) -> Sequence[Text]:
    """Units that were late or are overdue, the least punctual first."""
    found = [(unit, one) for unit, one in year.by_unit.items() if one.late or one.overdue]
    found.sort(key=lambda item: (item[1].rate, -item[1].overdue))
    return [Text("punctuality.late_unit", unit=year.book.unit_name(unit), **_figures(one)) for unit, one in found]


def _rate(of: str | Text, found: Tally | None) -> Text:
    if not found or not found.counted:
        return Text("punctuality.nothing", of=of)
    return Text("punctuality.rate", of=of, **_figures(found))


def _figures(found: Tally) -> dict[str, Gap]:
    return {
        "on_time": found.on_time,
        "counted": found.counted,
        "percent": found.percent,
        "late": found.late,
        "overdue": found.overdue,
    }


def _title(turn: Turn, year: Year) -> Text:
    commune = turn.world.commune_name(turn.commune)
    return Text("punctuality.title", year=str(year.year), commune=commune, day=turn.today)


async def send_paper(turn: Turn, rest: str) -> None:
    """`png:2026` or `xlsx:2026`."""
    if not _may_see_late(turn):
        raise Refusal(Text("error.not_yours"))
    kind, _, words = rest.partition(":")
    year = _which(turn, words)
    sent = _sheet(turn, year) if kind == "xlsx" else await _charts(turn, year)
    turn.say(Text("punctuality.here_it_is", year=str(year)), attachments=sent)


def _sheet(turn: Turn, year: int) -> tuple[Attachment, ...]:
    return (paper("punctuality-xlsx", turn.commune, str(year), name=f"dung-han-{year}.xlsx"),)


async def _charts(turn: Turn, year: int) -> tuple[Attachment, ...]:
    found = await year_of(turn.world, turn.memory, turn.commune, turn.today, year)
    return tuple(
        paper(
            "punctuality-png",
            turn.commune,
            str(year),
            str(number),
            name=f"dung-han-{year}-{number}.png",
            medium=Medium.PHOTO,
        )
        for number in range(1, pages(len(found.by_unit)) + 1)
    )
