"""Reminders as rows: planned once under a key that says everything, fired once, stopped when the report is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step of one report for one unit. `version` names the dates and steps it was planned by."""

    commune: str
    obligation: str
    period: str
    unit: str
    version: str
    due_before: date
    last_day: date
    step: int
    remind_at: datetime

    @property
    def key(self) -> str:
        """Commune, obligation, plan version, due date, step and recipient: the same reminder twice is one row."""
        return "|".join(
            (
                self.commune,
                self.obligation,
                self.version,
                self.period,
                self.due_before.isoformat(),
                str(self.step),
                self.unit,
            )
        )


class ReminderStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def plan(self, reminder: Reminder) -> None:
        """Keeps it, unless it was planned before, or this very step was dealt with under earlier dates."""
        self._db.write(
            """INSERT INTO reminders (key, commune, obligation, period, unit, version, due_before, last_day, step,
                                      remind_at)
               SELECT :key, :commune, :obligation, :period, :unit, :version, :due_before, :last_day, :step,
                      :remind_at
               WHERE NOT EXISTS (
                   SELECT 1 FROM reminders WHERE commune = :commune AND obligation = :obligation
                   AND period = :period AND unit = :unit AND due_before = :due_before AND step = :step
                   AND state IN ('said', 'folded', 'nobody'))
               ON CONFLICT DO NOTHING""",
            key=reminder.key,
            commune=reminder.commune,
            obligation=reminder.obligation,
            period=reminder.period,
            unit=reminder.unit,
            version=reminder.version,
            due_before=reminder.due_before,
            last_day=reminder.last_day,
            step=reminder.step,
            remind_at=reminder.remind_at,
        )

    def supersede_other(self, commune: str, version: str, now: datetime) -> None:
        """The dates changed: what was planned by other versions of them is not said any more."""
        self._db.write(
            """UPDATE reminders SET state = 'superseded', closed_at = :now
               WHERE commune = :commune AND version <> :version AND state = 'planned'""",
            commune=commune,
            version=version,
            now=now,
        )

    def stop(self, commune: str, obligation: str, period: str, unit: str, now: datetime) -> None:
        """The report is in: nothing more about it."""
        self._db.write(
            """UPDATE reminders SET state = 'stopped', closed_at = :now WHERE commune = :commune
               AND obligation = :obligation AND period = :period AND unit = :unit AND state = 'planned'""",
            commune=commune,
            obligation=obligation,
            period=period,
            unit=unit,
            now=now,
        )

    async def due(self, now: datetime) -> list[Reminder]:
        """All whose moment has come, grouped by report and unit, the oldest step first."""
        rows = await self._db.rows(
            """SELECT * FROM reminders WHERE state = 'planned' AND remind_at <= :now
               ORDER BY commune, obligation, period, unit, remind_at""",
            now=now,
        )
        return [_reminder(row) for row in rows]

    def close(self, reminder: Reminder, state: str, now: datetime) -> None:
        """`said`; `folded` into a later step after downtime; `nobody` was there to be told."""
        self._db.write(
            "UPDATE reminders SET state = :state, closed_at = :now WHERE key = :key AND state = 'planned'",
            key=reminder.key,
            state=state,
            now=now,
        )

    async def next_at(self) -> datetime | None:
        found = await self._db.value("SELECT min(remind_at) FROM reminders WHERE state = 'planned'")
        return moment(found) if found else None


def _reminder(row: Row) -> Reminder:
    return Reminder(
        row["commune"],
        row["obligation"],
        row["period"],
        row["unit"],
        row["version"],
        date.fromisoformat(row["due_before"]),
        date.fromisoformat(row["last_day"]),
        row["step"],
        moment(row["remind_at"]),
    )
