"""`nhipdan zalo …` as an operator sees it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.keys import Keys
from bot.vault import StoredVault
from storage.database import Database
from storage.messaging.tokens import TokenPair
from tests.zalo_channels.fake import BOT_TOKEN, FakeZalo, fake_zalo, refusal


@pytest.fixture
def zalo() -> Iterator[FakeZalo]:
    """In a thread of its own: commands run event loops of theirs."""
    ready, done, found = threading.Event(), threading.Event(), []

    async def run() -> None:
        async with fake_zalo() as fake:
            found.append(fake)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    ready.wait()
    yield found[0]
    done.set()
    thread.join()


@pytest.fixture
def settings(zalo: FakeZalo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    given = {
        "DATA": str(tmp_path),
        "ZALO_BOT_TOKEN": BOT_TOKEN,
        "ZALO_BOT_API_BASE": zalo.root,
        "ZALO_OA_APP_ID": "app",
        "ZALO_OA_APP_SECRET": "app-secret",
        "ZALO_OA_SECRET_KEY": "oa-secret",
        "ZALO_OA_API_BASE": zalo.root,
        "ZALO_OA_OAUTH_BASE": zalo.root,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"NHIPDAN_{name}", value)
    return monkeypatch


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["zalo", *words], input=typed)


def pair_of(folder: Path) -> TokenPair | None:
    async def read() -> TokenPair | None:
        database = await Database.open(folder / "nhipdan.sqlite3")
        keys = Keys(None, folder / "secret.key")
        pair = await StoredVault(database, keys, "zalo_oa", "main").pair()
        await database.close()
        return pair

    return asyncio.run(read())


def test_nothing_configured_is_said_and_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPDAN_DATA", str(tmp_path))
    told = run("check")
    assert told.exit_code == 0
    assert told.output.count("not used") == 2


def test_the_check_tells_one_line_each(zalo: FakeZalo, settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    zalo.will("getMe", {"ok": True, "result": {"account_name": "bot.V", "account_type": "BASIC"}})
    zalo.will("getWebhookInfo", {"ok": True, "result": {"url": ""}})
    told = run("check")
    assert told.exit_code == 1
    assert "ok      Zalo Bot main: bot.V (BASIC)" in told.output
    assert "ok      Zalo Bot main quota: 0 of 3000 messages" in told.output
    assert "MISSING Official Account main: no tokens yet: run `nhipdan zalo consent CALLBACK`" in told.output
    assert "MISSING Web server" in told.output
    assert BOT_TOKEN not in told.output


def test_consent_keeps_the_first_pair_and_the_account_shows_itself(
    zalo: FakeZalo, settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = run("consent", "https://bot.example.vn/back", typed="https://bot.example.vn/back?code=C0de&oa_id=7\n")
    assert told.exit_code == 0, told.output
    assert "code_challenge=" in told.output
    (asked,) = zalo.calls("access_token")
    assert (asked["code"], asked["grant_type"], len(asked["code_verifier"])) == ("C0de", "authorization_code", 43)
    kept = pair_of(tmp_path)
    assert kept
    assert kept.access not in told.output
    assert "a state agency" in run("check").output


def test_a_typed_refresh_token_is_exchanged_at_once(
    zalo: FakeZalo, settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run("consent", "-", "--token", typed="from-the-explorer\n").exit_code == 0
    assert zalo.calls("access_token")[0]["refresh_token"] == "from-the-explorer"
    assert pair_of(tmp_path)


def test_the_webhook_is_set_by_hand(zalo: FakeZalo, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("NHIPDAN_ZALO_BOT_WEBHOOK_SECRET", "a-secret-of-tests")
    zalo.will("setWebhook", {"ok": True, "result": {"verification": {"ok": False, "outcome": "webhook.err.tls"}}})
    told = run("webhook", "https://bot.example.vn/")
    assert told.exit_code == 0, told.output
    assert "https://bot.example.vn/zalo_oa/main" in told.output
    assert "https://bot.example.vn/zalo_bot/main; its probe: webhook.err.tls" in told.output
    assert zalo.calls("setWebhook")[0]["secret_token"] == "a-secret-of-tests"
    assert "polling" in run("webhook", "-").output


def test_a_refusal_is_one_line(zalo: FakeZalo, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("NHIPDAN_ZALO_BOT_WEBHOOK_SECRET", "a-secret-of-tests")
    zalo.will("setWebhook", refusal(401, "Unauthorized"))
    told = run("webhook", "https://bot.example.vn")
    assert (told.exit_code, told.output) == (1, "Zalo refused the bot main: setWebhook: 401 Unauthorized\n")
