"""Tokens: a pair that rotates, a refresh token that is good once, and what its loss looks like."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.zalo.oa.tokens import challenge_of
from tests.zalo.conftest import APP, Quarter

LIVES = 90_000


async def errors(quarter: Quarter) -> int:
    return int((await quarter.oa("v2.0/oa/getoa"))["error"])


async def test_a_pair_lives_25_hours_and_is_refreshed_once(quarter: Quarter) -> None:
    assert await errors(quarter) == 0
    quarter.world.real.skip(LIVES + 1)
    assert await errors(quarter) == -220
    spent = quarter.pair["refresh_token"]
    pair = await quarter.refresh(refresh_token=spent)
    assert pair["expires_in"] == str(LIVES)
    quarter.pair = pair
    assert await errors(quarter) == 0
    again = await quarter.refresh(refresh_token=spent)
    assert (again["error"], "access_token" in again) == (-14020, False)
    await quarter.turn(expires_in="number")
    assert (await quarter.refresh(refresh_token=pair["refresh_token"]))["expires_in"] == LIVES


async def test_of_two_refreshes_at_once_one_is_late(quarter: Quarter) -> None:
    token = quarter.pair["refresh_token"]
    both = await asyncio.gather(*(quarter.refresh(refresh_token=token) for _ in range(2)))
    assert sorted("error" in answer for answer in both) == [False, True]


async def test_a_lost_pair_needs_an_admin(quarter: Quarter) -> None:
    await quarter.to_oa("tokens", expire="all")
    assert await errors(quarter) == -220
    assert (await quarter.refresh(refresh_token=quarter.pair["refresh_token"]))["error"] == -14020
    verifier = "v" * 43
    consent = await quarter.to_oa("consent", code_challenge=challenge_of(verifier))
    wrong = await quarter.refresh(grant_type="authorization_code", code=consent["code"], code_verifier="w" * 43)
    assert wrong["error_name"]
    consent = await quarter.to_oa("consent", code_challenge=challenge_of(verifier))
    quarter.pair = await quarter.refresh(
        grant_type="authorization_code", code=consent["code"], code_verifier=verifier
    )
    assert await errors(quarter) == 0


async def test_tokens_of_nobody(quarter: Quarter) -> None:
    quarter.pair = {"access_token": "junk"}
    assert await errors(quarter) == -216
    headers = {"secret_key": "not the app's"}
    form = {"grant_type": "refresh_token", "app_id": APP["app_id"], "refresh_token": "junk"}
    answer = await quarter.client.post("/zalo-oauth/v4/oa/access_token", data=form, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (200, -14002)


@pytest.mark.parametrize("what", ["requests", "state"])
async def test_no_view_shows_a_secret(quarter: Quarter, what: str) -> None:
    await quarter.write()
    await quarter.refresh(refresh_token=quarter.pair["refresh_token"])
    await quarter.ask("setWebhook", url="https://xa.example.vn", secret_token="long enough")
    shown = str(await quarter.look(what))
    for secret in (quarter.pair["refresh_token"], quarter.pair["access_token"], quarter.token, "long enough"):
        assert secret not in shown
