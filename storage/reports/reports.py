"""Reports handed in, and the dates and steps that a commune entered itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter

from domain.plans.due import EnteredDate
from domain.plans.rules import DueRule
from storage.session import Row, Session, moment

_RULE: TypeAdapter[DueRule] = TypeAdapter(DueRule)


@dataclass(frozen=True, slots=True)
class Submission:
    """A unit's report for one period of one obligation. `due_before` as it stood when it was handed in.
    `document_on` is the document's own day, `note` what was said along with it, `as_of` the last day its figures
    count. Nothing in a `void` one could be read: it counts as not handed in."""

    commune: str
    code: str
    obligation: str
    period: str
    unit: str
    due_before: date
    person: int
    at: datetime
    on_time: bool
    document_number: str = ""
    document_on: date | None = None
    note: str = ""
    as_of: date | None = None
    void: bool = False

    @property
    def what(self) -> tuple[str, str, str]:
        return self.obligation, self.period, self.unit

    @property
    def subject(self) -> str:
        """Under which its files are kept."""
        return f"report:{self.code}"


class ReportStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def hand_in(self, submission: Submission) -> None:
        self._db.write(
            """INSERT INTO submissions (commune, code, obligation, period, unit, due_before, person, at, on_time,
                                        document_number, document_on, note, as_of)
               VALUES (:commune, :code, :obligation, :period, :unit, :due_before, :person, :at, :on_time, :number,
                       :document_on, :note, :as_of)""",
            commune=submission.commune,
            code=submission.code,
            obligation=submission.obligation,
            period=submission.period,
            unit=submission.unit,
            due_before=submission.due_before,
            person=submission.person,
            at=submission.at,
            on_time=submission.on_time,
            number=submission.document_number,
            document_on=submission.document_on,
            note=submission.note,
            as_of=submission.as_of,
        )

    def void(self, commune: str, code: str, now: datetime) -> None:
        """Nothing in it can be read: from now on it counts as not handed in."""
        self._db.write(
            "UPDATE submissions SET void_at = :now WHERE commune = :commune AND code = :code AND void_at IS NULL",
            commune=commune,
            code=code,
            now=now,
        )

    async def find(self, commune: str, obligation: str, period: str, unit: str) -> Submission | None:
        """The first one: it is what counts for being on time."""
        row = await self._db.row(
            """SELECT * FROM submissions WHERE commune = :commune AND obligation = :obligation
               AND period = :period AND unit = :unit AND void_at IS NULL ORDER BY id LIMIT 1""",
            commune=commune,
            obligation=obligation,
            period=period,
            unit=unit,
        )
        return _submission(row) if row else None

    async def versions(self, commune: str, obligation: str, period: str, unit: str) -> list[Submission]:
        """All in the order of arrival, void ones among them."""
        rows = await self._db.rows(
            """SELECT * FROM submissions WHERE commune = :commune AND obligation = :obligation
               AND period = :period AND unit = :unit ORDER BY id""",
            commune=commune,
            obligation=obligation,
            period=period,
            unit=unit,
        )
        return [_submission(row) for row in rows]

    async def authors(self, commune: str, obligation: str, period: str) -> dict[int, str]:
        """Who handed in for a report and period → their name."""
        rows = await self._db.rows(
            """SELECT id, name FROM persons WHERE id IN (SELECT person FROM submissions
               WHERE commune = :commune AND obligation = :obligation AND period = :period)""",
            commune=commune,
            obligation=obligation,
            period=period,
        )
        return {row["id"]: row["name"] for row in rows}

    async def by_code(self, commune: str, code: str) -> Submission | None:
        """Void or not."""
        row = await self._db.row(
            "SELECT * FROM submissions WHERE commune = :commune AND code = :code", commune=commune, code=code
        )
        return _submission(row) if row else None

    async def all(self, commune: str) -> list[Submission]:
        """Every version of every report, in the order of arrival."""
        return await self.handed_in(commune, since=date.min)

    async def with_code(self, code: str) -> Submission | None:
        """Whichever commune's: codes are unique over all. Void or not."""
        row = await self._db.row("SELECT * FROM submissions WHERE code = :code", code=code)
        return _submission(row) if row else None

    async def handed_in(self, commune: str, *, since: date) -> list[Submission]:
        """All that is in for due dates from `since` on, in the order of arrival."""
        rows = await self._db.rows(
            """SELECT * FROM submissions WHERE commune = :commune AND due_before >= :since AND void_at IS NULL
               ORDER BY id""",
            commune=commune,
            since=since,
        )
        return [_submission(row) for row in rows]

    def enter_date(self, commune: str, entered: EnteredDate, reason: str, by: int, now: datetime) -> None:
        self._db.write(
            """INSERT INTO entered_dates (commune, obligation, period, due_before, rule, since, reason, by, at)
               VALUES (:commune, :obligation, :period, :due_before, :rule, :since, :reason, :by, :now)""",
            commune=commune,
            obligation=entered.obligation_id,
            period=entered.period or "",
            due_before=entered.due_before,
            rule=_RULE.dump_json(entered.rule).decode() if entered.rule else "",
            since=entered.since,
            reason=reason,
            by=by,
            now=now,
        )

    async def entered_dates(self, commune: str) -> list[EnteredDate]:
        """The latest date of every period, but those taken back; and every rule there was, the first one first, a
        rule taken back as one with neither rule nor date."""
        rows = await self._db.rows(
            """SELECT obligation, period, due_before, rule, since FROM entered_dates AS mine
               WHERE commune = :commune AND CASE
                   WHEN rule <> '' OR (cancelled AND period = '') THEN 1
                   ELSE NOT cancelled AND id = (
                       SELECT max(id) FROM entered_dates WHERE commune = :commune
                       AND obligation = mine.obligation AND period = mine.period AND rule = '') END
               ORDER BY id""",
            commune=commune,
        )
        return [_entered(row) for row in rows]

    def take_back_date(
        self, commune: str, obligation: str, period: str, since: date, reason: str, by: int, now: datetime
    ) -> None:
        """What was entered for this period ('' for the rhythm, from `since` on) counts no more; the plan's own date
        does, if any."""
        self._db.write(
            """INSERT INTO entered_dates (commune, obligation, period, due_before, rule, since, reason, by, at,
                                          cancelled)
               VALUES (:commune, :obligation, :period, NULL, '', :since, :reason, :by, :now, 1)""",
            commune=commune,
            obligation=obligation,
            period=period,
            since=since,
            reason=reason,
            by=by,
            now=now,
        )

    async def version(self, commune: str) -> int:
        """Part of every reminder's key."""
        found = await self._db.value("SELECT version FROM plan_versions WHERE commune = :commune", commune=commune)
        return int(found or 0)

    def raise_version(self, commune: str) -> None:
        """Dates, steps or working days changed: what was planned before is superseded."""
        self._db.write(
            """INSERT INTO plan_versions (commune, version) VALUES (:commune, 1)
               ON CONFLICT (commune) DO UPDATE SET version = version + 1""",
            commune=commune,
        )

    def set_steps(self, commune: str, obligation: str, steps: Sequence[int], by: int, now: datetime) -> None:
        self._db.write(
            """INSERT INTO reminder_steps (commune, obligation, steps, by, at)
               VALUES (:commune, :obligation, :steps, :by, :now)
               ON CONFLICT (commune, obligation) DO UPDATE
               SET steps = excluded.steps, by = excluded.by, at = excluded.at""",
            commune=commune,
            obligation=obligation,
            steps=json.dumps(list(steps)),
            by=by,
            now=now,
        )

    async def steps(self, commune: str) -> dict[str, tuple[int, ...]]:
        """The commune's own steps by obligation; under '' those for the whole plan."""
        rows = await self._db.rows(
            "SELECT obligation, steps FROM reminder_steps WHERE commune = :commune", commune=commune
        )
        return {row["obligation"]: tuple(json.loads(row["steps"])) for row in rows}


def _submission(row: Row) -> Submission:
    return Submission(
        row["commune"],
        row["code"],
        row["obligation"],
        row["period"],
        row["unit"],
        date.fromisoformat(row["due_before"]),
        row["person"],
        moment(row["at"]),
        bool(row["on_time"]),
        row["document_number"],
        _day(row["document_on"]),
        row["note"],
        _day(row["as_of"]),
        row["void_at"] is not None,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _entered(row: Row) -> EnteredDate:
    due = date.fromisoformat(row["due_before"]) if row["due_before"] else None
    rule = _RULE.validate_json(row["rule"]) if row["rule"] else None
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return EnteredDate(row["obligation"], due, rule, row["period"] or None, since)
