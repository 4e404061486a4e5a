"""A calendar of deadlines as phones and Google Calendar read it (RFC 5545): what stands in it, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.language.text import Text
from domain.plans.duties import Duty

_DOMAIN = "nhipdan"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A whole day: the last safe one. `uid` stays the same whatever becomes of it, so that a phone moves the entry
    instead of adding another. Of one that is `done` nobody is reminded."""

    uid: str
    day: date
    title: Text
    about: Text
    done: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineCalendar:
    """`sequence` rises whenever the commune's plan changes; `alarms` are whole days before the deadline."""

    name: Text
    deadlines: tuple[Deadline, ...]
    sequence: int
    alarms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty as it stands, and the names it goes by."""

    duty: Duty
    unit: str
    report: Text
    receiver: Text
    done: bool


def of_units(commune: str, owed: Iterable[Owed]) -> tuple[Deadline, ...]:
    """One entry for each report of each unit."""
    return tuple(
        Deadline(
            _uid(commune, *one.duty.what),
            one.duty.occurrence.last_safe_day,
            _title(one),
            Text(
                "ics.about", report=one.report, unit=one.unit, to=one.receiver, due=one.duty.occurrence.due_before
            ),
            one.done,
        )
        for one in owed
    )


def of_all(commune: str, owed: Iterable[Owed]) -> tuple[Deadline, ...]:
    """One entry for each report and day, with the units that have not handed in: sixty schools are not sixty entries.
    A unit that was given more time has its own."""
    grouped: dict[tuple[str, str, date], list[Owed]] = {}
    for one in owed:
        occurrence = one.duty.occurrence
        grouped.setdefault((*one.duty.what[:2], occurrence.due_before), []).append(one)
    usual = _usual_days(grouped)
    found: list[Deadline] = []
    for (obligation, period, due_before), group in grouped.items():
        if due_before != usual[obligation, period]:
            found += of_units(commune, group)
            continue
        waiting = [one for one in group if not one.done]
        about = Text(
            "ics.about_all",
            report=group[0].report,
            to=group[0].receiver,
            due=due_before,
            done=len(group) - len(waiting),
            all=len(group),
            units=tuple(Text("report.unit_line", unit=one.unit) for one in waiting),
        )
        everybody = replace(group[0], done=not waiting)
        day = group[0].duty.occurrence.last_safe_day
        found.append(Deadline(_uid(commune, obligation, period), day, _title(everybody), about, not waiting))
    return tuple(found)


def _usual_days(grouped: dict[tuple[str, str, date], list[Owed]]) -> dict[tuple[str, str], date]:
    """(obligation, period) → the day that counts for most units; of several the earliest."""
    size: Callable[[tuple[str, str, date]], tuple[int, date]] = lambda key: (-len(grouped[key]), key[2])  # noqa: E731
    usual: dict[tuple[str, str], date] = {}
    for key in sorted(grouped, key=size):
        usual.setdefault(key[:2], key[2])
    return usual


def _title(one: Owed) -> Text:
    return Text("ics.title_done" if one.done else "ics.title", report=one.report)


def _uid(*what: str) -> str:
    return f"{'.'.join(what)}@{_DOMAIN}"
