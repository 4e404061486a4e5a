"""More time for one unit's report: asked for, and granted or refused by whoever collects it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Extension:
    """`due_before` is the new first day that is too late."""

    commune: str
    obligation: str
    period: str
    unit: str
    due_before: date
    reason: str
    asked_by: int
    state: str = "asked"
    id: int = 0


@dataclass(frozen=True, slots=True)
class Granted:
    """The new first day that is too late, and when that was decided."""

    due_before: date
    at: datetime


class ExtensionStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def ask(self, extension: Extension, now: datetime) -> int:
        number = await self._db.value(
            """INSERT INTO extensions (commune, obligation, period, unit, due_before, reason, asked_by, asked_at)
               VALUES (:commune, :obligation, :period, :unit, :due_before, :reason, :asked_by, :now)
               RETURNING id""",
            commune=extension.commune,
            obligation=extension.obligation,
            period=extension.period,
            unit=extension.unit,
            due_before=extension.due_before,
            reason=extension.reason,
            asked_by=extension.asked_by,
            now=now,
        )
        return int(number)

    async def find(self, commune: str, number: int) -> Extension | None:
        row = await self._db.row(
            "SELECT * FROM extensions WHERE commune = :commune AND id = :number", commune=commune, number=number
        )
        return _extension(row) if row else None

    async def decide(self, extension: Extension, state: str, by: int, now: datetime) -> bool:
        """False if somebody else has decided meanwhile."""
        found = await self._db.rows(
            """UPDATE extensions SET state = :state, decided_by = :by, decided_at = :now
               WHERE id = :id AND state = 'asked' RETURNING id""",
            state=state,
            by=by,
            now=now,
            id=extension.id,
        )
        return bool(found)

    async def undecided(self, commune: str, unit: str) -> list[Extension]:
        rows = await self._db.rows(
            """SELECT * FROM extensions WHERE commune = :commune AND unit = :unit AND state = 'asked'
               ORDER BY id""",
            commune=commune,
            unit=unit,
        )
        return [_extension(row) for row in rows]

    async def granted(self, commune: str) -> dict[tuple[str, str, str], Granted]:
        """(obligation, period, unit) → the latest decision."""
        rows = await self._db.rows(
            "SELECT * FROM extensions WHERE commune = :commune AND state = 'granted' ORDER BY decided_at",
            commune=commune,
        )
        return {
            (row["obligation"], row["period"], row["unit"]): Granted(
                date.fromisoformat(row["due_before"]), moment(row["decided_at"])
            )
            for row in rows
        }

    async def all(self, commune: str) -> list[Extension]:
        """Asked for, granted or refused, in the order in which they were asked for."""
        rows = await self._db.rows(
            "SELECT * FROM extensions WHERE commune = :commune ORDER BY id", commune=commune
        )
        return [_extension(row) for row in rows]


def _extension(row: Row) -> Extension:
    return Extension(
        row["commune"],
        row["obligation"],
        row["period"],
        row["unit"],
        date.fromisoformat(row["due_before"]),
        row["reason"],
        row["asked_by"],
        row["state"],
        row["id"],
    )
