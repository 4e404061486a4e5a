"""Calls of the OA OpenAPI with a token that is renewed when Zalo says it is no longer valid."""

from __future__ import annotations

from typing import Any

from bot.channels.zalo.calls import Answer, ZaloError, client, number, request
from bot.channels.zalo_oa.tokens import TokenBook

OFFICIAL = "https://openapi.zalo.me"
NO_LONGER_VALID = frozenset({-216, -220, 401})


class OaApi:
    """Every call raises `ZaloError` or `NoToken` and gives `data`."""

    def __init__(self, base: str, proxy: str | None) -> None:
        self._base = base.rstrip("/")
        self._http = client(base, proxy)
        self.tokens: TokenBook | None = None

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        return await self._call("GET", path, params=query)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._call("POST", path, json=body)

    async def upload(self, path: str, name: str, data: bytes) -> dict[str, Any]:
        return await self._call("POST", path, files={"file": (name, data)})

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        """A refused token surely carried nothing out, so this one repetition is harmless."""
        assert self.tokens, "no vault was lent to the channel"
        token = await self.tokens.current()
        try:
            return await self._once(method, path, token, more)
        except ZaloError as error:
            if error.code not in NO_LONGER_VALID:
                raise
        return await self._once(method, path, await self.tokens.renewed(token), more)

    async def _once(self, method: str, path: str, token: str, more: dict[str, Any]) -> dict[str, Any]:
        headers = {"access_token": token}
        answer = await request(self._http, method, path, self._base + path, headers=headers, **more)
        return _data(path, answer)


def _data(path: str, answer: Answer) -> dict[str, Any]:
    """Success is HTTP 200 and `error` 0 (zalo.md, 3.3)."""
    error = number(answer.body.get("error"))
    if answer.status == 200 and error == 0:
        data = answer.body.get("data")
        return data if isinstance(data, dict) else {}
    raise ZaloError(path, error or answer.status, str(answer.body.get("message", "")))
