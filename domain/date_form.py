"""Setting a date that the plan leaves open, or another one than it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.due import EnteredDate
from domain.forms import Form, Option
from domain.periods import Period
from domain.plan import Obligation
from domain.report_form import day_reader
from domain.rules import Monthly, Quarterly, Yearly
from domain.text import Text, verbatim

_LEAP_DAY = (2, 29)
LAST_OF_QUARTER, LAST_OF_MONTH = "quarter", "month"


@dataclass(frozen=True, slots=True)
class DateSet:
    entered: EnteredDate
    reason: str


def date_form(form: Form, obligations: Sequence[Obligation], today: date, until: date) -> DateSet:
    """`obligations` whose dates may be set: those without one come first."""
    titled = {obligation.id: obligation.title for obligation in obligations}
    options = [Option(name, verbatim(title)) for name, title in titled.items()]
    chosen = form.choice("obligation", Text("dates.which"), options)
    title = titled.get(chosen, chosen)
    when = form.reading(
        "when", Text("dates.when", title=title), day_reader(today, until), options=_rhythms(obligations, chosen)
    )
    entered = _rhythm(chosen, when) or _on_a_day(form, chosen, date.fromisoformat(when), title)
    reason = form.words("reason", Text("dates.reason"), options=[Option("-", Text("dates.no_reason"))])
    return DateSet(entered, reason)


def _rhythms(obligations: Sequence[Obligation], chosen: str) -> list[Option]:
    """ "Hằng quý" and "hằng tháng" without a day may mean the last working day of each."""
    period = next((o.period for o in obligations if o.id == chosen), None)
    by_period = {
        Period.QUARTER: [Option(LAST_OF_QUARTER, Text("dates.last_of_quarter"))],
        Period.MONTH: [Option(LAST_OF_MONTH, Text("dates.last_of_month"))],
        Period.PERIODIC: [
            Option(LAST_OF_QUARTER, Text("dates.last_of_quarter")),
            Option(LAST_OF_MONTH, Text("dates.last_of_month")),
        ],
    }
    return by_period.get(period, []) if period else []


def _rhythm(obligation: str, when: str) -> EnteredDate | None:
    match when:
        case "quarter":
            return EnteredDate(obligation, rule=Quarterly(day="last_working_day"))
        case "month":
            return EnteredDate(obligation, rule=Monthly(day="last_working_day"))
        case _:
            return None


def _on_a_day(form: Form, obligation: str, day: date, title: str) -> EnteredDate:
    repeats = [Option("once", Text("dates.once"))]
    if (day.month, day.day) != _LEAP_DAY:
        repeats.append(Option("yearly", Text("dates.yearly")))
    if form.choice("repeats", Text("dates.repeats", title=title, due=day), repeats) == "yearly":
        return EnteredDate(obligation, rule=Yearly(month=day.month, day=day.day))
    return EnteredDate(obligation, due_before=day)
