"""The Bot Platform's refusals: a code in the body, under HTTP 200."""

from __future__ import annotations

from sandbox.zalo.model import Json


class BotError(Exception):
    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code, self.description = code, description

    def body(self, spelling: str = "error_code") -> Json:
        return {"ok": False, "description": self.description, spelling: self.code}


def bad_request(what: str) -> BotError:
    return BotError(400, f"Bad request: {what}")


def unauthorized() -> BotError:
    return BotError(401, "Unauthorized")


def not_found() -> BotError:
    return BotError(404, "Not found")


def idle() -> BotError:
    """What a long poll without news ends with."""
    return BotError(408, "Request timeout")


def quota_exceeded() -> BotError:
    return BotError(429, "Quota exceeded")
