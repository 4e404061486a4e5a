"""Zalo in memory: which accounts there are, what they were told, which files are on offer."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.faults import Faults
from sandbox.telegram.model import Person
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.courier import Courier
from sandbox.zalo.faults import ZaloFault
from sandbox.zalo.model import Account, Offered
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.switches import Switches


@dataclass(eq=False)
class Zalo:
    accounts: dict[str, Account] = field(default_factory=dict)  # by key
    phones: dict[str, Person] = field(default_factory=dict)  # 84…
    switches: Switches = field(default_factory=Switches)
    faults: Faults[ZaloFault] = field(default_factory=Faults)
    shelf: dict[str, Offered] = field(default_factory=dict)  # by the last part of the address
    courier: Courier = field(default_factory=Courier)

    @property
    def bots(self) -> list[Bot]:
        return [account for account in self.accounts.values() if isinstance(account, Bot)]

    @property
    def official_accounts(self) -> list[OfficialAccount]:
        return [account for account in self.accounts.values() if isinstance(account, OfficialAccount)]

    def add(self, account: Account) -> None:
        """Raises `ValueError` for a key that is taken."""
        if account.key in self.accounts:
            raise ValueError(f"there is an account {account.key} already")
        self.accounts[account.key] = account

    async def close(self) -> None:
        for bot in self.bots:
            bot.close()
        await self.courier.close()
