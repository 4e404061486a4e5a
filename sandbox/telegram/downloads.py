"""Where a bot finds a file that it was sent."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import shapes
from sandbox.telegram.call import Call, answers


@answers("getFile")
def get_file(call: Call) -> dict[str, Any]:
    file = call.world.files.known(call.bot.id, call["file_id"])
    path = call.world.files.path_for(call.bot.id, file)
    return shapes.file(file, call.bot, call.world.files) | {"file_path": path}
