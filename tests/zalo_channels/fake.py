"""A few lines that answer like Zalo: what each call gets is put in a queue beforehand, what was asked is kept."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.server import running

BOT_TOKEN = "1459232241454765289:zalo-bot-token-of-the-tests-only"


@dataclass
class Asked:
    path: str
    body: dict[str, Any]
    headers: dict[str, str]


@dataclass
class FakeZalo:
    """`answers[method or path]` go first; without any, everything succeeds. Both are of the last part of a path."""

    root: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, deque[Response | dict[str, Any]]] = field(default_factory=lambda: defaultdict(deque))
    updates: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    numbers: Any = field(default_factory=lambda: count(1))

    def will(self, method: str, *answers: Response | dict[str, Any]) -> None:
        self.answers[method].extend(answers)

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [one.body for one in self.asked if one.path.endswith("/" + method)]

    def said(self) -> list[str]:
        return [body["text"] for body in self.calls("sendMessage")]

    def says(self, user: str, text: str, **more: Any) -> None:
        number = next(self.numbers)
        message = {
            "from": {"id": user, "display_name": user.title(), "is_bot": False},
            "chat": {"id": user, "chat_type": "PRIVATE"},
            "message_id": f"m{number:04}",
            "date": 1750316131602 + number,
            "text": text,
        }
        self.updates.put_nowait({"event_name": "message.text.received", "message": message | more})

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked.append(Asked(path, await _body(request), dict(request.headers)))
        method = path.rpartition("/")[2]
        if self.answers[method]:
            answer = self.answers[method].popleft()
            return answer if isinstance(answer, Response) else JSONResponse(answer)
        return JSONResponse(await self._success(path, method))

    async def _success(self, path: str, method: str) -> dict[str, Any]:
        if method == "getUpdates":
            return await self._next_update()
        if method == "access_token":
            number = next(self.numbers)
            return {
                "access_token": f"access-{number}",
                "refresh_token": f"refresh-{number}",
                "expires_in": "90000",
            }
        if path.startswith("/bot"):
            return {"ok": True, "result": {"message_id": f"z{next(self.numbers)}", "date": 1}}
        number = str(next(self.numbers))
        data = {"message_id": f"z{number}", "attachment_id": f"a{number}", "token": f"t{number}", "oaid": "777"}
        return {
            "error": 0,
            "message": "Success",
            "data": {**data, "oa_type": 4, "name": "UBND", "is_verified": True},
        }

    async def _next_update(self) -> dict[str, Any]:
        try:
            return {"ok": True, "result": await asyncio.wait_for(self.updates.get(), 0.2)}
        except TimeoutError:
            return {"ok": False, "description": "Request timeout", "error_code": 408}


async def _body(request: Request) -> dict[str, Any]:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return dict(json.loads(await request.body()))
    if kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        async with request.form() as form:
            return {name: value if isinstance(value, str) else value.filename for name, value in form.items()}
    return dict(request.query_params)


@asynccontextmanager
async def fake_zalo() -> AsyncIterator[FakeZalo]:
    fake = FakeZalo()
    app = Starlette(routes=[Route("/{rest:path}", fake._answer, methods=["GET", "POST"])])
    async with running(app) as root:
        fake.root = root
        yield fake


def refusal(code: int, text: str = "no") -> dict[str, Any]:
    """As the Bot Platform says it: HTTP 200."""
    return {"ok": False, "description": text, "error_code": code}


def error(code: int, text: str = "no") -> dict[str, Any]:
    """As the OA OpenAPI says it: HTTP 200."""
    return {"error": code, "message": text}
