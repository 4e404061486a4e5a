"""Setting a webhook, taking it away, asking how it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.call import Call, answers, perform
from sandbox.telegram.errors import ApiError, bad_request, conflict, too_many_requests
from sandbox.telegram.model import Bot
from sandbox.telegram.webhooks import Hook, Webhook
from sandbox.world import World

PORTS = (None, 443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "localhost")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
CONNECTIONS = 40
MOST_CONNECTIONS = 100
BETWEEN_SETS = 1.0


@dataclass(frozen=True, slots=True)
class BotsHost:
    """The world as one bot's webhook sees it."""

    world: World
    bot: Bot

    def date(self) -> int:
        return self.world.date()

    def silent_until(self) -> float:
        return self.world.switches.webhook_silent_until

    async def execute(self, method: str, parameters: dict[str, Any]) -> None:
        try:
            await perform(self.world, self.bot, method, parameters)
        except ApiError as refusal:
            self.world.complain(f"{method} in a webhook's answer: {refusal}")

    def gone(self) -> None:
        self.world.webhooks.pop(self.bot.id, None)


@answers("setWebhook")
async def set_webhook(call: Call) -> bool:
    """An empty address takes the webhook away."""
    world, bot = call.world, call.bot
    if not call["url"]:
        await _take_away(call)
        return True
    hook = Hook(_address(call["url"]), _secret(call), _connections(call))
    if bot.queue.hook_set_at > world.real.now() - BETWEEN_SETS:
        raise too_many_requests(1)
    await _take_away(call)
    bot.queue.hook_set_at = world.real.now()
    bot.queue.take_over(None, conflict("terminated by setWebhook request"))
    if "allowed_updates" in call:
        bot.queue.allowed = frozenset(call["allowed_updates"])

    world.webhooks[bot.id] = Webhook(hook, bot.queue, world.real, BotsHost(world, bot))
    world.webhooks[bot.id].open()
    return True


@answers("deleteWebhook")
async def delete_webhook(call: Call) -> bool:
    await _take_away(call)
    return True


@answers("getWebhookInfo")
def get_webhook_info(call: Call) -> dict[str, Any]:
    webhook = call.world.webhooks.get(call.bot.id)
    waiting = len(call.bot.queue.waiting())
    info: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
    if webhook:
        info |= {"url": webhook.hook.url, "max_connections": webhook.hook.max_connections} | webhook.last_error
    if call.bot.queue.allowed:
        info["allowed_updates"] = sorted(call.bot.queue.allowed)
    return info


async def _take_away(call: Call) -> None:
    if webhook := call.world.webhooks.pop(call.bot.id, None):
        await webhook.close()
    if call.get("drop_pending_updates"):
        call.bot.queue.clear()


def _address(url: str) -> str:
    """Public HTTPS on Telegram's ports; here also plain HTTP on this machine."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if host in LOOPBACK:
        return url
    if not host or parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return url


def _secret(call: Call) -> str:
    secret = str(call.get("secret_token", ""))
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _connections(call: Call) -> int:
    return min(max(int(call.get("max_connections", CONNECTIONS)), 1), MOST_CONNECTIONS)
