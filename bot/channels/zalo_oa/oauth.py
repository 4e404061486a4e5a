"""Consent and token exchange (zalo.md, 3.2): OAuth with PKCE, and refresh tokens that can be spent once."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from pydantic import SecretStr

from bot.channels.zalo.calls import ZaloError, client, number, request
from storage.messaging.tokens import TokenPair

OFFICIAL = "https://oauth.zaloapp.com"
_PATH = "/v4/oa/access_token"
_LIFETIME = timedelta(hours=25)


class NoToken(Exception):
    """None can be had at present, so nothing was asked of Zalo with it."""


class ConsentNeeded(NoToken):
    """There is no pair of tokens, or the refresh token is spent: an admin of the OA must consent in a browser."""


class OAuth:
    def __init__(self, app_id: str, app_secret: SecretStr, base: str = OFFICIAL, proxy: str | None = None) -> None:
        self._app_id = app_id
        self._secret = app_secret
        self._base = base.rstrip("/")
        self._http = client(base, proxy)

    def consent_address(self, callback: str, verifier: str) -> str:
        """Where an admin of the OA consents; `callback` as it is saved in the app."""
        asked = {"app_id": self._app_id, "redirect_uri": callback, "code_challenge": challenge(verifier)}
        return f"{self._base}/v4/oa/permission?{urlencode(asked)}"

    async def redeem(self, code: str, verifier: str, now: datetime) -> TokenPair:
        """The first pair, for the code with which the browser came back within 10 minutes."""
        return await self._exchange(
            {"code": code, "code_verifier": verifier, "grant_type": "authorization_code"}, now
        )

    async def refresh(self, refresh_token: str, now: datetime) -> TokenPair:
        """The next pair. Raises `ConsentNeeded` where Zalo refuses, `ZaloError` where it may still work."""
        return await self._exchange({"refresh_token": refresh_token, "grant_type": "refresh_token"}, now)

    async def close(self) -> None:
        await self._http.aclose()

    async def _exchange(self, form: Mapping[str, str], now: datetime) -> TokenPair:
        answer = await request(
            self._http,
            "POST",
            _PATH,
            self._base + _PATH,
            data={**form, "app_id": self._app_id},
            headers={"secret_key": self._secret.get_secret_value()},
        )
        told = answer.body
        access, refresh = told.get("access_token"), told.get("refresh_token")
        if isinstance(access, str) and isinstance(refresh, str) and access and refresh:
            seconds = number(told.get("expires_in"))
            return TokenPair(access, refresh, now, now + (timedelta(seconds=seconds) if seconds else _LIFETIME))
        if number(told.get("error")):
            raise ConsentNeeded(f"Zalo refuses: {told.get('error')} {str(told.get('error_name', ''))[:80]}")
        raise ZaloError(_PATH, answer.status, "no tokens in the answer")


def challenge(verifier: str) -> str:
    """S256 of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
