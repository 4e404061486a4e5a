"""Reports asked for out of turn (đột xuất): by whom, of which units, until when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from storage.session import Row, Session


@dataclass(frozen=True, slots=True)
class Request:
    """`units` are the units asked, as they were chosen; `collected_by` gathers the answers; `words` is what was
    written with it. `subject` is under what its template file is kept."""

    id: int
    commune: str
    title: str
    due_before: date
    units: tuple[str, ...]
    collected_by: str
    words: str
    by: int
    cancelled: bool = False

    @property
    def subject(self) -> str:
        return f"request:{self.id}"


class RequestStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def make(self, request: Request, now: datetime) -> int:
        """Its number. The request's own `id` is not looked at."""
        number = await self._db.value(
            """INSERT INTO requests (commune, title, due_before, units, collected_by, words, by, at)
               VALUES (:commune, :title, :due_before, :units, :collected_by, :words, :by, :now) RETURNING id""",
            commune=request.commune,
            title=request.title,
            due_before=request.due_before,
            units=json.dumps(request.units),
            collected_by=request.collected_by,
            words=request.words,
            by=request.by,
            now=now,
        )
        return int(number)

    def cancel(self, commune: str, number: int, reason: str, now: datetime) -> None:
        self._db.write(
            """UPDATE requests SET cancelled_at = :now, cancel_reason = :reason
               WHERE commune = :commune AND id = :number AND cancelled_at IS NULL""",
            commune=commune,
            number=number,
            reason=reason,
            now=now,
        )

    async def all(self, commune: str) -> list[Request]:
        """Those taken back among them, the oldest first."""
        rows = await self._db.rows("SELECT * FROM requests WHERE commune = :commune ORDER BY id", commune=commune)
        return [_request(row) for row in rows]


def _request(row: Row) -> Request:
    return Request(
        row["id"],
        row["commune"],
        row["title"],
        date.fromisoformat(row["due_before"]),
        tuple(json.loads(row["units"])),
        row["collected_by"],
        row["words"],
        row["by"],
        row["cancelled_at"] is not None,
    )
