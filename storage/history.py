"""Who did what, when and why. Appended only; every row is sealed with the one before it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from storage.session import Session, stamp


class HistoryStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def note(self, commune: str, at: datetime, actor: str, what: str, subject: str, why: str = "") -> None:
        """`actor` is a person's id, or the name of the clockwork that acted. Never holds a message body."""
        before = await self._db.value("SELECT seal FROM history ORDER BY id DESC LIMIT 1") or ""
        self._db.write(
            """INSERT INTO history (commune, at, actor, what, subject, why, seal)
               VALUES (:commune, :at, :actor, :what, :subject, :why, :seal)""",
            commune=commune,
            at=at,
            actor=actor,
            what=what,
            subject=subject,
            why=why,
            seal=_seal(before, commune, stamp(at), actor, what, subject, why),
        )

    async def first_broken_seal(self) -> int | None:
        """The id of the first row that does not fit the one before it, or None."""
        before = ""
        for row in await self._db.rows("SELECT * FROM history ORDER BY id"):
            parts = (row["commune"], row["at"], row["actor"], row["what"], row["subject"], row["why"])
            if row["seal"] != _seal(before, *parts):
                return int(row["id"])
            before = row["seal"]
        return None


def _seal(before: str, *parts: str) -> str:
    return hashlib.sha256("\x1f".join((before, *parts)).encode()).hexdigest()
