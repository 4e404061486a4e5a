"""Files as Zalo hands them out: at addresses that anybody may open, and that expire."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sandbox.telegram.files import StoredFile
from sandbox.world import World
from sandbox.zalo.model import Offered, opaque

GONE = 404


def address_of(world: World, file: StoredFile) -> str:
    """A new address on each call, good for the switch's `media_life` of real time."""
    number = world.number("zalo-media")
    name = opaque("media", file.unique_id, number)[:32] + PurePosixPath(file.name).suffix
    world.zalo.shelf[name] = Offered(file, world.real.now() + world.zalo.switches.media_life)
    return f"{world.address}/zalo-media/{name}"


async def download(request: Request) -> Response:
    world: World = request.app.state.world
    offered = world.zalo.shelf.get(request.path_params["name"])
    if offered is None or offered.expires <= world.real.now():
        return Response(status_code=GONE)
    size = {"content-length": str(offered.file.size)}
    return StreamingResponse(offered.file.blocks(), media_type=offered.file.mime, headers=size)


def routes() -> list[Route]:
    return [Route("/zalo-media/{name}", download)]
