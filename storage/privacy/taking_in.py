"""A case on its way into the vault and back: its rows leave for good, with whatever hangs on them, and may return."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from domain.messaging.messages import Address, FileRef
from domain.petitions.lifecycle import Status
from storage.messaging.files import FileStore
from storage.petitions.petition import Petition, read_petition
from storage.session import Session

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table → its rows, as JSON can hold them."""

_LEFT_BEHIND = ("petition_undo", "petition_followers", "hot_spot_cases")
"""What hangs on a case and does not come back with it."""
_ABOUT = "(subject = :subject OR card = :subject)"


@dataclass(frozen=True, slots=True)
class Moving:
    """A file on its way. In: `kept` is where it lies in clear. Out: `content` is locked about `file`, and goes to the
    `attachment`."""

    id: int
    kept: str = ""
    file: int = 0
    attachment: int = 0
    content: bytes = b""


class TakingInStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def left_in_clear(self, communes: Collection[str], limit: int) -> list[Petition]:
        """Tố cáo that stand among the petitions: from before they were taken in at once."""
        rows = await self._db.rows("SELECT * FROM petitions WHERE kind = 'denunciation' ORDER BY id")
        return [read_petition(row) for row in rows if row["commune"] in communes][:limit]

    def silence(self, petition: Petition) -> None:
        """Whatever was written down of it to be said, or quotes it, and what is half written about it; and where its
        sender heard of it."""
        self._db.write(
            f"""UPDATE outbox SET body = '{{}}',
                   state = CASE WHEN state IN ('due', 'parked') THEN 'failed' ELSE state END,
                   problem = CASE WHEN state IN ('due', 'parked') THEN 'withdrawn' ELSE problem END
               WHERE {_ABOUT} AND state <> 'leased' AND body <> ''""",  # noqa: S608
            subject=petition.subject,
        )
        self._db.write("DELETE FROM dialogs WHERE about LIKE :code || '%'", code=petition.code)
        self._db.write("DELETE FROM searches WHERE commune = :commune", commune=petition.commune)
        self._db.write(
            "UPDATE data_requests SET words = '' WHERE commune = :commune AND about LIKE '% ' || :code || ' %'",
            commune=petition.commune,
            code=petition.code,
        )
        where = "in_group = 0 AND channel = :channel AND account = :account AND chat = :chat"
        at = {"channel": petition.at.channel, "account": petition.at.account, "chat": petition.at.chat}
        self._db.write(
            f"""DELETE FROM letter_cases WHERE code = :code
                AND letter IN (SELECT key FROM outbox WHERE {where})""",  # noqa: S608
            code=petition.code,
            **at,
        )
        self._db.write(
            f"UPDATE outbox SET subject = '' WHERE subject = :subject AND {where}",  # noqa: S608
            subject=petition.subject,
            **at,
        )
        if petition.at.channel == "web":
            self._db.write(
                "DELETE FROM web_messages WHERE account = :account AND chat = :chat",
                account=petition.at.account,
                chat=petition.at.chat,
            )

    async def take_out(self, petition: Petition) -> Rows:
        """The rows of the case, which is no more; none where somebody changed it since it was read. The index of words
        is written anew with the next tidying."""
        found = await self._db.rows(
            "SELECT * FROM petitions WHERE id = :id AND version = :version",
            id=petition.id,
            version=petition.version,
        )
        if not found:
            return {}
        taken = {"petitions": [dict(found[0])]}
        for table, column in await self._hanging():
            rows = await self._db.rows(f"SELECT * FROM {table} WHERE {column} = :id ORDER BY 1", id=petition.id)  # noqa: S608
            if rows and table not in _LEFT_BEHIND:
                taken[table] = [dict(row) for row in rows]
            self._db.write(f"DELETE FROM {table} WHERE {column} = :id", id=petition.id)  # noqa: S608
        self._db.write("DELETE FROM attachments WHERE subject = :subject", subject=petition.subject)
        self._db.write("DELETE FROM petitions WHERE id = :id", id=petition.id)
        # The next one may get its number, and must be looked at all the same.
        self._db.write("UPDATE watched SET up_to = min(up_to, (SELECT coalesce(max(id), 0) FROM petitions))")
        self._db.write("INSERT OR IGNORE INTO index_to_rewrite VALUES (1)")
        return taken

    async def _hanging(self) -> list[tuple[str, str]]:
        """(table, column) of all that refers to a case, whoever thought of it."""
        rows = await self._db.rows(
            """SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
               WHERE m.type = 'table' AND f."table" = 'petitions' ORDER BY m.name"""
        )
        return [(row[0], row[1]) for row in rows]

    def nothing_to_take_back(self, person: int, commune: str) -> None:
        """/hoantac would take back what they did before, in its place."""
        self._db.write(
            "DELETE FROM petition_undo WHERE person = :person AND commune = :commune",
            person=person,
            commune=commune,
        )

    async def put_back(self, taken: Rows) -> Petition:
        """The case as it was, under its code. What was joined to one that is gone stands for itself again."""
        case = dict(taken["petitions"][0])
        case |= {"version": case["version"] + 1, "person": await self._person(case)}
        if case["part_of"] and not await self._db.value(
            "SELECT 1 FROM petitions WHERE code = :part_of", **_only(case, "part_of")
        ):
            case |= {"part_of": "", "status": Status.REOPENED.value, "open": 1, "outcome": "", "closed_at": None}
        row = await self._db.row(f"{_insert('petitions', case)} RETURNING *", **_values(case))
        assert row is not None
        for table, column in await self._hanging():
            for other in taken.get(table, ()):
                hanging = {**other, column: row["id"]}
                self._db.write(_insert(table, hanging), **_values(hanging))
        return read_petition(row)

    async def _person(self, case: Mapping[str, Any]) -> int:
        """Whose address it came from now: they may have become one with themselves elsewhere."""
        found = await self._db.value(
            "SELECT person FROM addresses WHERE channel = :channel AND account = :account AND user = :chat",
            **_only(case, "channel", "account", "chat"),
        )
        return int(found or case["person"])

    async def to_lock(self, limit: int) -> list[Moving]:
        """Files of records that lie among the kept files yet."""
        rows = await self._db.rows(
            "SELECT id, kept FROM vault_files WHERE kept <> '' ORDER BY id LIMIT :limit", limit=limit
        )
        return [Moving(row[0], kept=row[1]) for row in rows]

    def locked(self, file: Moving, content: bytes) -> None:
        """`content` is locked already; what lay in clear is to be shredded."""
        self._db.write(
            "UPDATE vault_files SET content = :content, kept = '' WHERE id = :id", content=content, id=file.id
        )
        self._shred(file.kept)

    def lost(self, file: Moving) -> None:
        """It does not lie there any more: the messenger may have it."""
        self._db.write("UPDATE vault_files SET kept = '', not_before = '' WHERE id = :id", id=file.id)

    async def shred_of(self, code: str) -> None:
        """The record is about to be erased: so is what of it lies among the kept files."""
        for row in await self._db.rows(
            "SELECT kept FROM vault_files WHERE record = :code AND kept <> ''", code=code
        ):
            self._shred(row[0])

    def _shred(self, sha256: str) -> None:
        self._db.write("INSERT INTO shredding VALUES (:sha256) ON CONFLICT DO NOTHING", sha256=sha256)

    async def return_file(
        self, file: int, petition: Petition, reference: FileRef, at: Address, now: datetime
    ) -> None:
        """A file of the record becomes one of the case again: from the vault, from where it lies yet, or from the
        messenger."""
        FileStore(self._db).attach(
            petition.commune, petition.subject, reference, at, now, restricted=petition.restricted
        )
        self._db.write(
            """INSERT INTO vault_files_returning (attachment, file, content)
               SELECT a.id, f.id, f.content FROM attachments a, vault_files f
               WHERE a.subject = :subject AND a.unique_id = :unique AND f.id = :file AND f.content IS NOT NULL""",
            subject=petition.subject,
            unique=reference.unique,
            file=file,
        )
        self._db.write(
            """UPDATE attachments SET sha256 = f.kept, state = CASE f.kept WHEN '' THEN 'in_chat_only' ELSE 'kept' END
               FROM vault_files f WHERE f.id = :file AND (f.kept <> '' OR f.content IS NOT NULL)
                 AND subject = :subject AND unique_id = :unique""",
            subject=petition.subject,
            unique=reference.unique,
            file=file,
        )

    async def returning(self, limit: int) -> list[Moving]:
        rows = await self._db.rows("SELECT * FROM vault_files_returning ORDER BY id LIMIT :limit", limit=limit)
        return [
            Moving(row["id"], file=row["file"], attachment=row["attachment"], content=bytes(row["content"]))
            for row in rows
        ]

    def returned(self, file: Moving) -> None:
        self._db.write("DELETE FROM vault_files_returning WHERE id = :id", id=file.id)


def _insert(table: str, row: Mapping[str, Any]) -> str:
    names = _values(row)
    return f"""INSERT INTO {table} ({", ".join(f'"{name}"' for name in names)})
               VALUES ({", ".join(f":{name}" for name in names)})"""  # noqa: S608 - all are names of the schema


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without its old number."""
    return {name: value for name, value in row.items() if name != "id"}


def _only(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}
