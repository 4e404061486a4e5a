"""The addresses under /_sandbox/, and how what cannot be done is answered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
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

Endpoint = Callable[[Request], Any]

Act = tuple[type[BaseModel], Callable[[World, Any], Any]]
"""What is asked with, and who does it, at once or awaited."""

ACTS: dict[str, Act] = {
    "bots": (bodies.NewBot, acting.add_bot),
    "people": (bodies.NewPerson, acting.add_person),
    "groups": (bodies.NewGroup, acting.add_group),
    "topics": (bodies.NewTopic, acting.add_topic),
    "change_topic": (bodies.ChangeTopic, acting.change_topic),
    "topic_right": (bodies.TopicRight, acting.allow_topics),
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


def acting_as(act: Act) -> Endpoint:
    kind, function = act

    async def endpoint(request: Request) -> Response:
        answer = function(world_of(request), kind.model_validate(await request.json()))
        return JSONResponse(await answer if inspect.isawaitable(answer) else answer)

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


def below(root: str, read: Mapping[str, Endpoint], acts: Mapping[str, Act]) -> list[Route]:
    return [
        *(Route(f"{root}/{path}", guarded(endpoint)) for path, endpoint in read.items()),
        *(Route(f"{root}/{name}", guarded(acting_as(act)), methods=["POST"]) for name, act in acts.items()),
    ]


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
        Route("/_sandbox/clock", guarded(endpoints.clock), methods=["GET", "POST"]),
        Route("/_sandbox/faults", guarded(endpoints.faults), methods=["GET", "POST", "DELETE"]),
        Route("/_sandbox/upload", guarded(endpoints.upload), methods=["POST"]),
        *below("/_sandbox", read, ACTS),
    ]
