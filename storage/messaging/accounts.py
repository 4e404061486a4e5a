"""Which communes each of our accounts speaks for, and whether what it says comes to people by itself, where the
database has to know."""

from __future__ import annotations

from collections.abc import Sequence

from domain.messaging.messages import Address
from storage.session import Session


class AccountStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def serve(self, channel: str, account: str, communes: Sequence[str], *, pushes: bool = True) -> None:
        """These, from now on. Where the account does not push, people read what we say when they look."""
        whose = {"channel": channel, "account": account}
        self._db.write("DELETE FROM account_communes WHERE channel = :channel AND account = :account", **whose)
        for commune in communes:
            self._db.write(
                """INSERT INTO account_communes (channel, account, commune, pushes)
                   VALUES (:channel, :account, :commune, :pushes)""",
                commune=commune,
                pushes=pushes,
                **whose,
            )

    async def pushes(self, at: Address) -> bool:
        """Whether what is said there comes to the person by itself."""
        silent = await self._db.value(
            "SELECT 1 FROM account_communes WHERE channel = :channel AND account = :account AND pushes = 0",
            channel=at.channel,
            account=at.account,
        )
        return silent is None

    async def address(self, channel: str, account: str) -> str | None:
        found = await self._db.value(
            "SELECT address FROM accounts WHERE channel = :channel AND account = :account",
            channel=channel,
            account=account,
        )
        return None if found is None else str(found)


def serves(address: str, commune: str = ":commune") -> str:
    """SQL: whether the account of a row with `channel` and `account` speaks for a commune. One we know nothing about
    speaks for all."""
    account = f"of.channel = {address}.channel AND of.account = {address}.account"
    return f"""(EXISTS (SELECT 1 FROM account_communes of WHERE {account} AND of.commune = {commune})
                OR NOT EXISTS (SELECT 1 FROM account_communes of WHERE {account}))"""  # noqa: S608


def pushes(address: str) -> str:
    """SQL: 1 where what is said at a row with `channel` and `account` comes to the person by itself, else 0."""
    return f"""(NOT EXISTS (SELECT 1 FROM account_communes of WHERE of.channel = {address}.channel
                            AND of.account = {address}.account AND of.pushes = 0))"""  # noqa: S608
