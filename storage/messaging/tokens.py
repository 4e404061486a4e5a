"""Tokens that a platform rotates, and what an account was found to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from storage.session import Session, moment


@dataclass(frozen=True, slots=True)
class TokenPair:
    """`refresh` can be spent once; never printed. Here they are kept as they are given: locked (`bot/vault.py`)."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    issued_at: datetime
    expires_at: datetime


class TokenStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def pair(self, channel: str, account: str) -> TokenPair | None:
        row = await self._db.row(
            """SELECT access_token, refresh_token, issued_at, expires_at FROM tokens
               WHERE channel = :channel AND account = :account""",
            channel=channel,
            account=account,
        )
        return TokenPair(row[0], row[1], moment(row[2]), moment(row[3])) if row else None

    def keep(self, channel: str, account: str, pair: TokenPair) -> None:
        """In place of the pair before it."""
        self._db.write(
            """INSERT OR REPLACE INTO tokens
               (channel, account, access_token, refresh_token, issued_at, expires_at)
               VALUES (:channel, :account, :access, :refresh, :issued_at, :expires_at)""",
            channel=channel,
            account=account,
            access=pair.access,
            refresh=pair.refresh,
            issued_at=pair.issued_at,
            expires_at=pair.expires_at,
        )

    async def trait(self, channel: str, account: str, trait: str) -> str:
        """'' where nothing was found out yet."""
        found = await self._db.value(
            """SELECT value FROM account_traits
               WHERE channel = :channel AND account = :account AND trait = :trait""",
            channel=channel,
            account=account,
            trait=trait,
        )
        return str(found or "")

    def note_trait(self, channel: str, account: str, trait: str, value: str) -> None:
        self._db.write(
            """INSERT OR REPLACE INTO account_traits (channel, account, trait, value)
               VALUES (:channel, :account, :trait, :value)""",
            channel=channel,
            account=account,
            trait=trait,
            value=value,
        )
