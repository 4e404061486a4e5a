"""Answers and orders that an office made in its own chat."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from storage.session import Session


class Phrase(StrEnum):
    ANSWER = "answer"  # words with gaps
    MACRO = "macro"  # commands to be carried out together


class PhraseStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def of(self, commune: str, what: Phrase) -> dict[str, str]:
        """Name → words."""
        rows = await self._db.rows(
            "SELECT name, words FROM kept_phrases WHERE commune = :commune AND what = :what ORDER BY name",
            commune=commune,
            what=what.value,
        )
        return {row[0]: row[1] for row in rows}

    def keep(self, commune: str, what: Phrase, name: str, words: str, *, by: int, now: datetime) -> None:
        """In place of the one that had this name."""
        self._db.write(
            """INSERT INTO kept_phrases (commune, what, name, words, "by", at)
               VALUES (:commune, :what, :name, :words, :by, :now)
               ON CONFLICT DO UPDATE SET words = :words, "by" = :by, at = :now""",
            commune=commune,
            what=what.value,
            name=name,
            words=words,
            by=by,
            now=now,
        )

    async def drop(self, commune: str, what: Phrase, name: str) -> bool:
        """Whether there was one."""
        rows = await self._db.rows(
            "DELETE FROM kept_phrases WHERE commune = :commune AND what = :what AND name = :name RETURNING name",
            commune=commune,
            what=what.value,
            name=name,
        )
        return bool(rows)
