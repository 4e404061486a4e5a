"""Figures that units reported, each by the version it stands in; and sheets half filled in."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from storage.petitions.statistics import LATE, UNHIDDEN, last_day
from storage.session import Row, Session, moment

Figures = Mapping[str, str]
"""Indicator → value: a number with a point and nothing else ("12.5"), or words. What was skipped is not there."""


@dataclass(frozen=True, slots=True)
class Reported:
    """`counted`: the indicators that were not reported by the unit but counted by us."""

    figures: Figures
    counted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """`answers` as the form keeps them."""

    answers: dict[str, Any]
    changed_at: datetime


class FigureStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def keep(self, submission: str, figures: Figures, *, source: str) -> None:
        """`source`: 'unit' where somebody reported them (the submission's person), 'bot' where we counted."""
        for indicator, value in figures.items():
            self._db.write(
                """INSERT INTO figures (submission, indicator, value, source)
                   VALUES (:submission, :indicator, :value, :source)""",
                submission=submission,
                indicator=indicator,
                value=value,
                source=source,
            )

    async def of(self, submission: str) -> Figures:
        """All figures of one version, by its code."""
        return _figures(await self._db.rows("SELECT * FROM figures WHERE submission = :code", code=submission))

    async def latest(self, commune: str, obligation: str, period: str) -> dict[str, Figures]:
        """Unit → the figures of its latest version, for every unit whose latest version has some."""
        rows = await self._db.rows(
            """SELECT s.unit, f.* FROM figures f JOIN submissions s ON s.code = f.submission WHERE s.id IN (
                   SELECT max(id) FROM submissions WHERE commune = :commune AND obligation = :obligation
                   AND period = :period AND void_at IS NULL GROUP BY unit)
               ORDER BY s.unit""",
            commune=commune,
            obligation=obligation,
            period=period,
        )
        return {unit: _figures(theirs) for unit, theirs in groupby(rows, key=lambda row: str(row["unit"]))}

    async def reported(self, commune: str, obligation: str, period: str) -> dict[str, Reported]:
        """Code → what that version says, for every version of a report that says anything."""
        rows = await self._db.rows(
            """SELECT f.* FROM figures f JOIN submissions s ON s.code = f.submission
               WHERE s.commune = :commune AND s.obligation = :obligation AND s.period = :period
               AND s.void_at IS NULL ORDER BY f.submission""",
            commune=commune,
            obligation=obligation,
            period=period,
        )
        return {code: _reported(list(theirs)) for code, theirs in groupby(rows, key=lambda row: row["submission"])}

    async def before(self, commune: str, unit: str) -> Figures:
        """What the unit reported last, for whichever report: a sheet begins with it."""
        rows = await self._db.rows(
            """SELECT * FROM figures WHERE source = 'unit' AND submission = (
                   SELECT code FROM submissions s WHERE commune = :commune AND unit = :unit AND void_at IS NULL
                   AND EXISTS (SELECT 1 FROM figures WHERE submission = s.code) ORDER BY id DESC LIMIT 1)""",
            commune=commune,
            unit=unit,
        )
        return _figures(rows)

    def put_aside(self, commune: str, person: int, duty: str, answers: Mapping[str, Any], now: datetime) -> None:
        """Keeps a sheet half filled in, in place of what was kept of it before."""
        self.forget(commune, person, duty)
        self._db.write(
            """INSERT INTO drafts (commune, person, duty, answers, changed_at)
               VALUES (:commune, :person, :duty, :answers, :now)""",
            commune=commune,
            person=person,
            duty=duty,
            answers=json.dumps(answers, ensure_ascii=False),
            now=now,
        )

    async def drafts(self, commune: str, person: int) -> dict[str, Draft]:
        """Duty → the sheet this person put aside."""
        rows = await self._db.rows(
            "SELECT * FROM drafts WHERE commune = :commune AND person = :person ORDER BY id",
            commune=commune,
            person=person,
        )
        return {row["duty"]: Draft(json.loads(row["answers"]), moment(row["changed_at"])) for row in rows}

    async def hand_over(self, commune: str, person: int, duty: str, taker: int) -> None:
        """The sheet that one person put aside is another's, who keeps their own if they have one."""
        await self._db.rows(
            """UPDATE drafts SET person = :taker WHERE commune = :commune AND person = :person AND duty = :duty
               AND NOT EXISTS (SELECT 1 FROM drafts own WHERE own.commune = :commune AND own.person = :taker
                               AND own.duty = :duty)""",
            commune=commune,
            person=person,
            duty=duty,
            taker=taker,
        )

    def forget(self, commune: str, person: int, duty: str) -> None:
        self._db.write(
            "DELETE FROM drafts WHERE commune = :commune AND person = :person AND duty = :duty",
            commune=commune,
            person=person,
            duty=duty,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """Petitions received in a span, and how they stood on its last day. `by_kind`: kind → how many received, which
    add up to all of them. What is hidden is in none of the figures unless it was asked for: what a total holds beyond
    its kinds would tell its number."""

    received: int
    closed_on_time: int
    closed_late: int
    open_overdue: int
    by_kind: Mapping[str, int]


class CountingStore:
    """What we know ourselves, counted for a report."""

    def __init__(self, session: Session) -> None:
        self._db = session

    async def petitions(
        self,
        commune: str,
        since: datetime,
        until: datetime,
        today: date,
        untold: Collection[str] = (),
        *,
        hidden: bool = False,
    ) -> Counted:
        """Of those received from one midnight to before another, as it is `today` where that is not over; what was
        closed later counts as open. On time: by the nearest deadline that citizens are told of; `untold` are the
        clocks they are not; `hidden`: the span is long enough for the number of what few may see."""
        rows = await self._db.rows(
            f"""SELECT kind, count(*) AS received,
                   sum(closed AND date(closed_at, :shift) <= due_on) AS on_time,
                   sum(closed AND date(closed_at, :shift) > due_on) AS late,
                   sum(NOT closed AND behind) AS overdue
               FROM (SELECT *, open = 0 AND closed_at < :until AS closed, {LATE} AS behind FROM petitions
                     WHERE commune = :commune AND received_at >= :since AND received_at < :until
                       AND (:hidden OR ({UNHIDDEN})))
               GROUP BY kind""",  # noqa: S608
            commune=commune,
            since=since,
            until=until,
            hidden=hidden,
            last_day=last_day(until, today),
            untold=json.dumps([*untold]),
            shift=f"{(until.utcoffset() or timedelta()).total_seconds():+.0f} seconds",
        )
        total = {name: sum(row[name] or 0 for row in rows) for name in ("received", "on_time", "late", "overdue")}
        by_kind = {row["kind"]: int(row["received"]) for row in rows}
        return Counted(total["received"], total["on_time"], total["late"], total["overdue"], by_kind)


def _figures(rows: Iterable[Row]) -> Figures:
    return {row["indicator"]: row["value"] for row in rows}


def _reported(rows: list[Row]) -> Reported:
    return Reported(_figures(rows), frozenset(row["indicator"] for row in rows if row["source"] == "bot"))
