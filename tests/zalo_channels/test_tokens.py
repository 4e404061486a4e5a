"""The pair of tokens: rotated early, spent by one only, committed before it is used, lost never silently."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_oa.oauth import ConsentNeeded, NoToken, OAuth, challenge
from bot.channels.zalo_oa.tokens import EARLY, PATIENCE, TokenBook
from bot.keys import Keys
from bot.safe import Unreadable
from bot.vault import StoredVault
from storage.database import Database
from storage.messaging.tokens import TokenPair
from tests.zalo_channels.conftest import KEYS, START, StillClock
from tests.zalo_channels.fake import FakeZalo

LIFE = timedelta(hours=25)


class Zalo:
    """Hands out pairs; a refresh token works once."""

    def __init__(self) -> None:
        self.valid = "r0"
        self.spent: list[str] = []
        self.trouble: Exception | None = None
        self.answers = asyncio.Event()
        self.answers.set()

    async def refresh(self, token: str, now: datetime) -> TokenPair:
        self.spent.append(token)
        if self.trouble:
            raise self.trouble
        if token != self.valid:
            raise ConsentNeeded("-14020")
        number = len(self.spent)
        self.valid = f"r{number}"
        await self.answers.wait()
        return TokenPair(f"a{number}", f"r{number}", now, now + LIFE)


class Desk:
    def __init__(self, database: Database, clock: StillClock) -> None:
        self.zalo = Zalo()
        self.clock = clock
        self.vault = StoredVault(database, KEYS, "zalo_oa", "main")
        self.book = TokenBook(self.zalo.refresh, self.vault, clock)

    async def begun(self) -> Desk:
        await self.vault.keep(TokenPair("a0", "r0", START, START + LIFE))
        return self


@pytest.fixture
async def desk(database: Database, clock: StillClock) -> Desk:
    return await Desk(database, clock).begun()


async def test_a_young_token_is_used_as_it_is(desk: Desk) -> None:
    desk.clock.moment += EARLY - timedelta(seconds=1)
    assert await desk.book.current() == "a0"
    assert desk.zalo.spent == []


async def test_an_old_one_is_renewed_once_however_many_ask(desk: Desk) -> None:
    desk.clock.moment += EARLY
    desk.zalo.answers.clear()
    asking = [asyncio.create_task(desk.book.current()) for _ in range(20)]
    await asyncio.sleep(0.05)
    desk.zalo.answers.set()
    assert set(await asyncio.gather(*asking)) == {"a1"}
    assert desk.zalo.spent == ["r0"]


async def test_a_refused_token_is_renewed_once_for_all_who_held_it(desk: Desk) -> None:
    assert await asyncio.gather(*(desk.book.renewed("a0") for _ in range(5))) == ["a1"] * 5
    assert desk.zalo.spent == ["r0"]


async def test_the_pair_rotates_and_is_there_after_a_restart(desk: Desk) -> None:
    for _ in range(3):
        desk.clock.moment += EARLY
        await desk.book.current()
    assert desk.zalo.spent == ["r0", "r1", "r2"]
    again = TokenBook(desk.zalo.refresh, desk.vault, desk.clock)
    assert await again.current() == "a3"


async def test_the_new_pair_is_committed_before_anybody_uses_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(pair: TokenPair) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(desk.vault, "keep", broken)
    with pytest.raises(OSError, match="full"):
        await desk.book.renewed("a0")


async def test_a_pair_that_could_not_be_kept_is_kept_later_and_no_further_one_spent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(pair: TokenPair) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as full:
        full.setattr(desk.vault, "keep", broken)
        with pytest.raises(OSError, match="full"):
            await desk.book.renewed("a0")
    assert await desk.book.renewed("a0") == "a1"
    assert (await desk.vault.pair()) == TokenPair("a1", "r1", START, START + LIFE)
    assert desk.zalo.spent == ["r0"]


async def test_a_token_refused_right_after_its_renewal_is_renewed_again_only_later(desk: Desk) -> None:
    await desk.book.renewed("a0")
    for _ in range(3):
        with pytest.raises(NoToken):
            await desk.book.renewed("a1")
    assert desk.zalo.spent == ["r0"]
    desk.clock.moment += PATIENCE
    assert await desk.book.renewed("a1") == "a2"


async def test_a_refused_pair_is_not_offered_again_at_once(desk: Desk) -> None:
    desk.zalo.valid = "elsewhere"
    for _ in range(3):
        with pytest.raises(ConsentNeeded):
            await desk.book.renewed("a0")
    assert desk.zalo.spent == ["r0"]
    desk.zalo.valid = "r0"
    desk.clock.moment += PATIENCE
    assert await desk.book.renewed("a0") == "a2"


async def test_who_closes_waits_for_the_pair_under_way(desk: Desk) -> None:
    desk.zalo.answers.clear()
    asking = asyncio.create_task(desk.book.renewed("a0"))
    await asyncio.sleep(0.05)
    asking.cancel()
    closing = asyncio.create_task(desk.book.settled())
    await asyncio.sleep(0.05)
    assert not closing.done()
    desk.zalo.answers.set()
    await closing
    assert (await desk.vault.pair()) == TokenPair("a1", "r1", START, START + LIFE)


async def test_whoever_asked_may_leave_but_the_pair_is_kept(desk: Desk) -> None:
    desk.zalo.answers.clear()
    asking = asyncio.create_task(desk.book.renewed("a0"))
    await asyncio.sleep(0.05)
    asking.cancel()
    desk.zalo.answers.set()
    await asyncio.sleep(0.05)
    assert (await desk.vault.pair()) == TokenPair("a1", "r1", START, START + LIFE)


async def test_trouble_on_the_way_is_no_reason_to_stop_while_the_old_token_lives(desk: Desk) -> None:
    desk.clock.moment += EARLY
    desk.zalo.trouble = ZaloError("access_token", 502)
    assert await desk.book.current() == "a0"
    assert await desk.book.current() == "a0"
    assert len(desk.zalo.spent) == 1  # not asked again at once
    desk.clock.moment += timedelta(minutes=10)
    desk.zalo.trouble = None
    assert await desk.book.current() == "a2"


async def test_a_dead_token_and_no_network_is_an_error(desk: Desk) -> None:
    desk.clock.moment += LIFE
    desk.zalo.trouble = ZaloError("access_token", None, left=False)
    with pytest.raises(NoToken):
        await desk.book.current()


async def test_a_spent_refresh_token_needs_consent_and_consent_helps_at_once(desk: Desk) -> None:
    desk.zalo.valid = "elsewhere"
    with pytest.raises(ConsentNeeded):
        await desk.book.renewed("a0")
    await desk.vault.keep(TokenPair("fresh", "r9", START, START + LIFE))  # an operator, in another process
    assert await desk.book.current() == "fresh"


async def test_without_any_pair_consent_is_needed(database: Database, clock: StillClock) -> None:
    with pytest.raises(ConsentNeeded):
        await Desk(database, clock).book.current()


# The exchange itself


@pytest.mark.parametrize("expires_in", ["90000", 90000])
async def test_the_exchange_as_documented(zalo: FakeZalo, expires_in: object) -> None:
    zalo.will("access_token", {"access_token": "a", "refresh_token": "r", "expires_in": expires_in})
    oauth = OAuth("app", SecretStr("app-secret"), zalo.root)
    pair = await oauth.refresh("old", START)
    await oauth.close()
    assert pair == TokenPair("a", "r", START, START + LIFE)
    (asked,) = zalo.asked
    assert asked.body == {"refresh_token": "old", "grant_type": "refresh_token", "app_id": "app"}
    assert asked.headers["secret_key"] == "app-secret"


async def test_a_refusal_in_a_200_needs_consent(zalo: FakeZalo) -> None:
    zalo.will("access_token", {"error": -14020, "error_name": "Invalid refresh token"}, {"hello": 1})
    oauth = OAuth("app", SecretStr("s"), zalo.root)
    with pytest.raises(ConsentNeeded, match="-14020"):
        await oauth.refresh("old", START)
    with pytest.raises(ZaloError):
        await oauth.redeem("code", "verifier", START)
    await oauth.close()


def test_the_challenge_is_that_of_the_rfc() -> None:
    """RFC 7636, appendix B."""
    assert (
        challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


def test_a_pair_does_not_print_its_tokens() -> None:
    assert "secret" not in repr(TokenPair("secret-a", "secret-r", START, START))


async def test_what_is_kept_nobody_reads_in_the_file(desk: Desk, tmp_path: Path) -> None:
    await desk.vault.keep(TokenPair("access-of-an-account", "refresh-of-an-account", START, START + LIFE))
    assert await desk.vault.pair() == TokenPair(
        "access-of-an-account", "refresh-of-an-account", START, START + LIFE
    )
    assert _in_files(tmp_path, b"-of-an-account") == []


async def test_what_was_kept_open_is_locked_once_it_is_read(
    desk: Desk, database: Database, tmp_path: Path
) -> None:
    pair = TokenPair("access-of-before", "refresh-of-before", START, START + LIFE)
    async with database.transaction() as memory:
        memory.tokens.keep("zalo_oa", "main", pair)
    assert _in_files(tmp_path, b"-of-before") != []
    assert [await desk.vault.pair() for _ in range(2)] == [pair, pair]
    await database.close()  # the journal goes with it
    assert _in_files(tmp_path, b"-of-before") == []


async def test_another_key_opens_nothing_and_asks_for_consent(desk: Desk, database: Database) -> None:
    other = StoredVault(database, Keys(SecretStr("the secret of another installation"), Path()), "zalo_oa", "main")
    book = TokenBook(desk.zalo.refresh, other, desk.clock)
    with pytest.raises(ConsentNeeded, match="bring back the old one, or consent"):
        await book.current()
    assert desk.zalo.spent == []
    await other.keep(TokenPair("a9", "r9", START, START + LIFE))
    assert await book.current() == "a9"


async def test_one_accounts_pair_is_no_other_accounts(desk: Desk, database: Database) -> None:
    async with database.transaction() as memory:
        kept = await memory.tokens.pair("zalo_oa", "main")
        assert kept
        memory.tokens.keep("zalo_oa", "other", kept)
    with pytest.raises(Unreadable):
        await StoredVault(database, KEYS, "zalo_oa", "other").pair()


def _in_files(folder: Path, words: bytes) -> list[str]:
    return [file.name for file in folder.iterdir() if words in file.read_bytes()]
