"""Bringing events to an official account's webhook: signed over the raw bytes, repeated up a ladder, then no more."""

from __future__ import annotations

import hashlib
import json

from sandbox.world import World
from sandbox.zalo.courier import Delivery, Parcel
from sandbox.zalo.model import Chat, Json, Message
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.shapes import event, following

ANSWER_WITHIN = 2.0
MINUTE = 60.0
LADDER = (30.0, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE)
AHEAD = 7  # milliseconds by which a header's timestamp is another than the body's


def announce(world: World, oa: OfficialAccount, message: Message) -> None:
    give(world, oa, event(world, oa, message, stamp(world)))


def tell_following(world: World, oa: OfficialAccount, chat: Chat) -> None:
    give(world, oa, following(oa, chat, stamp(world)))


def give(world: World, oa: OfficialAccount, update: Json) -> None:
    """An event that is not enabled in the console goes nowhere, like one whose webhook is disabled."""
    if not oa.hook or not oa.hook.enabled or update["event_name"] not in oa.hook.events:
        return
    body = raw(update)
    world.zalo.courier.run(_climb(world, oa, body, update))
    if world.zalo.switches.duplicate_updates:
        world.zalo.switches.duplicate_updates -= 1
        world.zalo.courier.run(carry(world, oa, body, update, attempt=1))


def raw(update: Json) -> bytes:
    return json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode()


def stamp(world: World) -> int:
    return world.milliseconds() - int(world.zalo.switches.event_age * 1000)


async def _climb(world: World, oa: OfficialAccount, body: bytes, update: Json) -> None:
    """The first attempt, and the others until one is taken; after the last the webhook is disabled."""
    delivery = await carry(world, oa, body, update)
    for attempt, pause in enumerate(LADDER, start=1):
        if delivery.taken:
            return
        await world.real.sleep(pause * world.zalo.switches.retry_scale)
        delivery = await carry(world, oa, body, update, attempt)
    if not delivery.taken and oa.hook:
        oa.hook.enabled = False


async def carry(world: World, oa: OfficialAccount, body: bytes, update: Json, attempt: int = 0) -> Delivery:
    """One attempt. Without a webhook it fails as an unreachable one would."""
    headers = {"content-type": "application/json"} | _signed(world, oa, body, str(update.get("timestamp", "")))
    headers |= {"num_retry": str(attempt)} if attempt else {}
    url = oa.hook.url if oa.hook else ""
    name, lane = str(update.get("event_name", "")), str(update.get("sender") or update.get("follower") or "")
    patience = ANSWER_WITHIN * world.real.scale
    return await world.zalo.courier.carry(Parcel(oa.key, name, lane, url, body, headers, patience), attempt)


def _signed(world: World, oa: OfficialAccount, body: bytes, timestamp: str) -> dict[str, str]:
    """Plain SHA-256 over app id, body, timestamp and the webhook's key."""
    switches = world.zalo.switches
    if switches.signature == "missing":
        return {}
    more = {}
    if switches.timestamp_in == "header":
        timestamp = str(int(timestamp or 0) + AHEAD)
        more = {"x-zevent-timestamp": timestamp}
    key = oa.app.webhook_key if switches.signature != "wrong" else f"not-{oa.app.webhook_key}"
    mac = signature(oa.app.id, body, timestamp, key)
    return more | {"x-zevent-signature": mac if switches.signature == "bare" else f"mac={mac}"}


def signature(app_id: str, body: bytes, timestamp: str, key: str) -> str:
    return hashlib.sha256(app_id.encode() + body + timestamp.encode() + key.encode()).hexdigest()
