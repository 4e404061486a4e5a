"""The clocks of petitions, as they run, stood still and were met; and what communes decided about clocks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from domain.clocks.clock_book import Decision
from domain.clocks.limits import Unit
from domain.clocks.reckoning import Extension
from domain.clocks.running import Running
from domain.clocks.warning_spans import Step
from storage.session import Row, Session, Value, moment, stamp


class ClockStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def keep(self, petition: int, clocks: Iterable[Running]) -> None:
        """New ones are added, known ones (with an id) brought up to date."""
        for clock in clocks:
            changing = _changing(clock)
            if clock.id:
                assigned = ", ".join(f"{column} = :{column}" for column in changing)
                self._db.write(f"UPDATE running_clocks SET {assigned} WHERE id = :id", id=clock.id, **changing)  # noqa: S608
                continue
            columns = ("petition", "clock", "started_at", *changing)
            self._db.write(
                f"INSERT INTO running_clocks ({', '.join(columns)}) VALUES ({', '.join(f':{one}' for one in columns)})",  # noqa: S608
                petition=petition,
                clock=clock.clock,
                started_at=clock.started_at,
                **changing,
            )

    def put_back(self, petition: int, clocks: Sequence[Running]) -> None:
        """As they were: those that started since are gone."""
        kept = json.dumps([clock.id for clock in clocks])
        self._db.write(
            "DELETE FROM running_clocks WHERE petition = :petition AND id NOT IN (SELECT value FROM json_each(:kept))",
            petition=petition,
            kept=kept,
        )
        self.keep(petition, clocks)

    async def of(self, petition: int) -> list[Running]:
        """All that ever ran, in the order in which they began."""
        return (await self.of_each([petition]))[petition]

    async def of_each(self, petitions: Collection[int]) -> dict[int, list[Running]]:
        """As `of`, for several at once."""
        rows = await self._db.rows(
            """SELECT * FROM running_clocks WHERE petition IN (SELECT value FROM json_each(:petitions))
               ORDER BY petition, running_clocks.id""",
            petitions=json.dumps(list(petitions)),
        )
        found: dict[int, list[Running]] = {petition: [] for petition in petitions}
        for row in rows:
            found[row["petition"]].append(_running(row))
        return found

    async def communes_to_warn(self, now: datetime) -> list[str]:
        """Those with a clock of which somebody is to be warned by now. Read off the index: its cost grows with what
        has come, not with what runs."""
        rows = await self._db.rows(
            """SELECT DISTINCT p.commune FROM running_clocks c JOIN petitions p ON p.id = c.petition
               WHERE c.warn_at <= :now ORDER BY 1""",
            now=now,
        )
        return [row[0] for row in rows]

    async def to_warn(self, commune: str, now: datetime, limit: int) -> list[tuple[int, Running]]:
        """(petition, clock) of which somebody is to be warned by now, the earliest first, at most so many."""
        rows = await self._db.rows(
            """SELECT c.* FROM running_clocks c JOIN petitions p ON p.id = c.petition
               WHERE c.warn_at <= :now AND p.commune = :commune ORDER BY c.warn_at, c.id LIMIT :limit""",
            commune=commune,
            now=now,
            limit=limit,
        )
        return [(row["petition"], _running(row)) for row in rows]

    async def next_at(self) -> datetime | None:
        """When somebody is to be warned of anything next."""
        found = await self._db.value("SELECT min(warn_at) FROM running_clocks WHERE warn_at IS NOT NULL")
        return moment(found) if found else None

    async def decisions(self, commune: str) -> dict[str, Decision]:
        """By the clock's id: the latest of each."""
        rows = await self._db.rows(
            "SELECT * FROM clock_decisions WHERE commune = :commune ORDER BY clock_decisions.id", commune=commune
        )
        return {
            row["clock"]: Decision(row["clock"], Unit(row["unit"]), row["length"], row["basis"]) for row in rows
        }

    def decide(self, commune: str, decision: Decision, by: int, now: datetime) -> None:
        self._db.write(
            """INSERT INTO clock_decisions (commune, clock, unit, length, basis, by, at)
               VALUES (:commune, :clock, :unit, :length, :basis, :by, :now)""",
            commune=commune,
            clock=decision.clock,
            unit=decision.unit.value,
            length=decision.length,
            basis=decision.basis,
            by=by,
            now=now,
        )


def _changing(clock: Running) -> dict[str, Value]:
    return {
        "pauses": json.dumps([[stamp(start), stamp(end)] for start, end in clock.pauses]),
        "paused_at": clock.paused_at,
        "extended_to": clock.extension.to if clock.extension else None,
        "extended_at": clock.extension.at if clock.extension else None,
        "due_raw": clock.due_raw,
        "due_on": clock.due_on,
        "due_at": clock.due_at,
        "met_at": clock.met_at,
        "warn_at": clock.warn_at,
        "warned": clock.warned.value if clock.warned else "",
    }


def _running(row: Row) -> Running:
    extended = row["extended_to"]
    return Running(
        clock=row["clock"],
        started_at=moment(row["started_at"]),
        due_raw=date.fromisoformat(row["due_raw"]),
        due_on=date.fromisoformat(row["due_on"]),
        due_at=moment(row["due_at"]),
        pauses=tuple((moment(start), moment(end)) for start, end in json.loads(row["pauses"])),
        paused_at=moment(row["paused_at"]) if row["paused_at"] else None,
        extension=Extension(date.fromisoformat(extended), moment(row["extended_at"])) if extended else None,
        met_at=moment(row["met_at"]) if row["met_at"] else None,
        warn_at=moment(row["warn_at"]) if row["warn_at"] else None,
        warned=Step(row["warned"]) if row["warned"] else None,
        id=row["id"],
    )
