"""The methods of the Zalo Bot Platform that we use (https://docs.zaloplatforms.com/docs/BOT/)."""

from __future__ import annotations

from typing import Any

from pydantic import SecretStr

from bot.channels.zalo.calls import ZaloError, client, number, request

OFFICIAL = "https://bot-api.zaloplatforms.com"
IDLE = frozenset({408, 504})
"""What an empty long poll ends with; 504 comes from a gateway in between."""
_MARGIN = 10.0  # seconds that we wait longer for a poll than Zalo is asked to


class BotApi:
    """Every call raises `ZaloError`. The token is part of the address and stays in here."""

    def __init__(self, token: SecretStr, base: str, proxy: str | None) -> None:
        self._root = f"{base.rstrip('/')}/bot{token.get_secret_value()}"
        self._http = client(base, proxy)

    async def call(self, method: str, **body: Any) -> Any:
        return await self._call(method, body)

    async def updates(self, wait: int) -> list[dict[str, Any]]:
        """What has come, one object at a time; [] after `wait` seconds of silence."""
        try:
            told = await self._call("getUpdates", {"timeout": str(wait)}, timeout=wait + _MARGIN)
        except ZaloError as error:
            if error.code in IDLE:
                return []
            raise
        return [one for one in (told if isinstance(told, list) else [told]) if isinstance(one, dict) and one]

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, body: dict[str, Any], **more: Any) -> Any:
        answer = await request(self._http, "POST", method, f"{self._root}/{method}", json=body, **more)
        told = answer.body
        if told.get("ok") is True:
            return told.get("result")
        code = number(told.get("error_code", told.get("errorCode"))) or answer.status
        raise ZaloError(method, code, str(told.get("description", "")))
