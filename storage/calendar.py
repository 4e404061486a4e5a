"""A commune's own changes to the working calendar."""

from __future__ import annotations

from datetime import date, datetime

from domain.time.calendar import DayOverride
from storage.session import Session


class CalendarStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def overrides(self, commune: str) -> list[DayOverride]:
        rows = await self._db.rows(
            "SELECT day, works, reason FROM calendar_overrides WHERE commune = :commune ORDER BY day",
            commune=commune,
        )
        return [DayOverride(date.fromisoformat(row["day"]), bool(row["works"]), row["reason"]) for row in rows]

    def override(self, commune: str, change: DayOverride, by: int, now: datetime) -> None:
        self._db.write(
            """INSERT INTO calendar_overrides (commune, day, works, reason, by, at)
               VALUES (:commune, :day, :works, :reason, :by, :now)
               ON CONFLICT (commune, day) DO UPDATE
               SET works = excluded.works, reason = excluded.reason, by = excluded.by, at = excluded.at""",
            commune=commune,
            day=change.day,
            works=change.works,
            reason=change.reason,
            by=by,
            now=now,
        )

    async def drop_override(self, commune: str, day: date) -> bool:
        found = await self._db.rows(
            "DELETE FROM calendar_overrides WHERE commune = :commune AND day = :day RETURNING day",
            commune=commune,
            day=day,
        )
        return bool(found)
