"""The addresses under /_sandbox/, and how what cannot be done is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.control import acting, bodies, endpoints, switching
from sandbox.control.endpoints import world_of
from sandbox.control.finding import Unknown
from sandbox.telegram.errors import ApiError
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


def acting_as(act: str) -> Endpoint:
    kind, function = ACTS[act]

    async def endpoint(request: Request) -> Response:
        return JSONResponse(function(world_of(request), kind.model_validate(await request.json())))

    return endpoint


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
        "state": endpoints.state,
        "chat": endpoints.chat,
        "transcript": endpoints.transcript,
        "events": endpoints.events,
        "cast": endpoints.cast,
        "requests": endpoints.requests,
        "complaints": endpoints.complaints,
        "file/{file_id}": endpoints.file,
    }
    return [
        *(Route(f"/_sandbox/{path}", guarded(endpoint)) for path, endpoint in read.items()),
        Route("/_sandbox/clock", guarded(endpoints.clock), methods=["GET", "POST"]),
        Route("/_sandbox/faults", guarded(endpoints.faults), methods=["GET", "POST", "DELETE"]),
        Route("/_sandbox/upload", guarded(endpoints.upload), methods=["POST"]),
        *(Route(f"/_sandbox/{act}", guarded(acting_as(act)), methods=["POST"]) for act in ACTS),
    ]
