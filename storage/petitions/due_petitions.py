"""Petitions as their clocks concern them: which run over a day, by which clock, and when they fall due."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from storage.petitions.petition import Petition, read_petition
from storage.session import Session


class DuePetitionStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def fall_due(self, petition: Petition) -> None:
        """Nobody did anything to it, but its time is counted otherwise: what officers see of it still holds, so its
        version stays."""
        self._db.write(
            """UPDATE petitions SET due_on = :due_on, due_at = :due_at, due_clock = :due_clock
               WHERE id = :id AND open = 1""",
            due_on=petition.due_on,
            due_at=petition.due_at,
            due_clock=petition.due_clock,
            id=petition.id,
        )

    async def with_clock_over(self, commune: str, day: date) -> list[Petition]:
        """The open ones of which a clock runs over that day."""
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE commune = :commune AND open = 1 AND EXISTS (
                   SELECT 1 FROM running_clocks c WHERE c.petition = petitions.id AND c.met_at IS NULL
                   AND substr(c.started_at, 1, 10) <= :day AND c.due_on >= :day)
               ORDER BY due_at, id""",
            commune=commune,
            day=day,
        )
        return [read_petition(row) for row in rows]

    async def with_clock(self, commune: str, clock: str) -> list[Petition]:
        """The open ones on which this clock runs, or stands still."""
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE commune = :commune AND open = 1 AND EXISTS (
                   SELECT 1 FROM running_clocks c
                   WHERE c.petition = petitions.id AND c.met_at IS NULL AND c.clock = :clock)
               ORDER BY due_at, id""",
            commune=commune,
            clock=clock,
        )
        return [read_petition(row) for row in rows]

    async def by_ids(self, numbers: Collection[int]) -> dict[int, Petition]:
        rows = await self._db.rows(
            "SELECT * FROM petitions WHERE id IN (SELECT value FROM json_each(:numbers))",
            numbers=json.dumps(list(numbers)),
        )
        return {row["id"]: read_petition(row) for row in rows}
