"""Bringing updates to a bot: into its webhook where one is set, else into the queue that it polls."""

from __future__ import annotations

import json

from sandbox.world import World
from sandbox.zalo.bot.account import Bot, Hook
from sandbox.zalo.bot.shapes import envelope, event
from sandbox.zalo.courier import Delivery, Parcel
from sandbox.zalo.model import Json, Message

USER_AGENT = "Java/21.0.5"
PATIENCE = 10.0  # seconds; what Zalo grants is not published


def announce(world: World, bot: Bot, message: Message) -> None:
    """The same message once more where the switch says so."""
    bot.meet(message.chat.person)
    if bot.plan.count_inbound:
        bot.plan.count(month(world))
    switches = world.zalo.switches
    twice = switches.duplicate_updates > 0
    switches.duplicate_updates -= twice
    update = event(world, message)
    for _ in range(1 + twice):
        give(world, bot, update)


def give(world: World, bot: Bot, update: Json) -> None:
    if bot.hook:
        body = json.dumps(envelope(update, world.zalo.switches.webhook_shape), ensure_ascii=False).encode()
        lane = update["message"]["chat"]["id"]
        world.zalo.courier.run(carry(world, bot, bot.hook, body, update["event_name"], lane))
    else:
        bot.queue(update)


async def carry(world: World, bot: Bot, hook: Hook, body: bytes, name: str, lane: str = "") -> Delivery:
    """Once: what a webhook does not take is lost, as far as anybody has seen. An empty body has no content type."""
    headers = {"user-agent": USER_AGENT} | ({"content-type": "application/json"} if body else {})
    headers |= _secret(hook.secret, world.zalo.switches.webhook_secret)
    patience = PATIENCE * world.real.scale
    return await world.zalo.courier.carry(Parcel(bot.key, name, lane, hook.url, body, headers, patience))


def month(world: World) -> str:
    return world.timekeeper.now().strftime("%Y-%m")


def _secret(secret: str, which: str) -> dict[str, str]:
    if which == "missing":
        return {}
    return {"x-bot-api-secret-token": secret if which == "right" else f"not-{secret}"}
