"""Difficulties that units report in carrying out the plan, and the answers they got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.messaging.messages import Address
from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Difficulty:
    commune: str
    code: str
    unit: str
    person: int
    at: Address
    words: str
    to_unit: str
    said_at: datetime
    answer: str = ""


class DifficultyStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def add(self, difficulty: Difficulty) -> None:
        self._db.write(
            """INSERT INTO difficulties (commune, code, unit, person, channel, account, chat, words, to_unit, at)
               VALUES (:commune, :code, :unit, :person, :channel, :account, :chat, :words, :to_unit, :said_at)""",
            commune=difficulty.commune,
            code=difficulty.code,
            unit=difficulty.unit,
            person=difficulty.person,
            channel=difficulty.at.channel,
            account=difficulty.at.account,
            chat=difficulty.at.chat,
            words=difficulty.words,
            to_unit=difficulty.to_unit,
            said_at=difficulty.said_at,
        )

    async def find(self, commune: str, code: str) -> Difficulty | None:
        row = await self._db.row(
            "SELECT * FROM difficulties WHERE commune = :commune AND code = :code", commune=commune, code=code
        )
        return _difficulty(row) if row else None

    async def open_for(self, commune: str, unit: str) -> list[Difficulty]:
        rows = await self._db.rows(
            """SELECT * FROM difficulties WHERE commune = :commune AND to_unit = :unit AND answered_at IS NULL
               ORDER BY id""",
            commune=commune,
            unit=unit,
        )
        return [_difficulty(row) for row in rows]

    def answer(self, code: str, words: str, by: int, now: datetime) -> None:
        self._db.write(
            "UPDATE difficulties SET answer = :words, answered_by = :by, answered_at = :now WHERE code = :code",
            words=words,
            by=by,
            now=now,
            code=code,
        )


def _difficulty(row: Row) -> Difficulty:
    at = Address(row["channel"], row["account"], row["chat"])
    return Difficulty(
        row["commune"],
        row["code"],
        row["unit"],
        row["person"],
        at,
        row["words"],
        row["to_unit"],
        moment(row["at"]),
        row["answer"],
    )
