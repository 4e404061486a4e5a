"""The vault's records, their files, who may open them, and every opening. Everything else in them is locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.people.roles import Role
from domain.plans.units import UnitKind
from domain.vault.conflicts import Suspect
from domain.vault.records import How, State
from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Record:
    """`contents` is locked about the code; `filer` is the tag of where it was said; `erase_at` is None once it is
    kept; `warn_at` is when a reader is warned next of a deadline."""

    code: str
    commune: str
    field: str
    received_on: date
    state: State
    filer: str
    contents: str
    erase_at: datetime | None = None
    warn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SealedFile:
    """`reference` is locked about the code and says where the file is; `is_wanted`: it is to be fetched yet."""

    id: int
    record: str
    reference: str
    attempts: int
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """`reason` is locked about the code; `opened_by` is a person's id, or the command line."""

    opened_by: str
    at: datetime
    how: How
    reason: str


@dataclass(frozen=True, slots=True)
class Reader:
    person: int
    named_by: int


class VaultStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def keep(self, record: Record) -> None:
        """Writes it, in place of what there was under its code: of the same writer. Where a new one's code is another's,
        the turn fails at NOT NULL, and is held again with another code."""
        self._db.write(
            """INSERT INTO vault_records (code, commune, field, received_on, state, filer, contents, erase_at, warn_at)
               VALUES (:code, :commune, :field, :received_on, :state, :filer, :contents, :erase_at, :warn_at)
               ON CONFLICT (code) DO UPDATE
               SET commune = excluded.commune, field = excluded.field, state = excluded.state,
                   contents = excluded.contents, erase_at = excluded.erase_at, warn_at = excluded.warn_at,
                   filer = CASE WHEN vault_records.filer = excluded.filer THEN excluded.filer END""",
            code=record.code,
            commune=record.commune,
            field=record.field,
            received_on=record.received_on,
            state=record.state.value,
            filer=record.filer,
            contents=record.contents,
            erase_at=record.erase_at,
            warn_at=record.warn_at,
        )

    def erase(self, code: str) -> None:
        """Nothing of it stays, its files neither."""
        self._db.write("DELETE FROM vault_records WHERE code = :code", code=code)

    def erase_due(self, now: datetime) -> None:
        """Those of whom nobody said that they should be kept."""
        self._db.write("DELETE FROM vault_records WHERE erase_at <= :now", now=now)

    async def by_code(self, code: str) -> Record | None:
        row = await self._db.row("SELECT * FROM vault_records WHERE code = :code", code=code)
        return _record(row) if row else None

    async def newest(self) -> Record | None:
        """Of all communes: what the key of today opens, if it is the right one."""
        row = await self._db.row("SELECT * FROM vault_records ORDER BY received_on DESC, code LIMIT 1")
        return _record(row) if row else None

    async def held_for(self, filer: str, now: datetime) -> Record | None:
        """What somebody said here and has not decided about."""
        row = await self._db.row(
            "SELECT * FROM vault_records WHERE filer = :filer AND state = 'held' AND erase_at > :now",
            filer=filer,
            now=now,
        )
        return _record(row) if row else None

    async def of_commune(self, commune: str) -> list[Record]:
        """Those kept, the newest first."""
        rows = await self._db.rows(
            """SELECT * FROM vault_records WHERE commune = :commune AND state <> 'held'
               ORDER BY received_on DESC, code""",
            commune=commune,
        )
        return [_record(row) for row in rows]

    async def to_warn(self, now: datetime, limit: int) -> list[Record]:
        """Those of which a reader is to be warned by now, the earliest first, at most so many."""
        rows = await self._db.rows(
            "SELECT * FROM vault_records WHERE warn_at <= :now ORDER BY warn_at, code LIMIT :limit",
            now=now,
            limit=limit,
        )
        return [_record(row) for row in rows]

    async def next_at(self) -> datetime | None:
        """When somebody is to be warned of anything next."""
        found = await self._db.value("SELECT min(warn_at) FROM vault_records WHERE warn_at IS NOT NULL")
        return moment(found) if found else None

    def look_again(self, commune: str, now: datetime) -> None:
        """Its calendar or its clocks changed: whatever waits to be warned of is counted anew."""
        self._db.write(
            "UPDATE vault_records SET warn_at = :now WHERE commune = :commune AND warn_at > :now",
            commune=commune,
            now=now,
        )

    def attach(self, code: str, reference: str, needs: str, now: datetime, *, kept: str = "") -> None:
        """Notes a file and asks for it to be fetched, or locked where it is `kept` in clear."""
        self._db.write(
            """INSERT INTO vault_files (record, reference, needs, not_before, kept)
               VALUES (:record, :reference, :needs, CASE :kept WHEN '' THEN :now END, :kept)""",
            record=code,
            reference=reference,
            needs=needs,
            now=now,
            kept=kept,
        )

    async def files(self, code: str) -> list[SealedFile]:
        return await self._files("WHERE record = :code ORDER BY id", code=code)

    async def wanted(self, now: datetime, limit: int) -> list[SealedFile]:
        """Files still to be fetched, oldest first."""
        return await self._files("WHERE not_before <= :now ORDER BY not_before LIMIT :limit", now=now, limit=limit)

    async def _files(self, which: str, **values: str | int | datetime) -> list[SealedFile]:
        rows = await self._db.rows(
            f"""SELECT id, record, reference, attempts, not_before IS NOT NULL OR kept <> '' FROM vault_files {which}""",  # noqa: S608
            **values,
        )
        return [SealedFile(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]

    async def content(self, file: int) -> tuple[SealedFile | None, bytes | None]:
        """A file, and what is locked of it; None where it is not held."""
        found = await self._files("WHERE id = :file", file=file)
        content = await self._db.value("SELECT content FROM vault_files WHERE id = :file", file=file)
        return next(iter(found), None), None if content is None else bytes(content)

    def fetched(self, file: int, content: bytes) -> None:
        """`content` is locked already."""
        self._db.write(
            "UPDATE vault_files SET content = :content, needs = '', not_before = NULL WHERE id = :file",
            content=content,
            file=file,
        )

    def later(self, file: int, not_before: datetime | None) -> None:
        """Tried again then, or never (None)."""
        self._db.write(
            """UPDATE vault_files SET attempts = attempts + 1, not_before = :not_before,
                   needs = CASE WHEN :not_before IS NULL THEN '' ELSE needs END WHERE id = :file""",
            not_before=not_before,
            file=file,
        )

    def name_reader(self, commune: str, person: int, named_by: int, now: datetime) -> None:
        self._db.write(
            """INSERT INTO vault_readers (commune, person, named_by, at) VALUES (:commune, :person, :by, :now)
               ON CONFLICT DO NOTHING""",
            commune=commune,
            person=person,
            by=named_by,
            now=now,
        )

    def remove_reader(self, commune: str, person: int) -> None:
        self._db.write(
            "DELETE FROM vault_readers WHERE commune = :commune AND person = :person",
            commune=commune,
            person=person,
        )

    async def readers(self, commune: str) -> list[Reader]:
        """Those named, whether or not they still work here."""
        rows = await self._db.rows(
            "SELECT person, named_by FROM vault_readers WHERE commune = :commune ORDER BY at, person",
            commune=commune,
        )
        return [Reader(row[0], row[1]) for row in rows]

    def note_opening(self, code: str, opening: Opening) -> None:
        self._db.write(
            """INSERT INTO vault_openings (code, opened_by, at, how, reason)
               VALUES (:code, :opened_by, :at, :how, :reason)""",
            code=code,
            opened_by=opening.opened_by,
            at=opening.at,
            how=opening.how.value,
            reason=opening.reason,
        )

    async def openings(self, code: str) -> list[Opening]:
        rows = await self._db.rows(
            "SELECT opened_by, at, how, reason FROM vault_openings WHERE code = :code ORDER BY id", code=code
        )
        return [Opening(row[0], moment(row[1]), How(row[2]), row[3]) for row in rows]

    async def leaders(self, commune: str) -> list[int]:
        rows = await self._db.rows(
            """SELECT DISTINCT person FROM memberships
               WHERE commune = :commune AND role = 'leader' AND until_at IS NULL ORDER BY person""",
            commune=commune,
        )
        return [row[0] for row in rows]

    async def candidates(self, commune: str) -> list[tuple[int, str]]:
        """(person, name) of everybody who works here and is no admin."""
        rows = await self._db.rows(
            """SELECT DISTINCT p.id, p.name FROM memberships m JOIN persons p ON p.id = m.person
               WHERE m.commune = :commune AND m.until_at IS NULL AND NOT EXISTS (
                   SELECT 1 FROM memberships a WHERE a.person = p.id AND a.commune = :commune
                     AND a.role = 'admin' AND a.until_at IS NULL)
               ORDER BY p.name, p.id""",
            commune=commune,
        )
        return [(row[0], row[1]) for row in rows]

    async def suspect(self, commune: str, person: int) -> Suspect | None:
        """All by which words may mean somebody; None where they no longer work for the commune."""
        held = await self._db.rows(
            """SELECT m.role, u.name, u.kind FROM memberships m
               LEFT JOIN units u ON u.commune = m.commune AND u.id = m.unit
               WHERE m.commune = :commune AND m.person = :person AND m.until_at IS NULL""",
            commune=commune,
            person=person,
        )
        if not held:
            return None
        names = await self._db.rows(
            """SELECT name FROM persons WHERE id = :person
               UNION SELECT name FROM addresses WHERE person = :person AND name <> ''""",
            person=person,
        )
        return Suspect(
            names=tuple(row[0] for row in names if row[0]),
            roles=frozenset(Role(row[0]) for row in held),
            units=tuple(row[1] for row in held if row[1]),
            kinds=frozenset(UnitKind(row[2]) for row in held if row[2]),
        )

    async def received_between(self, commune: str, since: date, until: date) -> int:
        """How many were kept in [since, until): for statistics of a quarter and more, which hide small numbers."""
        return int(
            await self._db.value(
                """SELECT count(*) FROM vault_records WHERE commune = :commune AND state <> 'held'
                   AND received_on >= :since AND received_on < :until""",
                commune=commune,
                since=since,
                until=until,
            )
        )


def _record(row: Row) -> Record:
    return Record(
        row["code"],
        row["commune"],
        row["field"],
        date.fromisoformat(row["received_on"]),
        State(row["state"]),
        row["filer"],
        row["contents"],
        moment(row["erase_at"]) if row["erase_at"] else None,
        moment(row["warn_at"]) if row["warn_at"] else None,
    )
