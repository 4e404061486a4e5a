"""Files people sent: which petition or report they belong to, and whether we hold them yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.messaging.messages import Address, FileRef, Medium
from storage.session import Session


def reference_of(subject: str, file: FileRef) -> str:
    """How an outgoing message names a file that belongs to a petition or a report."""
    return f"{subject}#{file.unique}"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """`fault`: why it is kept from everybody, or 'twice' where its report holds the same content already."""

    id: int
    subject: str
    channel: str
    account: str
    file: FileRef
    state: str
    sha256: str
    attempts: int
    fault: str = ""


class FileStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def attach(
        self, commune: str, subject: str, file: FileRef, at: Address, now: datetime, *, restricted: bool = False
    ) -> None:
        """Notes a file and asks for it to be fetched. The same file twice for one subject is one."""
        self._db.write(
            """INSERT INTO attachments (commune, subject, channel, account, platform_id, unique_id, medium, name,
                                        mime, size, restricted, not_before, added_at)
               VALUES (:commune, :subject, :channel, :account, :platform_id, :unique_id, :medium, :name,
                       :mime, :size, :restricted, :now, :now) ON CONFLICT DO NOTHING""",
            commune=commune,
            subject=subject,
            channel=at.channel,
            account=at.account,
            platform_id=file.id,
            unique_id=file.unique,
            medium=file.medium.value,
            name=file.name,
            mime=file.mime,
            size=file.size,
            restricted=restricted,
            now=now,
        )

    async def of(self, subject: str) -> list[KeptFile]:
        return await self._files("WHERE subject = :subject ORDER BY id", subject=subject)

    async def find(self, reference: str) -> KeptFile | None:
        """By `<subject>#<unique id>`, as `reference_of` writes it."""
        subject, _, unique = reference.rpartition("#")
        found = await self._files(
            "WHERE subject = :subject AND unique_id = :unique", subject=subject, unique=unique
        )
        return found[0] if found else None

    async def by_id(self, file: int) -> KeptFile | None:
        found = await self._files("WHERE id = :file", file=file)
        return found[0] if found else None

    async def wanted(self, now: datetime, limit: int) -> list[KeptFile]:
        """Files still to be fetched, oldest first."""
        return await self._files(
            "WHERE state = 'wanted' AND not_before <= :now ORDER BY not_before LIMIT :limit", now=now, limit=limit
        )

    async def _files(self, which: str, **values: str | int | datetime) -> list[KeptFile]:
        rows = await self._db.rows(
            f"""SELECT id, subject, channel, account, platform_id, unique_id, medium, size, name, mime, state, sha256,
                       attempts, fault FROM attachments {which}""",  # noqa: S608 - `which` is one of those above
            **values,
        )
        return [
            KeptFile(
                row["id"],
                row["subject"],
                row["channel"],
                row["account"],
                FileRef(
                    row["platform_id"],
                    row["unique_id"],
                    Medium(row["medium"]),
                    row["size"],
                    row["name"],
                    row["mime"],
                ),
                row["state"],
                row["sha256"],
                row["attempts"],
                row["fault"],
            )
            for row in rows
        ]

    def kept(self, file: int, sha256: str, size: int) -> None:
        self._db.write(
            "UPDATE attachments SET state = 'kept', sha256 = :sha256, size = :size WHERE id = :file",
            file=file,
            sha256=sha256,
            size=size,
        )

    def faulty(self, file: int, fault: str) -> None:
        """Nobody is shown it."""
        self._db.write("UPDATE attachments SET fault = :fault WHERE id = :file", file=file, fault=fault)

    def refused(self, file: int, sha256: str, size: int, fault: str) -> None:
        """It was fetched, found unfit and not kept."""
        self._db.write(
            """UPDATE attachments SET state = 'in_chat_only', sha256 = :sha256, size = :size, fault = :fault
               WHERE id = :file""",
            file=file,
            sha256=sha256,
            size=size,
            fault=fault,
        )

    def later(self, file: int, not_before: datetime) -> None:
        self._db.write(
            "UPDATE attachments SET attempts = attempts + 1, not_before = :not_before WHERE id = :file",
            file=file,
            not_before=not_before,
        )

    def in_chat_only(self, file: int) -> None:
        """It cannot be fetched (too big, gone): the messenger's own copy is all there is."""
        self._db.write("UPDATE attachments SET state = 'in_chat_only' WHERE id = :file", file=file)
