"""The OpenAPI's door under /zalo-oa and /zalo-oauth: the bare access_token header, and errors under HTTP 200."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.world import World
from sandbox.zalo.faults import ZaloFault, under
from sandbox.zalo.model import Json
from sandbox.zalo.oa import oauth, reading, sending, templates, uploads
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.errors import OaError, OAuthError, bad_parameters, token_invalid, too_many_requests
from sandbox.zalo.parameters import parameters, shown

Endpoint = Callable[[World, OfficialAccount, Json], Json | Awaitable[Json]]


def upload_image(world: World, oa: OfficialAccount, given: Json) -> Json:
    return uploads.upload(world, oa, "photo", given.get("file"))


def upload_file(world: World, oa: OfficialAccount, given: Json) -> Json:
    return uploads.upload(world, oa, "file", given.get("file"))


POST: dict[str, Endpoint] = {
    "v3.0/oa/message/cs": sending.send_v3,
    "v2.0/oa/message": sending.send_v2,
    "v3.0/oa/message/template": templates.send,
    "message/template": templates.send_by_phone,
    "v2.0/oa/upload/image": upload_image,
    "v2.0/oa/upload/file": upload_file,
}
GET: dict[str, Endpoint] = {"v2.0/oa/getoa": reading.get_oa, "v3.0/oa/user/detail": reading.user_detail}
OAUTH = "v4/oa/access_token"
NOBODY = "unknown"


def routes() -> list[Route]:
    return [
        *(Route(f"/zalo-oa/{path}", partial(_api, path, POST[path]), methods=["POST"]) for path in POST),
        *(Route(f"/zalo-oa/{path}", partial(_api, path, GET[path])) for path in GET),
        Route(f"/zalo-oauth/{OAUTH}", _oauth, methods=["POST"]),
    ]


async def _api(path: str, endpoint: Endpoint, request: Request) -> Response:
    world: World = request.app.state.world
    token = request.headers.get("access_token", "")
    oa = next((oa for oa in world.zalo.official_accounts if oa.tokens.knows(token)), None)

    async def work(given: Json) -> Json:
        if oa is None:
            raise token_invalid()
        oa.tokens.ask_alive(token, world.real)
        _keep_pace(world, oa)
        data = endpoint(world, oa, given)
        return {"data": await data if inspect.isawaitable(data) else data, "error": 0, "message": "Success"}

    return await _answer(request, oa.key if oa else NOBODY, path, work, OaError)


async def _oauth(request: Request) -> Response:
    world: World = request.app.state.world

    async def work(given: Json) -> Json:
        return oauth.access_token(world, request.headers.get("secret_key", ""), given)

    return await _answer(request, NOBODY, OAUTH, work, OAuthError)


async def _answer(
    request: Request, who: str, path: str, work: Callable[[Json], Awaitable[Json]], kind: type[OaError]
) -> Response:
    """The log shows parameters, and of an answer only whether it was one."""
    world: World = request.app.state.world
    try:
        given = await parameters(request)
    except ValueError:
        return JSONResponse(bad_parameters("body").body())
    fault = world.zalo.faults.take(who, path, shown(given)) or ZaloFault()

    async def carried_out() -> Response:
        try:
            body = await work(given)
        except OaError as refusal:
            world.log(who, path, shown(given), refusal.body())
            return JSONResponse(refusal.body())
        world.log(who, path, shown(given), {"error": 0})
        return JSONResponse(body)

    def refuse() -> Response:
        refusal = kind(fault.code, fault.description or f"Error {fault.code}")
        world.log(who, path, shown(given), refusal.body())
        return JSONResponse(refusal.body(), fault.status or 200)

    return await under(fault, world.real, request, carried_out, refuse)


def _keep_pace(world: World, oa: OfficialAccount) -> None:
    now = world.real.now()
    if oa.rate.wait(now, 1):
        raise too_many_requests()
    oa.rate.take(now, 1)
