"""Setting a date that the plan leaves open, another one than it names, or taking back what was set."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.forms import Form, NotUnderstood, Option, Reply
from domain.language.text import Text, verbatim
from domain.plans.due import EnteredDate, Occurrence
from domain.plans.plan import Obligation
from domain.plans.rules import DueRule, Every, Monthly, Quarterly, Yearly
from domain.reports.report_form import day_reader
from domain.time.periods import Period, period_name

_LEAP_DAY = (2, 29)
_MOST_MONTHS = 24
_MONTHS = re.compile(r"[^\d-]*(\d{1,2})\D*", re.ASCII)
_TAKE_BACK, _RHYTHM, _NEW_PERIOD = "takeback", "rhythm", "newperiod"


@dataclass(frozen=True, slots=True)
class Dated:
    """What is known of one report's dates: those `coming` next, and the single dates and the rhythm that the commune
    entered: the periods, '' for the rhythm."""

    coming: tuple[Occurrence, ...] = ()
    entered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateSet:
    entered: EnteredDate
    reason: str


@dataclass(frozen=True, slots=True)
class DateTakenBack:
    """`period` is '' for the rhythm."""

    obligation: str
    period: str
    reason: str


def date_form(
    form: Form, obligations: Sequence[Obligation], dated: Mapping[str, Dated], today: date, until: date
) -> DateSet | DateTakenBack:
    """`obligations` whose dates may be set: those without one come first."""
    by_id = {obligation.id: obligation for obligation in obligations}
    options = [Option(name, verbatim(one.title)) for name, one in by_id.items()]
    chosen = form.choice("obligation", Text("dates.which"), options)
    known, title = dated.get(chosen, Dated()), by_id[chosen].title if chosen in by_id else chosen
    ways = [*_rhythms(by_id.get(chosen)), *_taking_back(known)]
    when = form.reading("when", Text("dates.when", title=title), day_reader(today, until), options=ways)
    if when == _TAKE_BACK:
        return _taken_back(form, chosen, known, title)
    entered = _last_days(chosen, when) or _on_a_day(form, chosen, known, date.fromisoformat(when), title)
    return DateSet(entered, _reason(form, "dates.reason"))


def _reason(form: Form, why: str) -> str:
    return form.words("reason", Text(why), options=[Option("-", Text("dates.no_reason"))])


def _taking_back(known: Dated) -> list[Option]:
    return [Option(_TAKE_BACK, Text("dates.take_back"), style="danger")] if known.entered else []


def _taken_back(form: Form, chosen: str, known: Dated, title: str) -> DateTakenBack:
    period = known.entered[0]
    if len(known.entered) > 1:
        options = [Option(one or _RHYTHM, _entered_name(one)) for one in known.entered]
        period = form.choice("period", Text("dates.take_back_which", title=title), options)
    return DateTakenBack(chosen, "" if period == _RHYTHM else period, _reason(form, "dates.take_back_why"))


def _entered_name(period: str) -> Text:
    return Text("dates.of_period", period=period_name(period)) if period else Text("dates.of_rhythm")


def _rhythms(obligation: Obligation | None) -> list[Option]:
    """ "Hằng quý" and "hằng tháng" without a day may mean the last working day of each."""
    quarter = Option("quarter", Text("dates.last_of_quarter"))
    month = Option("month", Text("dates.last_of_month"))
    by_period = {Period.QUARTER: [quarter], Period.MONTH: [month], Period.PERIODIC: [quarter, month]}
    return by_period.get(obligation.period, []) if obligation else []


def _last_days(obligation: str, when: str) -> EnteredDate | None:
    rules: dict[str, DueRule] = {
        "quarter": Quarterly(day="last_working_day"),
        "month": Monthly(day="last_working_day"),
    }
    return EnteredDate(obligation, rule=rules[when]) if when in rules else None


def _on_a_day(form: Form, obligation: str, known: Dated, day: date, title: str) -> EnteredDate:
    repeats = form.choice("repeats", Text("dates.repeats", title=title, due=day), _repeats(day))
    if repeats != "once":
        return EnteredDate(obligation, rule=_rule(form, repeats, day))
    return EnteredDate(obligation, due_before=day, period=_period(form, known, day))


def _repeats(day: date) -> list[Option]:
    yearly = [] if (day.month, day.day) == _LEAP_DAY else [Option("yearly", Text("dates.yearly"))]
    return [
        Option("once", Text("dates.once")),
        *yearly,
        Option("quarterly", Text("dates.quarterly", day=day.day, month=_month_in_quarter(day))),
        Option("monthly", Text("dates.monthly", day=day.day)),
        Option("every", Text("dates.every_some_months")),
    ]


def _rule(form: Form, repeats: str, day: date) -> DueRule:
    match repeats:
        case "yearly":
            return Yearly(month=day.month, day=day.day)
        case "quarterly":
            return Quarterly(month_in_quarter=_month_in_quarter(day), day=day.day)
        case "monthly":
            return Monthly(day=day.day)
        case _:
            months = form.reading("months", Text("dates.how_many_months", most=_MOST_MONTHS), _read_months)
            return Every(months=int(months), start=day)


def _month_in_quarter(day: date) -> int:
    return (day.month - 1) % 3 + 1


def _read_months(reply: Reply) -> int | NotUnderstood:
    said = _MONTHS.fullmatch(reply.words)
    if said and 1 <= int(said[1]) <= _MOST_MONTHS:
        return int(said[1])
    return NotUnderstood(Text("dates.months_please", most=_MOST_MONTHS))


def _period(form: Form, known: Dated, day: date) -> str | None:
    """Which period's date it is, where some are coming already: moved, or one more."""
    if not known.coming:
        return None
    options = [
        Option(one.period, Text("dates.moves", period=period_name(one.period), due=one.due_before))
        for one in known.coming
    ]
    options.append(Option(_NEW_PERIOD, Text("dates.new_period")))
    chosen = form.choice("period", Text("dates.which_period", due=day), options)
    return None if chosen == _NEW_PERIOD else chosen
