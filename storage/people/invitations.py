"""Invitations: a secret in a link and a code to be typed, kept only as hashes, used up, and expiring."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from domain.people.roles import Member, Role
from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Invitation:
    member: Member
    for_group: bool
    uses_left: int
    expires_at: datetime
    token_hash: str = ""
    about: str = ""  # what follows upon registering: "absence:<id>", "handover:<id>"


class InvitationStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def create(self, token: str, code: str, invitation: Invitation, by: int | None, now: datetime) -> None:
        """`token` is what the link carries, `code` what is typed instead, or ''; only their hashes are kept."""
        self._db.write(
            """INSERT INTO invitations (token_hash, code_hash, commune, unit, role, for_group, uses_left,
                                        created_by, created_at, expires_at, about)
               VALUES (:hash, :code_hash, :commune, :unit, :role, :for_group, :uses, :by, :now, :expires_at, :about)""",
            hash=_hash(token),
            code_hash=_hash(code) if code else "",
            commune=invitation.member.commune,
            unit=invitation.member.unit,
            role=invitation.member.role.value,
            for_group=invitation.for_group,
            uses=invitation.uses_left,
            by=by,
            now=now,
            expires_at=invitation.expires_at,
            about=invitation.about,
        )

    async def find(self, token: str) -> Invitation | None:
        row = await self._db.row("SELECT * FROM invitations WHERE token_hash = :hash", hash=_hash(token))
        return _invitation(row) if row else None

    async def find_code(self, code: str) -> Invitation | None:
        """Whoever asks counts how often: a code is easier to guess than a token."""
        row = await self._db.row("SELECT * FROM invitations WHERE code_hash = :hash", hash=_hash(code))
        return _invitation(row) if row else None

    def withdraw(self, about: str) -> None:
        """What it was for is over."""
        self._db.write("UPDATE invitations SET uses_left = 0 WHERE about = :about AND about <> ''", about=about)

    def use(self, invitation: Invitation) -> None:
        self._db.write(
            "UPDATE invitations SET uses_left = uses_left - 1 WHERE token_hash = :hash", hash=invitation.token_hash
        )


def _invitation(row: Row) -> Invitation:
    member = Member(row["commune"], row["unit"], Role(row["role"]))
    return Invitation(
        member,
        bool(row["for_group"]),
        row["uses_left"],
        moment(row["expires_at"]),
        row["token_hash"],
        row["about"],
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
