"""The sheet of figures of a report, as a form made from its outline: one indicator after another, several in one
message, last time's figures at hand, and a look at everything before it goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from domain.document_number import read_past_day
from domain.forms import Form, NotUnderstood, Option, Reply, Several
from domain.language.numbers import is_written, read_number, shown, written
from domain.language.text import Text, lines, verbatim
from domain.language.vietnamese import fold, says_something
from domain.reports.outline import Indicator, Measure, Outline
from domain.time.days import read_day

SKIPPED = "-skip"
_MOST_DIGITS = 15  # of a figure; longer ones are slips, and no table adds them up exactly
_LAST = "-last"
_SEND = "send"
_NUMBERED = re.compile(r"(?:^|[,;\n])\s*(\d{1,3})\s*[:=]\s*")
_SKIP_WORDS = ("bo qua", "skip", "bo")
_LAST_WORDS = ("nhu ky truoc", "nhu lan truoc", "nhu cu")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one unit is asked, in order; `counted` are the bot's own figures with what it counted; `last` what the unit
    reported the time before. Figures count from `since` to at most `until`. `already`: what is in for it."""

    report: Text
    outline: Outline
    asked: tuple[Indicator, ...]
    since: date
    until: date
    today: date
    last: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)
    already: Text | None = None

    @property
    def latest_day(self) -> date:
        return min(self.until, self.today)

    def last_of(self, one: Indicator) -> str | None:
        """What was a number may have become words since: an outline is edited."""
        last = self.last.get(one.id)
        return None if last is None or (one.is_number and not is_written(last)) else last

    def number_of(self, indicator: str) -> int:
        """By which it is named in an answer; 0 for one that is not asked."""
        return next((n for n, one in enumerate(self.asked, start=1) if one.id == indicator), 0)


@dataclass(frozen=True, slots=True)
class Filled:
    """`figures`: indicator → value as it is kept, without what was skipped."""

    as_of: date
    figures: Mapping[str, str]


def indicator_form(form: Form, sheet: Sheet) -> Filled:
    as_of = date.fromisoformat(
        form.reading(
            "as_of",
            Text("figures.as_of", report=sheet.report, since=sheet.since, latest=sheet.latest_day),
            _day_reader(sheet),
            options=[
                Option(sheet.latest_day.isoformat(), Text("figures.until", day=sheet.latest_day), aside=True)
            ],
        )
    )
    values = {one.id: _ask(form, sheet, one) for one in sheet.asked}
    figures = {name: value for name, value in values.items() if value != SKIPPED}
    wrong = next(contradictions(sheet, figures), None)
    if wrong:
        form.reading("amended", lines(wrong, Text("figures.amend")), _reader(sheet))
    options = [Option(_SEND, Text("figures.send")), Option("day", Text("figures.change_day"), changes="as_of")]
    form.reading("sure", _preview(sheet, as_of, figures), _reader(sheet), options=options)
    return Filled(as_of, figures)


def answer_name(indicator: str) -> str:
    """Under which the form keeps what was said of it. Buttons name it, and have colons of their own."""
    return f"i-{indicator}"


def given(answers: Mapping[str, Any], sheet: Sheet) -> int:
    """How many of the indicators have an answer so far."""
    return sum(answer_name(one.id) in answers for one in sheet.asked)


def contradictions(sheet: Sheet, figures: Mapping[str, str]) -> Iterator[Text]:
    """Totals that are none, and parts greater than the whole. What was skipped contradicts nothing."""
    for one in sheet.asked:
        mine = figures.get(one.id)
        if mine is None:
            continue
        parts = [figures[part] for part in one.total_of if part in figures]
        total = sum(map(Decimal, parts), Decimal(0))
        if one.total_of and len(parts) == len(one.total_of) and total != Decimal(mine):
            yield Text(
                "figures.not_the_sum", which=_named(sheet, one), value=shown(mine), sum=shown(written(total))
            )
        whole = sheet.outline.indicator(one.at_most) if one.at_most else None
        if whole and whole.id in figures and Decimal(mine) > Decimal(figures[whole.id]):
            most = shown(figures[whole.id])
            yield Text("figures.more_than", which=_named(sheet, one), whole=_named(sheet, whole), most=most)


def _ask(form: Form, sheet: Sheet, one: Indicator) -> str:
    ways = [Option(SKIPPED, Text("figures.skip"), also=_SKIP_WORDS, aside=True)]
    last = sheet.last_of(one)
    if last is not None:
        ways.insert(0, Option(_LAST, Text("figures.like_last"), also=_LAST_WORDS, aside=True))
    said = str(form.reading(answer_name(one.id), _question(sheet, one), _reader(sheet, one), options=ways))
    return last if said == _LAST and last is not None else SKIPPED if said == _LAST else said


def _question(sheet: Sheet, one: Indicator) -> Text:
    number = sheet.number_of(one.id)
    parts = [
        Text(
            "figures.ask_text" if one.measure is Measure.TEXT else "figures.ask",
            section=one.section,
            heading=sheet.outline.heading(one.section),
            n=number,
            of=len(sheet.asked),
            label=one.label,
            unit=one.unit or ("%" if one.measure is Measure.PERCENT else ""),
        )
    ]
    last = sheet.last_of(one)
    if last is not None:
        parts.append(Text("figures.last_time", value=value_shown(one, last)))
    if number == 1:
        parts.append(Text("figures.how_to"))
    return lines(*parts)


