"""Which communes each of our accounts speaks for, where the database has to know."""

from __future__ import annotations

from collections.abc import Sequence

from storage.session import Session


class AccountStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def serve(self, channel: str, account: str, communes: Sequence[str]) -> None:
        """These, from now on."""
        whose = {"channel": channel, "account": account}
        self._db.write("DELETE FROM account_communes WHERE channel = :channel AND account = :account", **whose)
        for commune in communes:
            self._db.write(
                "INSERT INTO account_communes (channel, account, commune) VALUES (:channel, :account, :commune)",
                commune=commune,
                **whose,
            )


def serves(address: str, commune: str = ":commune") -> str:
    """SQL: whether the account of a row with `channel` and `account` speaks for a commune. One we know nothing about
    speaks for all."""
    account = f"of.channel = {address}.channel AND of.account = {address}.account"
    return f"""(EXISTS (SELECT 1 FROM account_communes of WHERE {account} AND of.commune = {commune})
                OR NOT EXISTS (SELECT 1 FROM account_communes of WHERE {account}))"""  # noqa: S608
