"""When people may be spoken to unasked: on working days, outside the quiet hours; and at which minute of such a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from domain.habits import RemindingHabits
from domain.time.calendar import WorkingCalendar


def may_disturb(local: datetime, habits: RemindingHabits, calendar: WorkingCalendar) -> bool:
    """`local` is the moment in the commune's own time zone."""
    awake = habits.quiet_until <= local.time() < habits.quiet_from
    return awake and calendar.is_working_day(local.date())


def next_at(local: datetime, hour: time, calendar: WorkingCalendar) -> datetime:
    """The first moment after `local` at which it is this hour of a working day."""
    today = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    first = today if today > local else today + timedelta(days=1)
    return first + (calendar.next_working_day(first.date()) - first.date())
