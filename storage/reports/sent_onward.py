"""Reports passed on to a higher body: with which document, by whom, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.session import Session, moment


@dataclass(frozen=True, slots=True)
class SentOnward:
    """`submission`: the receipt code of the aggregator's own duty, '' where it owed none."""

    commune: str
    obligation: str
    period: str
    document_number: str
    document_on: date
    submission: str
    by: int
    at: datetime


class SentOnwardStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def note(self, sent: SentOnward) -> None:
        self._db.write(
            """INSERT INTO sent_onward (commune, obligation, period, document_number, document_on, submission, by, at)
               VALUES (:commune, :obligation, :period, :number, :on, :submission, :by, :at)""",
            commune=sent.commune,
            obligation=sent.obligation,
            period=sent.period,
            number=sent.document_number,
            on=sent.document_on,
            submission=sent.submission,
            by=sent.by,
            at=sent.at,
        )

    async def of(self, commune: str, obligation: str, period: str) -> list[SentOnward]:
        """The first one first."""
        rows = await self._db.rows(
            """SELECT * FROM sent_onward WHERE commune = :commune AND obligation = :obligation AND period = :period
               ORDER BY id""",
            commune=commune,
            obligation=obligation,
            period=period,
        )
        return [
            SentOnward(
                row["commune"],
                row["obligation"],
                row["period"],
                row["document_number"],
                date.fromisoformat(row["document_on"]),
                row["submission"],
                row["by"],
                moment(row["at"]),
            )
            for row in rows
        ]
