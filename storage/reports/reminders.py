"""Reminders as rows: planned once under a key that says everything, fired once, stopped when the report is in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.reports.ladder import Rung
from storage.messaging.waiting import WaitingStore
from storage.reports.nudges import NudgeStore
from storage.reports.reviews import What
from storage.session import Row, Session, moment, stamp


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step of one report for one unit: before the day so many working days, behind it a rung of the ladder, whose
    step is 0. `version` names the dates and steps it was planned by."""

    commune: str
    obligation: str
    period: str
    unit: str
    version: str
    due_before: date
    last_day: date
    step: int
    remind_at: datetime
    rung: Rung = Rung.UNIT

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
                self._step,
                self.unit,
            )
        )

    @property
    def matter(self) -> str:
        """The same under whichever version of the dates it was planned: nobody is told it twice."""
        return "|".join(
            (self.commune, self.obligation, self.period, self.due_before.isoformat(), self._step, self.unit)
        )

    @property
    def _step(self) -> str:
        return str(self.step) if self.rung is Rung.UNIT else self.rung.value


class ReminderStore:
    def __init__(self, session: Session) -> None:
        self._db = session
        self._nudges = NudgeStore(session)
        self._waiting = WaitingStore(session)

    def plan(self, reminders: Iterable[Reminder]) -> None:
        """Keeps them, unless they were planned before, or that very step was dealt with under earlier dates. A year of a
        commune's is thousands: they go in by one statement."""
        rows = [_columns(one) for one in reminders]
        if rows:
            self._db.write(
                """INSERT INTO reminders (key, commune, obligation, period, unit, version, due_before, last_day, step,
                                          remind_at, rung)
                   SELECT new.value ->> 0, new.value ->> 1, new.value ->> 2, new.value ->> 3, new.value ->> 4,
                          new.value ->> 5, new.value ->> 6, new.value ->> 7, new.value ->> 8, new.value ->> 9,
                          new.value ->> 10
                   FROM json_each(:rows) new WHERE NOT EXISTS (
                       SELECT 1 FROM reminders WHERE commune = new.value ->> 1 AND obligation = new.value ->> 2
                       AND period = new.value ->> 3 AND unit = new.value ->> 4 AND due_before = new.value ->> 6
                       AND step = new.value ->> 8 AND rung = new.value ->> 10
                       AND state IN ('said', 'folded', 'nobody'))
                   ON CONFLICT (key) DO UPDATE SET state = 'planned', closed_at = NULL
                   WHERE state IN ('stopped', 'superseded')""",
                rows=json.dumps(rows),
            )

    async def unfinished(self, commune: str, version: str) -> set[str]:
        """What is planned under other versions of the dates, and the rungs that were stopped, as a report came that may
        be missing again: their `matter`, which is planned again even where its moment lies behind."""
        rows = await self._db.rows(
            """SELECT * FROM reminders WHERE commune = :commune
               AND ((state = 'planned' AND version <> :version) OR (state = 'stopped' AND rung <> 'unit'))""",
            commune=commune,
            version=version,
        )
        return {_reminder(row).matter for row in rows}

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
        """The report is in: nothing more about it to anybody, not even what is written and not sent yet."""
        about = "/".join((obligation, period, unit))
        self._nudges.stop(commune, about, now)
        self._waiting.withdraw(commune, about)
        self._db.write(
            """UPDATE reminders SET state = 'stopped', closed_at = :now WHERE commune = :commune
               AND obligation = :obligation AND period = :period AND unit = :unit AND state = 'planned'""",
            commune=commune,
            obligation=obligation,
            period=period,
            unit=unit,
            now=now,
        )

    async def communes_due(self, now: datetime) -> list[str]:
        """Those with a reminder whose moment has come."""
        rows = await self._db.rows(
            "SELECT DISTINCT commune FROM reminders WHERE state = 'planned' AND remind_at <= :now ORDER BY commune",
            now=now,
        )
        return [row[0] for row in rows]

    async def due(self, commune: str, now: datetime) -> list[Reminder]:
        """All of a commune whose moment has come, grouped by report and unit, the oldest step first."""
        # The plus sign keeps it from looking through what is due in all the other communes.
        rows = await self._db.rows(
            """SELECT * FROM reminders WHERE commune = :commune AND state = 'planned' AND +remind_at <= :now
               ORDER BY obligation, period, unit, remind_at, step DESC""",
            commune=commune,
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

    async def known(self, commune: str, version: str) -> set[str]:
        """The keys of what this version of the dates has planned and not taken back."""
        rows = await self._db.rows(
            """SELECT key FROM reminders WHERE commune = :commune AND version = :version
               AND state NOT IN ('stopped', 'superseded')""",
            commune=commune,
            version=version,
        )
        return {row[0] for row in rows}

    def open_again(self, before: datetime) -> None:
        """Those of which something was to be said before then and was not: their words are out of date by now."""
        self._db.write(
            """UPDATE reminders SET state = 'planned', closed_at = NULL WHERE state = 'said' AND key IN (
                   SELECT origin FROM nudges WHERE state = 'planned' AND say_at < :before AND topic <> 'digest')""",
            before=before,
        )

    async def said_before_due(self, commune: str) -> list[tuple[What, datetime]]:
        """Every reminder that a unit was given before a deadline: of which report, and when."""
        rows = await self._db.rows(
            """SELECT obligation, period, unit, closed_at FROM reminders
               WHERE commune = :commune AND rung = 'unit' AND state = 'said'""",
            commune=commune,
        )
        return [((row[0], row[1], row[2]), moment(row[3])) for row in rows]

    async def next_at(self) -> datetime | None:
        found = await self._db.value("SELECT min(remind_at) FROM reminders WHERE state = 'planned'")
        return moment(found) if found else None


def _columns(one: Reminder) -> tuple[str | int, ...]:
    """In the order of `plan`."""
    return (
        one.key,
        one.commune,
        one.obligation,
        one.period,
        one.unit,
        one.version,
        one.due_before.isoformat(),
        one.last_day.isoformat(),
        one.step,
        stamp(one.remind_at),
        one.rung.value,
    )


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
        Rung(row["rung"]),
    )
