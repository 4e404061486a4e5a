"""The Bot API's door: any way of sending parameters in, its envelope out, ordered faults in between."""

from __future__ import annotations

import re
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.connection import drop, while_connected
from sandbox.faults import Fault
from sandbox.telegram import downloads, editing, hooking, polling, presses, profile, rooms, sending
from sandbox.telegram.call import perform, shown
from sandbox.telegram.errors import ApiError, bad_request, not_found, too_large, unauthorized
from sandbox.telegram.files import MAX_UPLOAD, Upload
from sandbox.telegram.model import Bot
from sandbox.world import World

ANSWERING = (downloads, editing, hooking, polling, presses, profile, rooms, sending)  # they register themselves
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
ROOM_FOR_FORM = 1024 * 1024
WAITS = "getupdates"


async def bot_api(request: Request) -> Response:
    world: World = request.app.state.world
    try:
        bot = _bot(world, request.path_params["token"])
        raw = await _parameters(request)
        return await _answer(request, world, bot, request.path_params["method"], raw)
    except ApiError as refusal:
        return JSONResponse(refusal.body(), refusal.code)


async def download(request: Request) -> Response:
    world: World = request.app.state.world
    try:
        bot = _bot(world, request.path_params["token"])
        file = world.files.at_path(bot.id, request.path_params["path"])
    except ApiError as refusal:
        return JSONResponse(refusal.body(), refusal.code)
    size = {"content-length": str(file.size)}
    return StreamingResponse(file.blocks(), media_type="application/octet-stream", headers=size)


def routes() -> list[Route]:
    return [
        Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", download),
    ]


async def _answer(request: Request, world: World, bot: Bot, method: str, raw: dict[str, Any]) -> Response:
    fault = world.faults.take(bot.username, method, raw) or Fault()
    await world.real.sleep(fault.delay)
    if fault.instead:
        outcome = {"ok": False, "error_code": fault.code, "description": fault.description}
        world.log(bot.username, method, shown(raw), outcome)
        return await _instead(request, fault)
    call = perform(world, bot, method, raw)
    result = await (while_connected(request, call, []) if method.lower() == WAITS else call)
    if fault.close == "after":
        return await drop(request)
    return JSONResponse({"ok": True, "result": result})


async def _instead(request: Request, fault: Fault) -> Response:
    """What the fault does in place of the call."""
    if fault.close == "before":
        return await drop(request)
    if fault.malformed:
        return Response("<html>502 Bad Gateway</html>", media_type="text/html")
    raise ApiError(fault.code, fault.description or f"Error {fault.code}", fault.parameters)


def _bot(world: World, token: str) -> Bot:
    if not TOKEN.fullmatch(token):
        raise not_found()
    if bot := world.bots.get(token):
        return bot
    raise unauthorized()


async def _parameters(request: Request) -> dict[str, Any]:
    """Query, form, multipart or JSON; the body wins."""
    if int(request.headers.get("content-length", 0)) > MAX_UPLOAD + ROOM_FOR_FORM:
        raise too_large()
    given: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        return given | await _json(request)
    async with request.form() as form:
        for name, value in form.multi_items():
            given[name] = await _upload(value) if isinstance(value, UploadFile) else value
    return given


async def _json(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse request: invalid JSON") from None
    if not isinstance(body, dict):
        raise bad_request("can't parse request: a JSON object is expected")
    return body


async def _upload(part: UploadFile) -> Upload:
    data = await part.read()
    if len(data) > MAX_UPLOAD:
        raise too_large()
    return Upload(part.filename or "file", data, part.content_type or "")
