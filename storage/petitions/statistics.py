"""Counting petitions over a span. What is not for groups is left out."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime, timedelta

from domain.petitions.lifecycle import PetitionKind
from domain.petitions.statistics import Oldest, Row, Statistics
from storage.session import Row as Fetched
from storage.session import Session, Value, moment

UNHIDDEN = "restricted = 0 AND kind <> 'denunciation'"
_SEEN = f"{UNHIDDEN} AND status <> 'held'"
LATE = """EXISTS (SELECT 1 FROM running_clocks c WHERE c.petition = petitions.id AND c.paused_at IS NULL
    AND (c.met_at IS NULL OR c.met_at >= :until) AND c.due_on <= :last_day
    AND c.clock NOT IN (SELECT value FROM json_each(:untold)))"""
"""Whether a deadline that citizens are told of was over by `:last_day`, and nothing had met it before `:until`. The
office's own affairs (`:untold`, a JSON list of clocks) are no delay of the petition's."""


class StatisticsStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def of(
        self,
        commune: str,
        since: datetime,
        until: datetime,
        *,
        today: date,
        untold: Collection[str] = (),
        denunciations: bool = False,
    ) -> Statistics:
        """From one local midnight to before another, as it is `today` where the span is not over. `untold` are the
        clocks that are the office's own affair; `denunciations`: the span is long enough for their number."""
        span: dict[str, Value] = {"commune": commune, "since": since, "until": until}
        late: dict[str, Value] = {
            "until": until,
            "last_day": last_day(until, today),
            "untold": json.dumps([*untold]),
        }
        rows = await self._received({**span, **late}, until)
        done = await self._done(span, until)
        still = await self._db.row(
            f"""SELECT count(*) AS open, sum({LATE}) AS overdue FROM petitions
               WHERE commune = :commune AND (open = 1 OR closed_at >= :until) AND received_at < :until
                 AND {_SEEN}""",  # noqa: S608
            commune=commune,
            **late,
        )
        assert done and still
        return Statistics(
            rows=rows,
            answered=await self._answered(span),
            closed=done["closed"],
            on_time=done["on_time"] or 0,
            open=still["open"],
            overdue=still["overdue"] or 0,
            oldest=await self._oldest(commune, until),
            denunciations=await self._denunciations(span) if denunciations else None,
        )

    async def _received(self, values: dict[str, Value], until: datetime) -> list[Row]:
        rows = await self._db.rows(
            f"""SELECT kind, field, hamlet, strftime('%Y-%m', received_at, :shift) AS month, count(*) AS received,
                   coalesce(sum(closed_at < :until), 0) AS closed,
                   coalesce(sum((closed_at IS NULL OR closed_at >= :until) AND {LATE}), 0) AS overdue
               FROM petitions
               WHERE commune = :commune AND received_at >= :since AND received_at < :until AND {_SEEN}
               GROUP BY 1, 2, 3, 4""",  # noqa: S608
            **values,
            shift=_shift(until),
        )
        return [Row(*row) for row in rows]

    async def _done(self, span: dict[str, Value], until: datetime) -> Fetched | None:
        return await self._db.row(
            f"""SELECT count(*) AS closed, sum(date(closed_at, :shift) <= due_on) AS on_time FROM petitions
               WHERE commune = :commune AND closed_at >= :since AND closed_at < :until AND {_SEEN}""",  # noqa: S608
            **span,
            shift=_shift(until),
        )

    async def _answered(self, span: dict[str, Value]) -> int:
        return int(
            await self._db.value(
                f"""SELECT count(*) FROM petitions
                    WHERE commune = :commune AND answered_at >= :since AND answered_at < :until AND {_SEEN}""",  # noqa: S608
                **span,
            )
        )

    async def _oldest(self, commune: str, until: datetime) -> Oldest | None:
        row = await self._db.row(
            f"""SELECT * FROM (
                    SELECT code, received_at FROM petitions INDEXED BY petitions_open_age
                    WHERE commune = :commune AND open = 1 AND received_at < :until AND {_SEEN}
                    ORDER BY received_at LIMIT 1)
                UNION ALL SELECT * FROM (
                    SELECT code, received_at FROM petitions INDEXED BY petitions_closed
                    WHERE commune = :commune AND closed_at >= :until AND received_at < :until AND {_SEEN}
                    ORDER BY received_at LIMIT 1)
                ORDER BY received_at LIMIT 1""",  # noqa: S608
            commune=commune,
            until=until,
        )
        return Oldest(row["code"], moment(row["received_at"]).astimezone(until.tzinfo).date()) if row else None

    async def _denunciations(self, span: dict[str, Value]) -> int:
        """What officers recorded as tố cáo; what people left sealed is counted by the vault."""
        return int(
            await self._db.value(
                """SELECT count(*) FROM petitions WHERE commune = :commune AND received_at >= :since
                   AND received_at < :until AND kind = :kind""",
                **span,
                kind=PetitionKind.DENUNCIATION.value,
            )
        )


def last_day(until: datetime, today: date) -> date:
    """The last one of a span that is over: what falls due today or later is not late yet."""
    return min(until.date(), today) - timedelta(days=1)


def _shift(until: datetime) -> str:
    """From UTC to the commune's time, as SQLite takes it."""
    return f"{(until.utcoffset() or timedelta()).total_seconds():+.0f} seconds"
