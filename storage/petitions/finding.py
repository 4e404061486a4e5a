"""The index in which officers find petitions, and what they looked for. It is brought up to date after the turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.petitions.finding import Findable
from domain.petitions.lifecycle import PetitionKind
from storage.session import Row, Session, moment

_KEPT = 20  # searches of one person: their buttons go on working


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index is made of. `hidden`: nothing of it may be found."""

    id: int
    commune: str
    code: str
    kind: str
    field: str
    hamlet: str
    story: str
    place: str
    sender: str
    address: str
    phone: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A petition that was found, with what its line says."""

    id: int
    code: str
    kind: str
    field: str
    status: str
    received_at: datetime
    story: str
    found: Findable


class FindingStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def waiting(self, limit: int) -> list[Indexed]:
        """Those whose words are not in the index as they are now, the latest first. Whoever may be known by nobody
        is not found by name either."""
        rows = await self._db.rows(
            """SELECT p.id, p.commune, p.code, p.kind, p.field, p.hamlet, p.story, p.place, p.identity,
                      CASE p.sender_name WHEN '' THEN who.name ELSE p.sender_name END AS sender, p.sender_address,
                      p.sender_phone, p.restricted = 1 OR p.kind = :denunciation AS hidden
               FROM petitions_to_index w JOIN petitions p ON p.id = w.petition JOIN persons who ON who.id = p.person
               ORDER BY w.petition DESC LIMIT :limit""",
            denunciation=PetitionKind.DENUNCIATION.value,
            limit=limit,
        )
        return [_indexed(row) for row in rows]

    def index(self, made: Iterable[tuple[int, Findable | None]]) -> None:
        """Petition → what can be found of it; None where nothing may."""
        for petition, found in made:
            self._db.write("DELETE FROM petitions_to_index WHERE petition = :petition", petition=petition)
            self._db.write("DELETE FROM petition_words WHERE petition = :petition", petition=petition)
            if found:
                self._db.write(
                    """INSERT INTO petition_words (petition, scope, code, words, sender)
                       VALUES (:petition, :scope, :code, :words, :sender)""",
                    petition=petition,
                    scope=found.scope,
                    code=found.code,
                    words=found.words,
                    sender=found.sender,
                )

    async def rewrite(self) -> None:
        """What was taken out of the index still stands in its older parts, which `secure_delete` does not reach
        before SQLite 3.42: they are rewritten as one, where anybody's words are to be forgotten
        (https://www.sqlite.org/fts5.html#the_optimize_command)."""
        if await self._db.rows("DELETE FROM index_to_rewrite RETURNING due"):
            self._db.write("INSERT INTO petition_finds (petition_finds) VALUES ('optimize')")

    async def hits(self, question: str, commune: str, *, below: int, limit: int) -> list[Hit]:
        """The latest that answer the question (`domain.petitions.finding.question`), with a row id below that one.
        Whatever the index says, nothing of another commune and nothing restricted."""
        rows = await self._db.rows(
            """SELECT p.id, p.code, p.kind, p.field, p.status, p.received_at, p.story,
                      w.scope, w.code AS found_code, w.words, w.sender
               FROM (SELECT rowid AS petition FROM petition_finds
                     WHERE petition_finds MATCH :question AND rowid < :below ORDER BY rowid DESC LIMIT :limit) f
               JOIN petition_words w ON w.petition = f.petition JOIN petitions p ON p.id = f.petition
               WHERE p.commune = :commune AND p.restricted = 0 AND p.kind <> :denunciation ORDER BY p.id DESC""",
            question=question,
            below=below,
            limit=limit,
            commune=commune,
            denunciation=PetitionKind.DENUNCIATION.value,
        )
        return [_hit(row) for row in rows]

    async def keep_search(self, person: int, commune: str, words: str) -> int:
        """Tells its number, for the buttons that lead on."""
        number = await self._db.value(
            "INSERT INTO searches (person, commune, words) VALUES (:person, :commune, :words) RETURNING id",
            person=person,
            commune=commune,
            words=words,
        )
        self._db.write(
            """DELETE FROM searches WHERE person = :person AND id NOT IN
               (SELECT id FROM searches WHERE person = :person ORDER BY id DESC LIMIT :kept)""",
            person=person,
            kept=_KEPT,
        )
        return int(number)

    async def search(self, number: int, person: int, commune: str) -> str | None:
        """What this person looked for in this commune under that number."""
        found = await self._db.value(
            "SELECT words FROM searches WHERE id = :number AND person = :person AND commune = :commune",
            number=number,
            person=person,
            commune=commune,
        )
        return None if found is None else str(found)


def _indexed(row: Row) -> Indexed:
    nameless = row["identity"] == "nobody"
    return Indexed(
        id=row["id"],
        commune=row["commune"],
        code=row["code"],
        kind=row["kind"],
        field=row["field"],
        hamlet=row["hamlet"],
        story=row["story"],
        place=row["place"],
        sender="" if nameless else row["sender"],
        address="" if nameless else row["sender_address"],
        phone="" if nameless else row["sender_phone"],
        hidden=bool(row["hidden"]),
    )


def _hit(row: Row) -> Hit:
    return Hit(
        id=row["id"],
        code=row["code"],
        kind=row["kind"],
        field=row["field"],
        status=row["status"],
        received_at=moment(row["received_at"]),
        story=row["story"],
        found=Findable(row["scope"], row["found_code"], row["words"], row["sender"]),
    )
