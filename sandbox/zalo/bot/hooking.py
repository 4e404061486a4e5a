"""Setting a bot's webhook, taking it away, and the verification, whose failure saves the address all the same."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from sandbox.zalo.bot.account import Hook
from sandbox.zalo.bot.call import Call, answers
from sandbox.zalo.bot.delivery import carry
from sandbox.zalo.bot.errors import bad_request
from sandbox.zalo.courier import LOOPBACK, Delivery
from sandbox.zalo.model import Json

NAMED_STATUSES = (403, 404)
SERVER_ERRORS = range(500, 600)


@answers("setWebhook")
async def set_webhook(call: Call) -> Json:
    url = call["url"]
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise bad_request("the webhook's address must begin with https://")
    hook = call.bot.hook = Hook(url, call["secret_token"], call.world.milliseconds())
    call.bot.arrived.set()
    return {"url": url, "updated_at": hook.updated_at, "verification": await _verification(call, hook)}


@answers("testWebhook")
async def check_webhook(call: Call) -> Json:
    if not call.bot.hook:
        raise bad_request("no webhook is set")
    return await _verification(call, call.bot.hook)


@answers("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    hook = call.bot.hook
    return {"url": hook.url if hook else "", "updated_at": hook.updated_at if hook else call.world.milliseconds()}


@answers("deleteWebhook")
def delete_webhook(call: Call) -> Json:
    call.bot.hook = None
    return {"url": "", "updated_at": call.world.milliseconds()}


async def _verification(call: Call, hook: Hook) -> Json:
    """What Zalo sends to look is not published; here it is the empty body that was seen once."""
    outcome = call.world.zalo.switches.verification or await _measured(call, hook)
    return {"ok": outcome == "webhook.ok", "url": hook.url, "outcome": outcome, "hint": ""}


async def _measured(call: Call, hook: Hook) -> str:
    if _is_private(urlsplit(hook.url).hostname or ""):
        return "webhook.err.blocked"
    return outcome_of(await carry(call.world, call.bot, hook, b"", "verification"))


def outcome_of(delivery: Delivery) -> str:
    if delivery.taken:
        return "webhook.ok"
    if delivery.error:
        return f"webhook.err.{delivery.error}"
    if delivery.status in SERVER_ERRORS:
        return "webhook.http.5xx"
    return f"webhook.http.{delivery.status if delivery.status in NAMED_STATUSES else 'other'}"


def _is_private(host: str) -> bool:
    """Zalo reaches no private address; of these the sandbox reaches only its own machine."""
    try:
        return ipaddress.ip_address(host).is_private and host not in LOOPBACK
    except ValueError:
        return False
