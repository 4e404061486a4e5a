"""What the aggregator decided about reports: approved or returned, who is excused, which periods are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.reports.standing import Verdict
from storage.session import Row, Session, moment

What = tuple[str, str, str]
"""(obligation, period, unit)"""


@dataclass(frozen=True, slots=True)
class Review:
    """`due_before`: by when a returned report is to be handed in again, as the first day that is too late."""

    submission: str
    verdict: Verdict
    by: int
    at: datetime
    reason: str = ""
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    locked: bool
    reason: str
    by: int
    at: datetime


class ReviewStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def review(self, commune: str, review: Review) -> None:
        self._db.write(
            """INSERT INTO reviews (commune, submission, verdict, reason, due_before, by, at)
               VALUES (:commune, :submission, :verdict, :reason, :due_before, :by, :at)""",
            commune=commune,
            submission=review.submission,
            verdict=review.verdict.value,
            reason=review.reason,
            due_before=review.due_before,
            by=review.by,
            at=review.at,
        )

    async def all(self, commune: str) -> list[Review]:
        """In the order in which they were made."""
        rows = await self._db.rows("SELECT * FROM reviews WHERE commune = :commune ORDER BY id", commune=commune)
        return [_review(row) for row in rows]

    async def latest(self, commune: str) -> dict[str, Review]:
        """Code of the submission → what was found of it last."""
        return {review.submission: review for review in await self.all(commune)}

    def exempt(self, commune: str, what: What, reason: str, by: int, now: datetime) -> None:
        """A unit is excused from one report. Once excused, it stays so until `owes_again`."""
        obligation, period, unit = what
        self._db.write(
            """INSERT INTO exemptions (commune, obligation, period, unit, reason, by, at)
               VALUES (:commune, :obligation, :period, :unit, :reason, :by, :now) ON CONFLICT DO NOTHING""",
            commune=commune,
            obligation=obligation,
            period=period,
            unit=unit,
            reason=reason,
            by=by,
            now=now,
        )

    def owes_again(self, commune: str, what: What, now: datetime) -> None:
        obligation, period, unit = what
        self._db.write(
            """UPDATE exemptions SET ended_at = :now WHERE commune = :commune AND obligation = :obligation
               AND period = :period AND unit = :unit AND ended_at IS NULL""",
            commune=commune,
            obligation=obligation,
            period=period,
            unit=unit,
            now=now,
        )

    async def exempted(self, commune: str) -> dict[What, str]:
        """Who is excused now → why."""
        rows = await self._db.rows(
            """SELECT obligation, period, unit, reason FROM exemptions
               WHERE commune = :commune AND ended_at IS NULL""",
            commune=commune,
        )
        return {(row[0], row[1], row[2]): row[3] for row in rows}

    def lock(self, commune: str, obligation: str, period: str, lock: Lock) -> None:
        self._db.write(
            """INSERT INTO period_locks (commune, obligation, period, locked, reason, by, at)
               VALUES (:commune, :obligation, :period, :locked, :reason, :by, :at)""",
            commune=commune,
            obligation=obligation,
            period=period,
            locked=lock.locked,
            reason=lock.reason,
            by=lock.by,
            at=lock.at,
        )

    async def locked(self, commune: str) -> dict[tuple[str, str], Lock]:
        """(obligation, period) → the lock, of those that are closed now."""
        rows = await self._db.rows(
            "SELECT * FROM period_locks WHERE commune = :commune ORDER BY id", commune=commune
        )
        latest = {(row["obligation"], row["period"]): row for row in rows}
        return {
            what: Lock(True, row["reason"], row["by"], moment(row["at"]))
            for what, row in latest.items()
            if row["locked"]
        }


def _review(row: Row) -> Review:
    due = date.fromisoformat(row["due_before"]) if row["due_before"] else None
    return Review(row["submission"], Verdict(row["verdict"]), row["by"], moment(row["at"]), row["reason"], due)