def value_shown(one: Indicator, kept: str) -> str:
    """ "1.250", or the words."""
    return shown(kept) if one.is_number else kept


def _named(sheet: Sheet, one: Indicator) -> Text:
    number = sheet.number_of(one.id)
    return Text("figures.numbered", n=number, label=one.label) if number else verbatim(one.label)


def _preview(sheet: Sheet, as_of: date, figures: Mapping[str, str]) -> Text:
    parts = [Text("figures.preview", report=sheet.report, as_of=as_of)]
    if sheet.already:
        parts.append(sheet.already)
    section = ""
    for one in sheet.outline.in_order((*sheet.asked, *sheet.outline.counted)):
        if one.source == "bot" and one.id not in sheet.counted:
            continue
        if one.section != section:
            section = one.section
            parts.append(Text("figures.section", section=section, heading=sheet.outline.heading(section)))
        parts.append(_line(sheet, one, figures))
    return lines(*parts, Text("figures.preview_how"))


def _line(sheet: Sheet, one: Indicator, figures: Mapping[str, str]) -> Text:
    if one.id in sheet.counted:
        return Text("figures.line_counted", label=one.label, value=value_shown(one, sheet.counted[one.id]))
    value = figures.get(one.id)
    said = Text("figures.nothing") if value is None else verbatim(f"{value_shown(one, value)} {one.unit}".strip())
    return Text("figures.line", n=sheet.number_of(one.id), label=one.label, value=said)


def _day_reader(sheet: Sheet) -> Callable[[Reply], Any]:
    def read(reply: Reply) -> str | NotUnderstood:
        days = [
            day for day in (read_past_day(reply.words, sheet.today), read_day(reply.words, sheet.today)) if day
        ]
        if not days:
            return NotUnderstood(Text("form.no_such_day"))
        day = next((day for day in days if sheet.since <= day <= sheet.until), days[0])
        if day > sheet.today:
            return NotUnderstood(Text("figures.day_to_come", day=day))
        if not sheet.since <= day <= sheet.until:
            return NotUnderstood(Text("figures.day_outside", day=day, since=sheet.since, until=sheet.until))
        return day.isoformat()

    return read


def _reader(sheet: Sheet, asked: Indicator | None = None) -> Callable[[Reply], Any]:
    """Reads an answer to the indicator `asked`, or any number of them named by their numbers: "1: 3, 2: 120"."""

    def read(reply: Reply) -> Any:
        parts = _parts(reply.words)
        if not parts and asked is None:
            return NotUnderstood(Text("figures.name_the_number"))
        if not parts and asked is not None:
            return _value(asked, reply.words, _named(sheet, asked))
        found: dict[str, Any] = {}
        for number, words in parts:
            if not 1 <= number <= len(sheet.asked):
                return NotUnderstood(Text("figures.no_such_number", n=number, of=len(sheet.asked)))
            one = sheet.asked[number - 1]
            value = SKIPPED if fold(words) in _SKIP_WORDS else _value(one, words, _named(sheet, one))
            if isinstance(value, NotUnderstood):
                return value
            found[answer_name(one.id)] = value
        return Several(found)

    return read


def _parts(words: str) -> list[tuple[int, str]]:
    """ "1: 3, 2: 120" → [(1, "3"), (2, "120")]; nothing where the first words are no number with a colon."""
    heads = list(_NUMBERED.finditer(words))
    if not heads or words[: heads[0].start()].strip():
        return []
    ends = [*(head.start() for head in heads[1:]), len(words)]
    return [(int(head[1]), words[head.end() : end].strip()) for head, end in zip(heads, ends, strict=True)]


def _value(one: Indicator, words: str, named: Text) -> str | NotUnderstood:
    if not one.is_number:
        return words.strip() if says_something(words) else NotUnderstood(Text("figures.words_please", which=named))
    number = read_number(words, one.unit)
    if number is None or (one.measure is Measure.COUNT and number != number.to_integral_value()):
        key = "figures.number_please" if number is None else "figures.whole_number_please"
        return NotUnderstood(Text(key, which=named))
    if len(number.as_tuple().digits) > _MOST_DIGITS or number >= 10**_MOST_DIGITS:
        return NotUnderstood(Text("figures.too_long", which=named, most=_MOST_DIGITS))
    least = one.min if one.min is not None else Decimal(0)
    most = one.max if one.max is not None else Decimal(100) if one.measure is Measure.PERCENT else None
    if number < least or (most is not None and number > most):
        return NotUnderstood(_out_of_range(named, least, most))
    return written(number)


def _out_of_range(named: Text, least: Decimal, most: Decimal | None) -> Text:
    if most is None:
        return Text("figures.too_little", which=named, least=shown(written(least)))
    return Text("figures.out_of_range", which=named, least=shown(written(least)), most=shown(written(most)))
