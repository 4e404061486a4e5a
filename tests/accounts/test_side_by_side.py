"""One process with two bots and two Official Accounts: each petition goes to its commune, and trouble stays at home."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.keys import keys_of
from bot.settings import Settings
from bot.vault import StoredVault
from bot.web import create_web
from bot.world import ZALO_BOT, ZALO_OA
from domain.people.roles import Member, Role
from handlers.people.invitations import invite_one
from sandbox.app import create_app
from sandbox.server import serve
from sandbox.telegram.model import Person
from sandbox.world import World
from sandbox.zalo import people
from sandbox.zalo.model import Chat, Content
from sandbox.zalo.oa.account import Hook, OfficialAccount
from storage.database import Database
from storage.messaging.tokens import TokenPair
from storage.petitions.petition import Petition
from tests.accounts.side import COMMUNES, HERE, THERE, bot_key, oa_key, settle, write_accounts
from tests.running_bot import STEP, StoryClock, chance, idle, running

START = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HOOKS = "/nhipdan"
STORY = "Đèn đường đầu thôn hỏng ba ngày nay, tối đi lại rất nguy hiểm"
KEYS = {ZALO_BOT: bot_key, ZALO_OA: oa_key}


@dataclass
class Side:
    """Both communes: what the sandbox holds of them, and the process that serves them."""

    sandbox: World
    app: App
    deaf: str = ""  # the bot that polls no more

    def chat(self, person: Person, channel: str, commune: str) -> Chat:
        return self.sandbox.zalo.accounts[KEYS[channel](commune)].chat_with(person)

    def official(self, commune: str) -> OfficialAccount:
        account = self.sandbox.zalo.accounts[oa_key(commune)]
        assert isinstance(account, OfficialAccount)
        return account

    async def says(self, person: Person, channel: str, commune: str, *words: str) -> list[str]:
        """Everything that was then answered there."""
        chat = self.chat(person, channel, commune)
        before = len(chat.messages)
        if channel == ZALO_OA:
            chat.follows = True
        for one in words:
            people.say(self.sandbox, chat, Content(text=one))
            await self.quiet()
        return [message.content.text for message in chat.messages[before:] if message.from_account]

    async def files(self, person: Person, channel: str, commune: str) -> list[str]:
        return await self.says(person, channel, commune, STORY, "1")

    async def quiet(self) -> None:
        """Of what is stopped, letters wait: they are not waited for."""
        async with asyncio.timeout(20):
            while not (self._fetched() and await self._settled()):
                await asyncio.sleep(STEP)

    def _fetched(self) -> bool:
        """A bot polls again only when it has kept what it was given."""
        bots = [bot for bot in self.sandbox.zalo.bots if bot.key != self.deaf]
        return not self.sandbox.zalo.courier.busy and all(bot.polls and not bot.waiting for bot in bots)

    async def _settled(self) -> bool:
        return await idle(self.app) or bool(await self.waiting())

    async def waiting(self) -> list[str]:
        """The accounts that have letters which cannot leave."""
        lanes = self.app.dispatcher._lanes
        stopped = [one.channel for one in lanes if one.delivery.stopped or one.delivery.locked_out]
        async with self.app.database.transaction() as memory:
            heard, said = await memory.inbox.counts(), await memory.outbox.counts()
        due = said.get("due", 0)
        return (
            [one.account for one in stopped] if due and not heard.get("waiting") and not said.get("leased") else []
        )

    async def petitions(self, person: Person, channel: str, account: str, commune: str) -> list[Petition]:
        async with self.app.database.transaction() as memory:
            chat = self.chat(person, channel, account)
            found = await memory.people.find(channel, account, chat.id)
            return await memory.petitions.of_person(found[0].id, commune, 9) if found else []


@asynccontextmanager
async def opened(folder: Path, *, shared: bool = False) -> AsyncIterator[Side]:
    """`shared`: both Official Accounts belong to one app, whose webhook is at the first one's address."""
    clock = StoryClock(START)
    sandbox = World(timekeeper=clock)
    granted = settle(sandbox, shared=shared)
    sandbox.zalo.switches.retry_scale = 0.002
    web = create_app(sandbox)
    async with serve(web) as address:
        numbers = {commune: pair["oaid"] for commune, pair in granted.items()}
        settings = Settings.model_validate(
            {
                "data": folder,
                "accounts": write_accounts(folder / "accounts.toml", numbers, shared=shared),
                "zalo_bot_api_base": f"{address}/zalo-bot",
                "zalo_oa_api_base": f"{address}/zalo-oa",
                "zalo_oa_oauth_base": f"{address}/zalo-oauth",
            }
        )
        await _consent(settings, granted, clock.now())
        for commune in COMMUNES:
            account = sandbox.zalo.accounts[oa_key(commune)]
            assert isinstance(account, OfficialAccount)
            account.hook = Hook(f"{address}{HOOKS}/{ZALO_OA}/{HERE if shared else commune}")
        async with running(settings, clock, chance()) as app:
            web.mount(HOOKS, create_web(app))
            yield Side(sandbox, app)


