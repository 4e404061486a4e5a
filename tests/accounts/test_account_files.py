"""The file of accounts: what it says, what it takes over from the environment, and every mistake with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.account_map import AccountMap
from bot.accounts import open_channels
from bot.reading.account_files import read_accounts
from bot.reading.plan_files import PlanProblems
from bot.settings import Settings, SettingsWrong

COMMUNES = ("xa-mot", "xa-hai", "xa-ba")
BOT_TOKEN, OTHER_TOKEN = "4444:a-token-of-tests", "5555:another-token-of-tests"
OA = 'app_secret = "env:APP_SECRET"\nsecret_key = "a-key-of-tests"\n'


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("APP_SECRET", "an-app-secret-of-tests")
    monkeypatch.setenv("TOKEN", BOT_TOKEN)


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "accounts.toml"
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def read(folder: Path, text: str, mode: int = 0o600, **settings: Any) -> AccountMap:
    given = {"data": folder, "accounts": written(folder, text, mode), **settings}
    return read_accounts(Settings.model_validate(given), COMMUNES)


def mistakes(folder: Path, text: str, mode: int = 0o600, **settings: Any) -> list[str]:
    with pytest.raises(PlanProblems) as found:
        read(folder, text, mode, **settings)
    return [str(problem).removeprefix(f"{folder / 'accounts.toml'}:") for problem in found.value.problems]


def test_accounts_stand_beside_those_of_the_environment(tmp_path: Path) -> None:
    text = f"""
        [telegram.rieng]
        communes = ["xa-mot"]
        token = "{OTHER_TOKEN}"
        [zalo_oa.xa-hai]
        communes = ["xa-hai"]
        app_id = "77"
        {OA}
    """
    accounts = read(tmp_path, text, telegram_token=BOT_TOKEN, telegram_communes=("xa-ba",))
    assert {key: one.communes for key, one in accounts.by_key().items()} == {
        ("telegram", "main"): ("xa-ba",),
        ("telegram", "rieng"): ("xa-mot",),
        ("zalo_oa", "xa-hai"): ("xa-hai",),
    }
    assert accounts.zalo_oa["xa-hai"].app_secret.get_secret_value() == "an-app-secret-of-tests"


def test_what_an_account_leaves_out_is_as_the_environment_says(tmp_path: Path) -> None:
    text = '[zalo_bot.a]\ntoken = "env:TOKEN"\n[zalo_bot.b]\ntoken = "5:b"\nmonthly_limit = 9\n'
    bots = read(tmp_path, text, zalo_bot_monthly_limit=7, zalo_bot_communes=("xa-ba",)).zalo_bot
    assert (bots["a"].monthly_limit, bots["b"].monthly_limit) == (7, 9)
    assert bots["a"].communes == ()


def test_a_secret_may_stand_in_the_file_of_settings(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("THE_BOTS_TOKEN=6:b\n", "utf-8")
    bots = read(tmp_path, '[zalo_bot.a]\ntoken = "env:THE_BOTS_TOKEN"\n').zalo_bot
    assert bots["a"].token.get_secret_value() == "6:b"


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = f"""[zalo_oa.mot]
communes = ["xa-mot", "xa-la"]
app_id = "77"
app_secret = "env:NOWHERE"
[zalo_bot.hai]
token = "khong phai"
mode = "pull"
[telegram."ba/bon"]
token = "{BOT_TOKEN}"
speed = 3
[viber.nam]
[zalo_bot]
sau = 6
"""
    assert mistakes(tmp_path, text) == [
        "1: zalo_oa.mot.secret_key: Field required",
        "2: zalo_oa.mot.communes.1: no plan for the commune 'xa-la'; there are xa-mot, xa-hai, xa-ba",
        "4: zalo_oa.mot.app_secret: the environment has no NOWHERE",
        "6: zalo_bot.hai.token: does not look like one (123456:ABC…)",
        "7: zalo_bot.hai.mode: Input should be 'poll' or 'webhook'",
        "8: telegram.ba/bon.[key]: String should match pattern '^[A-Za-z0-9][A-Za-z0-9._-]*$'",
        "10: telegram.ba/bon.speed: Extra inputs are not permitted",
        "11: viber: Extra inputs are not permitted",
        "13: zalo_bot.sau: Input should be a valid dictionary or instance of ZaloBotAccount",
    ]


TWICE = [
    (
        f'[zalo_bot.a]\ntoken = "{BOT_TOKEN}"\n[zalo_bot.b]\ntoken = "env:TOKEN"\n',
        "4: zalo_bot.b.token: is that of",
    ),
    ('[telegram.main]\ntoken = "1:a"\n', "1: telegram.main: the environment (NHIPDAN_TELEGRAM_…) has an account"),
    (f'[telegram.b]\ntoken = "{OTHER_TOKEN}"\n', "2: telegram.b.token: is that of the account 'main' too"),
    (
        f'[zalo_oa.a]\napp_id = "7"\noa_id = "1"\n{OA}[zalo_oa.b]\napp_id = "7"\n{OA}',
        "7: zalo_oa.b.app_id: is that",
    ),
    (
        f'[zalo_oa.a]\napp_id = "7"\noa_id = "1"\n{OA}[zalo_oa.b]\napp_id = "7"\noa_id = "1"\n{OA}',
        "7: zalo_oa.b.app_id: is that of the account 'a' too; where several share an app, each needs its oa_id",
    ),
]


@pytest.mark.parametrize(("text", "why"), TWICE)
def test_no_account_stands_for_two(text: str, why: str, tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, text, telegram_token=OTHER_TOKEN)
    assert told.startswith(why)


def test_official_accounts_share_an_app_by_their_numbers(tmp_path: Path) -> None:
    text = "".join(f'[zalo_oa.{name}]\napp_id = "7"\noa_id = "{name}"\n{OA}' for name in ("a", "b"))
    assert list(read(tmp_path, text).zalo_oa) == ["a", "b"]


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602])
def test_a_secret_is_not_for_everybody(mode: int, tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, f'[zalo_bot.a]\ntoken = "{BOT_TOKEN}"\n', mode)
    assert told.startswith("2: zalo_bot.a.token: a secret in a file that others may open: chmod o= ")
    assert BOT_TOKEN not in told
    assert read(tmp_path, '[zalo_bot.a]\ntoken = "env:TOKEN"\n', mode).zalo_bot


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(PlanProblems, match="No such file"):
        read_accounts(Settings(data=tmp_path, accounts=tmp_path / "none.toml"), COMMUNES)


ALONE = [
    ({"zalo_oa_app_id": "7", "zalo_oa_secret_key": "k"}, "NHIPDAN_ZALO_OA_APP_SECRET: Field required"),
    (
        {"zalo_bot_token": BOT_TOKEN, "zalo_bot_mode": "webhook"},
        "NHIPDAN_ZALO_BOT_WEBHOOK_SECRET: a webhook needs",
    ),
    ({"zalo_bot_token": BOT_TOKEN, "zalo_bot_communes": ("x",)}, "NHIPDAN_ZALO_BOT_COMMUNES: no plan for"),
    ({"telegram_accounts": {"b": {"token": "t"}}}, "NHIPDAN_TELEGRAM_ACCOUNTS b token: does not look like one"),
]


@pytest.mark.parametrize(("settings", "why"), ALONE)
def test_a_mistake_in_the_environment_names_its_setting(settings: dict[str, Any], why: str) -> None:
    with pytest.raises(SettingsWrong) as told:
        read_accounts(Settings.model_validate(settings), COMMUNES)
    assert str(told.value).startswith(why)


async def test_each_account_hears_at_an_address_of_its_own(tmp_path: Path) -> None:
    text = '[telegram.a]\ntoken = "6:b"\n' + "".join(
        f'[zalo_oa.{name}]\napp_id = "{name}"\n{OA}[zalo_bot.{name}]\ntoken = "{name}:t"\n' for name in ("1", "2")
    )
    settings = Settings.model_validate(
        {
            "data": tmp_path,
            "accounts": written(tmp_path, text),
            "zalo_bot_mode": "webhook",
            "zalo_bot_webhook_secret": "a-secret-of-tests",
            "telegram_webhook_secret": "a-secret-of-tests",
        }
    )
    channels = open_channels(settings)
    try:
        paths = [r.path for c in channels.values() for r in c.routes(f"/{c.name}/{c.account}")]
        assert sorted(paths) == ["/telegram/a", "/zalo_bot/1", "/zalo_bot/2", "/zalo_oa/1", "/zalo_oa/2"]
    finally:
        for channel in channels.values():
            await channel.close()
