"""The switches: what the sandbox does differently from now on."""

from __future__ import annotations

from typing import Any

from sandbox.control.bodies import Switch
from sandbox.telegram.people import Impossible
from sandbox.world import World

FLAGS = ("limits", "strict_limits", "silence_on_429")
COUNTS = ("undecodable_updates", "duplicate_updates")


def switch(world: World, body: Switch) -> dict[str, Any]:
    """Flags take true or false, counts the number of coming updates, `webhook_silence` seconds of real time."""
    if body.name in FLAGS:
        setattr(world.switches, body.name, bool(body.value))
        world.limits.forget()
    elif body.name in COUNTS:
        setattr(world.switches, body.name, int(body.value))
    elif body.name == "webhook_silence":
        world.switches.webhook_silent_until = world.real.now() + float(body.value)
    elif body.name == "expire_presses":
        _expire_presses(world)
    else:
        raise Impossible(f"no switch {body.name}")
    return {}


def _expire_presses(world: World) -> None:
    for press in world.presses.values():
        press.expires = world.real.now()
    for bot in world.bots.values():
        bot.queue.drop_kind("callback_query")
