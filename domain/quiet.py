"""When people may be spoken to unasked: on working days, outside the quiet hours."""

from __future__ import annotations

from datetime import datetime

from domain.calendar import WorkingCalendar
from domain.habits import RemindingHabits


def may_disturb(local: datetime, habits: RemindingHabits, calendar: WorkingCalendar) -> bool:
    """`local` is the moment in the commune's own time zone."""
    awake = habits.quiet_until <= local.time() < habits.quiet_from
    return awake and calendar.is_working_day(local.date())
