"""The addresses under /_sandbox/ and how their requests become calls."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.control import acting, bodies, switching, views
from sandbox.control.finding import Unknown, bot_named, chat_of, group_with, person_with
from sandbox.faults import Fault
from sandbox.telegram.errors import ApiError
from sandbox.telegram.model import Bot, Chat, Person
from sandbox.telegram.people import Impossible
from sandbox.timekeeper import UnknownStep
from sandbox.world import World

Json = dict[str, Any]
Endpoint = Callable[[Request], Any]

ACTS: dict[str, tuple[type[BaseModel], Callable[[World, Any], Json]]] = {
    "bots": (bodies.NewBot, acting.add_bot),
    "people": (bodies.NewPerson, acting.add_person),
    "groups": (bodies.NewGroup, acting.add_group),
    "topics": (bodies.NewTopic, acting.add_topic),
    "send": (bodies.Send, acting.send),
    "start": (bodies.Start, acting.start),
    "press": (bodies.PressButton, acting.press),
    "edit": (bodies.Edit, acting.edit),
    "delete": (bodies.Delete, acting.delete),
    "block": (bodies.BotAndPerson, acting.block),
    "unblock": (bodies.BotAndPerson, acting.unblock),
    "join": (bodies.Join, acting.join),
    "kick": (bodies.Kick, acting.kick),
    "leave": (bodies.Leave, acting.leave),
    "migrate": (bodies.Group, acting.migrate),
    "switch": (bodies.Switch, switching.switch),
}
GREETING = ": here\n\n"


def world_of(request: Request) -> World:
    world: World = request.app.state.world
    return world


def acting_as(act: str) -> Endpoint:
    kind, function = ACTS[act]

    async def endpoint(request: Request) -> Response:
        return JSONResponse(function(world_of(request), kind.model_validate(await request.json())))

    return endpoint


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


def guarded(endpoint: Endpoint) -> Endpoint:
    """What cannot be done becomes {"error": …}: 404 unknown, 409 impossible, 422 wrongly asked."""

    async def answer(request: Request) -> Response:
        try:
            response: Response = await endpoint(request)
            return response
        except Unknown as error:
            return JSONResponse({"error": str(error)}, 404)
        except (Impossible, ApiError) as error:
            return JSONResponse({"error": str(error)}, 409)
        except ValidationError as error:
            return JSONResponse({"error": str(error)}, 422)
        except (UnknownStep, ValueError, KeyError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 422)

    return answer


def routes() -> list[Route]:
    read = {
        "state": state,
        "chat": chat,
        "transcript": transcript,
        "events": events,
        "cast": cast,
        "requests": requests,
        "complaints": complaints,
        "file/{file_id}": file,
    }
    return [
        *(Route(f"/_sandbox/{path}", guarded(endpoint)) for path, endpoint in read.items()),
        Route("/_sandbox/clock", guarded(clock), methods=["GET", "POST"]),
        Route("/_sandbox/faults", guarded(faults), methods=["GET", "POST", "DELETE"]),
        Route("/_sandbox/upload", guarded(upload), methods=["POST"]),
        *(Route(f"/_sandbox/{act}", guarded(acting_as(act)), methods=["POST"]) for act in ACTS),
    ]
