"""The clocks of petitions, as they run, stood still and were met."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from domain.running import Running
from storage.session import Row, Session, moment


class ClockStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def keep(self, petition: int, clocks: Iterable[Running]) -> None:
        """New ones are added, known ones (with an id) brought up to date."""
        for clock in clocks:
            changing = {
                "lost": clock.lost,
                "paused_at": clock.paused_at,
                "extended_to": clock.extended_to,
                "due_raw": clock.due_raw,
                "due_on": clock.due_on,
                "due_at": clock.due_at,
                "met_at": clock.met_at,
            }
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
        rows = await self._db.rows(
            "SELECT * FROM running_clocks WHERE petition = :petition ORDER BY running_clocks.id", petition=petition
        )
        return [_running(row) for row in rows]


def _running(row: Row) -> Running:
    return Running(
        clock=row["clock"],
        started_at=moment(row["started_at"]),
        due_raw=date.fromisoformat(row["due_raw"]),
        due_on=date.fromisoformat(row["due_on"]),
        due_at=moment(row["due_at"]),
        lost=row["lost"],
        paused_at=moment(row["paused_at"]) if row["paused_at"] else None,
        extended_to=date.fromisoformat(row["extended_to"]) if row["extended_to"] else None,
        met_at=moment(row["met_at"]) if row["met_at"] else None,
        id=row["id"],
    )