async def _consent(settings: Settings, granted: dict[str, dict[str, str]], now: datetime) -> None:
    database = await Database.open(settings.database)
    for commune, pair in granted.items():
        kept = TokenPair(pair["access_token"], pair["refresh_token"], now, now + timedelta(hours=25))
        await StoredVault(database, keys_of(settings), ZALO_OA, commune).keep(kept)
    await database.close()


@pytest.mark.parametrize("shared", [False, True], ids=["an app each", "one app"])
async def test_each_petition_goes_to_the_commune_of_its_account(shared: bool, tmp_path: Path) -> None:
    async with opened(tmp_path, shared=shared) as side:
        lan = side.sandbox.add_person("Nguyễn Thị Lan")
        for channel in (ZALO_BOT, ZALO_OA):
            for commune in COMMUNES:
                said = await side.files(lan, channel, commune)
                assert "Mã tra cứu" in said[-1], said
                assert side.app.world.plain(side.app.world.commune_name(commune), "vi") in said[-1]
        for channel in (ZALO_BOT, ZALO_OA):
            for commune, other in ((HERE, THERE), (THERE, HERE)):
                (petition,) = await side.petitions(lan, channel, commune, commune)
                assert petition.story == STORY
                assert await side.petitions(lan, channel, commune, other) == []


async def test_an_officer_hears_of_their_commune_only(tmp_path: Path) -> None:
    async with opened(tmp_path) as side:
        hoa, lan = side.sandbox.add_person("Trần Thị Hoa"), side.sandbox.add_person("Nguyễn Thị Lan")
        office = side.app.world.plans[HERE].petitions.office
        async with side.app.database.transaction() as memory:
            member, now = Member(HERE, office, Role.OFFICER), side.app.clock.now()
            invited = invite_one(side.app.world, memory, (ZALO_OA, HERE), member, now, group=False, by=None)
        await side.says(hoa, ZALO_OA, HERE, f"THAMGIA {invited.code}")
        cards = side.chat(hoa, ZALO_OA, HERE).messages
        before = len(cards)
        await side.files(lan, ZALO_OA, THERE)
        assert len(cards) == before
        await side.files(lan, ZALO_OA, HERE)
        assert STORY in cards[-1].content.text


async def test_an_account_whose_consent_ran_out_stops_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as side:
        lan = side.sandbox.add_person("Nguyễn Thị Lan")
        await side.says(lan, ZALO_OA, HERE, "Xin chào")
        side.official(HERE).tokens.expire(refresh=True, real=side.sandbox.real)
        with capture_logs() as log:
            assert await side.says(lan, ZALO_OA, HERE, "Xin chào") == []
            assert await side.waiting() == [HERE]
            for channel, commune in ((ZALO_OA, THERE), (ZALO_BOT, HERE), (ZALO_BOT, THERE)):
                assert "Mã tra cứu" in (await side.files(lan, channel, commune))[-1]
        assert {line.get("account") for line in log if line["event"].startswith("zalo_")} <= {HERE}


async def test_a_bot_whose_token_was_reset_stops_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as side:
        (bot,) = (bot for bot in side.sandbox.zalo.bots if bot.key == bot_key(HERE))
        with capture_logs() as log:
            side.deaf = bot.key
            bot.token = "4000:another-token-by-now"
            bot.close()
            async with asyncio.timeout(20):
                while not any(line["event"] == "channel.stopped" for line in log):
                    await asyncio.sleep(STEP)
            lan = side.sandbox.add_person("Nguyễn Thị Lan")
            for channel, commune in ((ZALO_BOT, THERE), (ZALO_OA, HERE), (ZALO_OA, THERE)):
                assert "Mã tra cứu" in (await side.files(lan, channel, commune))[-1]
        stopped = [line for line in log if line["event"] == "channel.stopped"]
        assert [(line["channel"], line["account"]) for line in stopped] == [(ZALO_BOT, HERE)]


async def test_what_an_account_was_found_to_be_is_remembered_of_it_alone(tmp_path: Path) -> None:
    """One OA takes only v2 of the send API, the other only v3."""
    async with opened(tmp_path) as side:
        side.official(THERE).apis = frozenset({"v3"})
        lan = side.sandbox.add_person("Nguyễn Thị Lan")
        for commune in COMMUNES:
            assert await side.says(lan, ZALO_OA, commune, "Xin chào")
        vaults = [StoredVault(side.app.database, side.app.keys, ZALO_OA, commune) for commune in COMMUNES]
        assert [await vault.trait("send_api") for vault in vaults] == ["v2", ""]  # v3 is what is tried first
