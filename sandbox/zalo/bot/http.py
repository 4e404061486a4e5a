"""The Bot Platform's door: /zalo-bot/bot{token}/{method}, ordered faults, and errors that look like success."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.connection import while_connected
from sandbox.world import World
from sandbox.zalo.bot import hooking, polling, sending
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.bot.call import perform
from sandbox.zalo.bot.errors import BotError, bad_request, idle, unauthorized
from sandbox.zalo.faults import ZaloFault, under
from sandbox.zalo.model import Json
from sandbox.zalo.parameters import parameters, shown

ANSWERING = (hooking, polling, sending)  # they register themselves
OK = 200
WAITS = "getUpdates"


async def bot_api(request: Request) -> Response:
    world: World = request.app.state.world
    try:
        bot = _bot(world, request.path_params["token"])
        raw = await _parameters(request)
    except BotError as refusal:
        return _refused(world, refusal)
    return await _answer(request, world, bot, raw)


def routes() -> list[Route]:
    return [Route("/zalo-bot/bot{token}/{method}", bot_api, methods=["GET", "POST"])]


async def _answer(request: Request, world: World, bot: Bot, raw: Json) -> Response:
    method = request.path_params["method"]
    fault = world.zalo.faults.take(bot.key, method, shown(raw)) or ZaloFault()

    async def work() -> Response:
        try:
            call = perform(world, bot, method, raw)
            waits = method == WAITS
            return JSONResponse(await (while_connected(request, call, idle().body()) if waits else call))
        except BotError as refusal:
            return _refused(world, refusal)

    def refuse() -> Response:
        refusal = BotError(fault.code, fault.description or f"Error {fault.code}")
        world.log(bot.key, method, shown(raw), refusal.body(fault.spelling))
        return _refused(world, refusal, fault.spelling, fault.status)

    return await under(fault, world.real, request, work, refuse)


def _bot(world: World, token: str) -> Bot:
    if bot := next((bot for bot in world.zalo.bots if bot.token == token), None):
        return bot
    raise unauthorized()


async def _parameters(request: Request) -> Json:
    try:
        return await parameters(request)
    except ValueError:
        raise bad_request("the body is no JSON object") from None


def _refused(world: World, refusal: BotError, spelling: str = "error_code", status: int = 0) -> Response:
    own = refusal.code if refusal.code in world.zalo.switches.error_statuses else OK
    return JSONResponse(refusal.body(spelling), status or own)
