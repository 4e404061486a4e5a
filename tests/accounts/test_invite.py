"""`nhipdan invite` and `nhipdan link` on an empty folder, before the bot has ever run."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.keys import Keys
from bot.vault import StoredVault
from bot.world import TELEGRAM, ZALO_BOT, ZALO_OA
from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from storage.database import Database
from storage.messaging.tokens import TokenPair
from tests.accounts.side import COMMUNES, HERE, THERE, settle, write_accounts
from tests.faults.process import TOKEN, environment

PROGRAM = ("-c", "from bot.cli import main; main()")


@dataclass
class Operator:
    """Types commands in a folder where nothing is yet."""

    folder: Path
    environment: dict[str, str]
    granted: dict[str, dict[str, str]] = field(default_factory=dict)

    async def types(self, *words: str) -> tuple[int, str, str]:
        """The exit status, and what was written to stdout and to stderr."""
        done = await asyncio.to_thread(CliRunner().invoke, app, words)
        return done.exit_code, done.stdout, done.stderr

    async def starts(self, *words: str) -> tuple[int, str, str]:
        """The same as a process of its own."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *PROGRAM,
            *words,
            cwd=self.folder,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        told, complained = await process.communicate()
        return process.returncode or 0, told.decode(), complained.decode()

    async def has_consent(self, commune: str) -> None:
        database, now = await Database.open(self.database), datetime.now(UTC)
        pair = self.granted[commune]
        kept = TokenPair(pair["access_token"], pair["refresh_token"], now, now + timedelta(hours=25))
        await StoredVault(database, Keys(None, self.database.with_name("secret.key")), ZALO_OA, commune).keep(kept)
        await database.close()

    @property
    def database(self) -> Path:
        return self.folder / "var" / "nhipdan.sqlite3"

    def rows(self, table: str) -> int:
        with closing(sqlite3.connect(self.database)) as db:
            return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.fixture
async def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Operator]:
    sandbox = World()
    sandbox.add_bot(TOKEN, "thu_bot", "Nhịp Dân")
    granted = settle(sandbox)
    async with serve(create_app(sandbox)) as address:
        file = write_accounts(tmp_path / "accounts.toml", {one: granted[one]["oaid"] for one in COMMUNES})
        settings = {
            "ACCOUNTS": str(file),
            "ZALO_BOT_API_BASE": f"{address}/zalo-bot",
            "ZALO_OA_API_BASE": f"{address}/zalo-oa",
            "ZALO_OA_OAUTH_BASE": f"{address}/zalo-oauth",
        }
        ours = environment(tmp_path / "var", address, **settings)
        for name, value in ours.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        yield Operator(tmp_path, ours, granted)


async def test_an_invitation_to_telegram(operator: Operator) -> None:
    status, told, _ = await operator.starts("invite", HERE, "--role", "admin")
    assert status == 0
    assert told.startswith("https://t.me/thu_bot?start=i_")
    assert (operator.folder / f"{HERE}-admin.png").read_bytes().startswith(b"\x89PNG")


async def test_an_invitation_to_the_communes_own_bot(operator: Operator) -> None:
    status, told, _ = await operator.types("invite", HERE, "--role", "admin", "--channel", ZALO_BOT)
    assert status == 0
    assert re.search(r"^or typed there: THAMGIA \S+$", told, re.MULTILINE)


async def test_an_invitation_to_the_communes_own_official_account(operator: Operator) -> None:
    (operator.folder / "var").mkdir()
    await operator.has_consent(THERE)
    status, told, complained = await operator.starts("invite", THERE, "--role", "admin", "--channel", ZALO_OA)
    assert (status, complained) == (0, "")
    assert told.startswith(f"https://zalo.me/{operator.granted[THERE]['oaid']}#i_")


@pytest.mark.parametrize("command", [("invite", HERE, "--role", "admin"), ("link", HERE)], ids=["invite", "link"])
async def test_without_consent_it_is_one_line_and_nothing_is_begun(
    operator: Operator, command: tuple[str, ...]
) -> None:
    status, told, complained = await operator.starts(*command, "--channel", ZALO_OA)
    assert (status, told) == (1, "")
    assert complained == (
        f"the zalo_oa account '{HERE}' could not be asked for its name: no tokens yet; an admin of the OA must "
        f"consent: run `nhipdan zalo consent CALLBACK --account {HERE}`\n"
    )
    assert (operator.rows("invitations"), operator.rows("units")) == (0, 0)
    assert list(operator.folder.glob("*.png")) == []


LINES: list[tuple[tuple[str, ...], str]] = [
    (("invite", "xa-la"), "no commune 'xa-la'; there are "),
    (("invite", "nghi-duong", "--channel", ZALO_OA), "no zalo_oa account that serves 'nghi-duong': set its token"),
    (("invite", HERE, "--channel", ZALO_OA, "--account", THERE), f"no zalo_oa account '{THERE}' that serves"),
    (("invite", HERE, "--channel", "viber"), "no viber account that serves"),
    (("invite", HERE, "--channel", ZALO_BOT, "--group"), "only Telegram has groups"),
    (("invite", HERE, "--channel", TELEGRAM, "--unit", "khong-co"), "which unit? --unit is one of: "),
    (("zalo", "consent", "https://bot.example.vn/back"), "no zalo_oa account 'main'; --account is one of: "),
]


@pytest.mark.parametrize(("command", "line"), LINES, ids=[" ".join(command) for command, _ in LINES])
async def test_what_cannot_be_is_one_line(operator: Operator, command: tuple[str, ...], line: str) -> None:
    status, told, complained = await operator.types(*command)
    assert (status, told) == (1, "")
    assert complained.startswith(line) and complained.count("\n") == 1
    assert not operator.database.exists() or operator.rows("units") == 0


async def test_an_invitation_is_said_even_where_its_picture_cannot_be_written(operator: Operator) -> None:
    status, told, complained = await operator.types("invite", HERE, "--role", "admin", "--png", "none/qr.png")
    assert status == 1
    assert "https://t.me/thu_bot?start=i_" in told
    assert complained.startswith("no QR code: ") and complained.count("\n") == 1


async def test_the_check_tells_of_every_account(operator: Operator) -> None:
    (operator.folder / "var").mkdir()
    await operator.has_consent(HERE)
    status, told, _ = await operator.types("zalo", "check")
    assert status == 1
    for commune in COMMUNES:
        assert f"ok      Zalo Bot {commune} serves: {commune}\n" in told
        assert f"ok      Zalo Bot {commune} quota: 0 of 3000 messages" in told
        assert f"ok      Official Account {commune} serves: {commune}\n" in told
    assert f"ok      Official Account {HERE}: UBND {HERE}, a state agency" in told
    assert (
        f"MISSING Official Account {THERE}: no tokens yet: run `nhipdan zalo consent CALLBACK --account {THERE}`"
        in told
    )


async def test_webhooks_are_set_for_every_account(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHIPDAN_ZALO_BOT_WEBHOOK_SECRET", "a-secret-of-tests")
    status, told, _ = await operator.types("zalo", "webhook", "https://bot.example.vn/")
    assert status == 0
    for commune in COMMUNES:
        assert (
            f"Enter in the webhook screen of the OA {commune}: https://bot.example.vn/zalo_oa/{commune}\n" in told
        )
        assert f"Zalo delivers to https://bot.example.vn/zalo_bot/{commune}; its probe: " in told
