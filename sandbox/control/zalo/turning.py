"""Turning what Zalo's servers do: switches, plans, windows, tokens, consoles, and bodies knocked at a webhook."""

from __future__ import annotations

from dataclasses import asdict

from sandbox.control.zalo import bodies
from sandbox.control.zalo.finding import account_with, bot_with, chat_of, official_account_with
from sandbox.telegram.people import Impossible
from sandbox.world import World
from sandbox.zalo.bot import delivery as bots
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.bot.shapes import envelope
from sandbox.zalo.courier import Delivery
from sandbox.zalo.model import Json
from sandbox.zalo.oa import delivery as official
from sandbox.zalo.oa.account import EVENTS, Hook
from sandbox.zalo.oa.templates import new_template
from sandbox.zalo.switches import Switches

HOUR = 3_600_000  # milliseconds


def switch(world: World, body: bodies.Switch) -> Json:
    """`expire_media` is an act: no file's address is good any more. Raises `ValidationError`."""
    if body.name == "expire_media":
        world.zalo.shelf.clear()
    elif body.name in Switches.model_fields:
        setattr(world.zalo.switches, body.name, body.value)
    else:
        raise Impossible(f"no switch {body.name}")
    return world.zalo.switches.model_dump()


def plan(world: World, body: bodies.Plan) -> Json:
    bot = bot_with(world, body.account)
    for name, value in body.model_dump(exclude={"account"}, exclude_none=True).items():
        setattr(bot.plan, name, value)
    bot.plan.month = bots.month(world)
    return {"used": bot.plan.used, "monthly_limit": bot.plan.monthly_limit, "user_limit": bot.plan.user_limit}


def purse(world: World, body: bodies.Purse) -> Json:
    purse = official_account_with(world, body.account).purse
    for name, value in body.model_dump(exclude={"account"}, exclude_none=True).items():
        setattr(purse, name, value)
    return asdict(purse)


def template(world: World, body: bodies.Template) -> Json:
    approved = new_template(body.id, body.title, body.words)
    official_account_with(world, body.account).templates[body.id] = approved
    return {"params": list(approved.params)}


def window(world: World, body: bodies.Window) -> Json:
    """The person last did something so many hours ago."""
    chat = chat_of(world, body)
    chat.begun = True
    chat.last_interaction = world.milliseconds() - int(body.hours * HOUR)
    return {}


def tokens(world: World, body: bodies.Tokens) -> Json:
    """`expire` ends access tokens, or everything; `grant` is an admin's new consent in one step."""
    oa = official_account_with(world, body.account)
    if body.expire:
        oa.tokens.expire(refresh=body.expire == "all", real=world.real)
    if not body.grant:
        return {}
    pair = oa.tokens.grant(world.real)
    return {"access_token": pair.access, "refresh_token": pair.refresh}


def consent(world: World, body: bodies.Consent) -> Json:
    oa = official_account_with(world, body.account)
    return {"code": oa.tokens.consent(body.code_challenge, world.real), "oa_id": oa.id}


def webhook(world: World, body: bodies.Webhook) -> Json:
    """Setting it again also enables it again."""
    oa = official_account_with(world, body.account)
    events = EVENTS if body.events is None else frozenset(body.events)
    oa.hook = Hook(body.url, events) if body.url else None
    return {}


async def knock(world: World, body: bodies.Knock) -> Json:
    account = account_with(world, body.account)
    if isinstance(account, Bot):
        delivery = await _knock_bot(world, account, body)
    else:
        oa = official_account_with(world, body.account)
        raw = b"" if body.event is None else official.raw(body.event)
        delivery = await official.carry(world, oa, raw, body.event or {}, body.attempt)
    return {"status": delivery.status, "error": delivery.error}


async def _knock_bot(world: World, bot: Bot, body: bodies.Knock) -> Delivery:
    if bot.hook is None:
        raise Impossible("no webhook is set")
    shape = world.zalo.switches.webhook_shape
    raw = b"" if body.event is None else official.raw(envelope(body.event, shape))
    return await bots.carry(world, bot, bot.hook, raw, "knock")
