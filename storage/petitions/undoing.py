"""How cases stood before somebody did something to them: kept for as long as that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from domain.clocks.running import Running
from domain.petitions.lifecycle import Action, Status
from storage.petitions.petition import Petition
from storage.session import Row, Session, moment

_CASE = TypeAdapter(Petition)
_PART = TypeAdapter(dict[str, Any])
_CLOCKS = TypeAdapter(list[Running])
_NEVER_KEPT = {
    "at",
    "story",
    "place",
    "pin",
    "sender_name",
    "sender_address",
    "sender_phone",
    "sender_paper",
    "rating",
    "version",
    "id",
}
"""What no action changes, and what must not stand in a second place."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action and what was before it. `about` is the root of the keys of the letters it caused; `version` the
    petition's row version after it."""

    id: int
    petition: int
    about: str
    at: datetime
    action: Action
    version: int
    before: str
    clocks: str

    @property
    def code(self) -> str:
        return str(_PART.validate_json(self.before)["code"])

    @property
    def status_before(self) -> Status:
        return Status(_PART.validate_json(self.before)["status"])

    def restored(self, now: Petition) -> Petition:
        """The petition as it was; what no action changes stays as it is now."""
        merged: dict[str, Any] = _CASE.dump_python(now) | _PART.validate_json(self.before)
        return _CASE.validate_python(merged)

    @property
    def clocks_before(self) -> list[Running]:
        return _CLOCKS.validate_json(self.clocks)


class UndoStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def keep(
        self, before: Petition, clocks: Sequence[Running], *, person: int, about: str, at: datetime, action: Action
    ) -> None:
        """Just before the action changes its row once."""
        self._db.write(
            """INSERT INTO petition_undo (commune, petition, person, about, at, action, version, before, clocks)
               VALUES (:commune, :petition, :person, :about, :at, :action, :version, :before, :clocks)""",
            commune=before.commune,
            petition=before.id,
            person=person,
            about=about,
            at=at,
            action=action.value,
            version=before.version + 1,
            before=_CASE.dump_json(before, exclude=_NEVER_KEPT).decode(),
            clocks=_CLOCKS.dump_json(list(clocks)).decode(),
        )

    async def last(
        self, commune: str, person: int, petition: int | None = None, number: int | None = None
    ) -> list[Step]:
        """All that the person did in their last turn (their last one with this petition; the one of that step), the
        first first."""
        rows = await self._db.rows(
            """SELECT * FROM petition_undo WHERE about = (
                   SELECT about FROM petition_undo WHERE commune = :commune AND person = :person
                   AND (:petition IS NULL OR petition = :petition) AND (:number IS NULL OR id = :number)
                   ORDER BY id DESC LIMIT 1)
               ORDER BY petition_undo.id""",
            commune=commune,
            person=person,
            petition=petition,
            number=number,
        )
        return [_step(row) for row in rows]

    def stands_again(self, petition: int, version: int, now: int) -> None:
        """The row is at `now` what it was at `version`: what led there can be taken back in its turn."""
        self._db.write(
            "UPDATE petition_undo SET version = :now WHERE petition = :petition AND version = :version",
            now=now,
            petition=petition,
            version=version,
        )

    def taken_back(self, about: str) -> None:
        self._db.write("DELETE FROM petition_undo WHERE about = :about", about=about)

    def forget_before(self, moment: datetime) -> None:
        """What can no longer be taken back need not be known."""
        self._db.write("DELETE FROM petition_undo WHERE at < :moment", moment=moment)


def _step(row: Row) -> Step:
    return Step(
        id=row["id"],
        petition=row["petition"],
        about=row["about"],
        at=moment(row["at"]),
        action=Action(row["action"]),
        version=row["version"],
        before=row["before"],
        clocks=row["clocks"],
    )
