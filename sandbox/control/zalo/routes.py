"""The addresses under /_sandbox/zalo/."""

from __future__ import annotations

import base64
from dataclasses import asdict

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox.control.endpoints import world_of
from sandbox.control.routes import Act, below, guarded
from sandbox.control.zalo import acting, bodies, turning, views
from sandbox.control.zalo.finding import chat_of
from sandbox.zalo.faults import ZaloFault
from sandbox.zalo.model import Chat, Json
from sandbox.zalo.oa.http import NOBODY

ACTS: dict[str, Act] = {
    "bots": (bodies.NewBot, acting.add_bot),
    "official-accounts": (bodies.NewOfficialAccount, acting.add_official_account),
    "phones": (bodies.Phone, acting.add_phone),
    "send": (bodies.Send, acting.send),
    "press": (bodies.Press, acting.press),
    "follow": (bodies.Place, acting.follow),
    "unfollow": (bodies.Place, acting.unfollow),
    "switch": (bodies.Switch, turning.switch),
    "plan": (bodies.Plan, turning.plan),
    "purse": (bodies.Purse, turning.purse),
    "templates": (bodies.Template, turning.template),
    "window": (bodies.Window, turning.window),
    "tokens": (bodies.Tokens, turning.tokens),
    "consent": (bodies.Consent, turning.consent),
    "webhook": (bodies.Webhook, turning.webhook),
    "knock": (bodies.Knock, turning.knock),
}


async def upload(request: Request) -> Response:
    """The page's way of sending a real file: the fields of `send`, its `kind`, and the part `file`."""
    async with request.form() as form:
        fields: Json = {name: value for name, value in form.items() if isinstance(value, str) and value}
        part = form["file"]
        if not isinstance(part, UploadFile):
            raise ValueError("file is no file")
        fields |= {"file_name": part.filename or "file", "mime": part.content_type or ""}
        fields["file_base64"] = base64.b64encode(await part.read()).decode()
    fields[fields.pop("kind", "file")] = True
    return JSONResponse(acting.send(world_of(request), bodies.Send.model_validate(fields)))


async def state(request: Request) -> Response:
    return JSONResponse(views.state(world_of(request)))


async def chat(request: Request) -> Response:
    return JSONResponse(views.conversation(_chat(request), _after(request)))


async def transcript(request: Request) -> Response:
    return PlainTextResponse(views.transcript(_chat(request), _after(request)))


async def requests(request: Request) -> Response:
    """Calls whose account is unknown, as of the OAuth address, are Zalo's too."""
    account, method = (request.query_params.get(name, "") for name in ("account", "method"))
    wanted = {account} if account else world_of(request).zalo.accounts.keys() | {NOBODY}
    found = [r for r in world_of(request).show_requests(method) if r["bot"] in wanted]
    return JSONResponse({"requests": found})


async def deliveries(request: Request) -> Response:
    account = request.query_params.get("account", "")
    found = [asdict(it) for it in world_of(request).zalo.courier.deliveries if account in ("", it.account)]
    return JSONResponse({"deliveries": found})


async def faults(request: Request) -> Response:
    ordered = world_of(request).zalo.faults
    if request.method == "POST":
        ordered.order(ZaloFault.model_validate(await request.json()))
    if request.method == "DELETE":
        ordered.clear()
    return JSONResponse({"faults": [fault.model_dump() for fault in ordered.ordered]})


async def switches(request: Request) -> Response:
    return JSONResponse(world_of(request).zalo.switches.model_dump())


def routes() -> list[Route]:
    read = {
        "state": state,
        "chat": chat,
        "transcript": transcript,
        "requests": requests,
        "deliveries": deliveries,
        "switches": switches,
    }
    return [
        Route("/_sandbox/zalo/faults", guarded(faults), methods=["GET", "POST", "DELETE"]),
        Route("/_sandbox/zalo/upload", guarded(upload), methods=["POST"]),
        *below("/_sandbox/zalo", read, ACTS),
    ]


def _chat(request: Request) -> Chat:
    query = request.query_params
    place = bodies.Place(account=query.get("account", ""), person=int(query.get("person", 0)))
    return chat_of(world_of(request), place)


def _after(request: Request) -> int:
    return int(request.query_params.get("after", 0))
