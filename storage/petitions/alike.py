"""Open cases that a new petition may be about: few of them, found by index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class OpenCase:
    """`words` and `place` are for comparing, never for showing: they are somebody else's."""

    id: int
    person: int
    field: str
    hamlet: str
    words: str
    place: str
    received_at: datetime


class AlikeStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def of_field(self, commune: str, field: str, since: datetime, limit: int) -> list[OpenCase]:
        """Open phản ánh that anybody may hear of, the newest first."""
        rows = await self._db.rows(
            """SELECT id, person, field, hamlet, story, place, received_at FROM petitions
               WHERE open = 1 AND kind = 'feedback' AND restricted = 0
                 AND commune = :commune AND field = :field AND received_at >= :since
               ORDER BY received_at DESC LIMIT :limit""",
            commune=commune,
            field=field,
            since=since,
            limit=limit,
        )
        return [_case(row) for row in rows]

    async def of_hamlet(self, commune: str, hamlet: str, since: datetime, limit: int) -> list[OpenCase]:
        """As `of_field`, of whatever field."""
        rows = await self._db.rows(
            """SELECT id, person, field, hamlet, story, place, received_at FROM petitions
               WHERE open = 1 AND kind = 'feedback' AND restricted = 0 AND hamlet <> ''
                 AND commune = :commune AND hamlet = :hamlet AND received_at >= :since
               ORDER BY received_at DESC LIMIT :limit""",
            commune=commune,
            hamlet=hamlet,
            since=since,
            limit=limit,
        )
        return [_case(row) for row in rows]


def _case(row: Row) -> OpenCase:
    return OpenCase(
        row["id"],
        row["person"],
        row["field"],
        row["hamlet"],
        row["story"],
        row["place"],
        moment(row["received_at"]),
    )
