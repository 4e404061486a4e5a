"""The deadlines as an iCalendar file (RFC 5545): for a phone, for Google Calendar, for the feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from domain.messaging.papers import PaperRef
from domain.reports.deadline_calendar import Deadline, DeadlineCalendar
from handlers.reports.deadline_calendar import deadline_calendar
from storage.memory import Memory

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

_PRODUCT = "-//Nhip Dan//Deadlines//VI"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gathered:
    """`now` is when it is written, `alarm_at` the time of day at which a phone reminds."""

    calendar: DeadlineCalendar
    now: datetime
    alarm_at: timedelta


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Gathered:
    """`ref.args` are the units, as `units_for` gives them."""
    now = desk.clock.now()
    calendar = await deadline_calendar(desk.world, memory, ref.commune, ref.args, desk.world.today(now))
    at = desk.world.plans[ref.commune].reminding.at
    return Gathered(calendar, now, timedelta(hours=at.hour, minutes=at.minute))


def draw(desk: Desk, gathered: Gathered) -> bytes:
    from icalendar import Calendar

    made, world, calendar = Calendar(), desk.world, gathered.calendar
    name = desk.words.plain(calendar.name, desk.language)
    fresh = timedelta(hours=world.habits.deadline_calendar.refresh_hours)
    for key, value in (
        ("prodid", _PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", world.habits.timezone),
    ):
        made.add(key, value)
    made.add("refresh-interval", fresh, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", _written(fresh))
    _put_days(made, desk, gathered)
    return bytes(made.to_ical())


def _put_days(made: Calendar, desk: Desk, gathered: Gathered) -> None:
    for deadline in gathered.calendar.deadlines:
        event = _event(desk, deadline, gathered)
        if not deadline.done:
            for days in gathered.calendar.alarms:
                event.add_component(_alarm(desk, deadline, gathered.alarm_at - days * _ONE_DAY))
        made.add_component(event)


def _event(desk: Desk, deadline: Deadline, gathered: Gathered) -> Event:
    """A day without a time belongs to no time zone: it is that day wherever the phone is (RFC 5545 §3.6.1)."""
    from icalendar import Event

    event = Event()
    for key, value in (
        ("uid", deadline.uid),
        ("dtstamp", gathered.now),
        ("sequence", gathered.calendar.sequence),
        ("dtstart", deadline.day),
        ("dtend", deadline.day + _ONE_DAY),
        ("summary", desk.words.plain(deadline.title, desk.language)),
        ("description", desk.words.plain(deadline.about, desk.language)),
        ("status", "CONFIRMED"),
        ("transp", "TRANSPARENT"),
    ):
        event.add(key, value)
    return event


def _alarm(desk: Desk, deadline: Deadline, trigger: timedelta) -> Alarm:
    """`trigger` counts from the beginning of the day."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", desk.words.plain(deadline.title, desk.language))
    alarm.add("trigger", trigger)
    return alarm


def _written(span: timedelta) -> str:
    """ "PT12H" """
    return f"PT{int(span.total_seconds() // 3600)}H"
