"""What the page and the tests read and move: one function per address."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from sandbox.control import acting, bodies, views
from sandbox.control.finding import Unknown, bot_named, chat_of, group_with, person_with
from sandbox.faults import Fault
from sandbox.telegram.model import Bot, Chat, Person
from sandbox.world import World

Json = dict[str, Any]

GREETING = ": here\n\n"


def world_of(request: Request) -> World:
    world: World = request.app.state.world
    return world


async def upload(request: Request) -> Response:
    """The page's way of sending a real file: the fields of `send` and the part `file`; `kind` says what it is."""
    async with request.form() as form:
        fields: Json = {name: value for name, value in form.items() if isinstance(value, str) and value}
        part = form["file"]
        data = await part.read() if isinstance(part, UploadFile) else b""
        name = (part.filename if isinstance(part, UploadFile) else None) or "file"
        mime = (part.content_type if isinstance(part, UploadFile) else None) or ""
    fields[fields.pop("kind", "document")] = True
    fields |= {"file_name": name, "mime": mime, "file_base64": base64.b64encode(data).decode()}
    return JSONResponse(acting.send(world_of(request), bodies.Send.model_validate(fields)))


async def state(request: Request) -> Response:
    return JSONResponse(views.state(world_of(request)))


async def chat(request: Request) -> Response:
    where, bot, person = _place(request)
    after = int(request.query_params.get("after", 0))
    return JSONResponse(views.conversation(world_of(request), where, bot, person, after))


async def transcript(request: Request) -> Response:
    where, bot, person = _place(request)
    alerts = [alert["text"] for alert in views.conversation(world_of(request), where, bot, person)["alerts"]]
    return PlainTextResponse(views.transcript(where, alerts, int(request.query_params.get("after", 0))))


async def file(request: Request) -> Response:
    found = world_of(request).files.shown(request.path_params["file_id"])
    if found is None:
        raise Unknown("no such file")
    return StreamingResponse(found.blocks(), media_type=found.mime, headers={"content-length": str(found.size)})


async def events(request: Request) -> Response:
    async def stream() -> AsyncIterator[str]:
        with world_of(request).pulse.listening() as happening:
            yield GREETING
            while (event := await happening.get()) is not None:
                yield f"data: {json.dumps(event)}\n\n"

    headers = {"cache-control": "no-store"}
    return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)


async def clock(request: Request) -> Response:
    keeper = world_of(request).timekeeper
    if request.method == "GET":
        return JSONResponse(_clock(request))
    wish = bodies.MoveClock.model_validate(await request.json())
    if wish.to:
        moment = datetime.fromisoformat(wish.to)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(keeper.timezone))
        moved = await keeper.move_to(moment)
    else:
        moved = await keeper.step(wish.step)
    world_of(request).pulse.tell("clock")
    return JSONResponse({"stopped_at": []} | moved | _clock(request))


def _clock(request: Request) -> Json:
    keeper = world_of(request).timekeeper
    return {"now": keeper.now().astimezone(ZoneInfo(keeper.timezone)).isoformat(), "timezone": keeper.timezone}


async def cast(request: Request) -> Response:
    tell = request.app.state.cast
    return JSONResponse(await tell() if tell else {"communes": []})


async def faults(request: Request) -> Response:
    ordered = world_of(request).faults
    if request.method == "POST":
        ordered.order(Fault.model_validate(await request.json()))
    if request.method == "DELETE":
        ordered.clear()
    return JSONResponse({"faults": [fault.model_dump() for fault in ordered.ordered]})


async def requests(request: Request) -> Response:
    return JSONResponse({"requests": world_of(request).show_requests(request.query_params.get("method", ""))})


async def complaints(request: Request) -> Response:
    return JSONResponse({"complaints": world_of(request).complaints})


def _place(request: Request) -> tuple[Chat, Bot, Person | None]:
    """A private chat by bot and person; a group by its id, with or without a person who looks at it."""
    world, query = world_of(request), request.query_params
    bot = bot_named(world, query.get("bot", ""))
    person = person_with(world, int(query["person"])) if "person" in query else None
    number = int(query.get("chat", 0))
    if person is None and number < 0:
        return group_with(world, number), bot, None
    person = person or person_with(world, number)
    place = bodies.Place(bot=bot.username, person=person.id, chat=number or None)
    return chat_of(world, place), bot, person
