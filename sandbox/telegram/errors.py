"""The Bot API's refusals, in its own words. A bot reads some of them, so the wording is part of the interface."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """Becomes {"ok": false, "error_code": …, "description": …, "parameters": …} with the same HTTP status."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(what: str) -> ApiError:
    return ApiError(400, f"Bad Request: {what}")


def unauthorized() -> ApiError:
    return ApiError(401, "Unauthorized")


def forbidden(what: str) -> ApiError:
    return ApiError(403, f"Forbidden: {what}")


def not_found(what: str = "") -> ApiError:
    return ApiError(404, f"Not Found: {what}" if what else "Not Found")


def conflict(what: str) -> ApiError:
    return ApiError(409, f"Conflict: {what}")


def too_large() -> ApiError:
    return ApiError(413, "Request Entity Too Large")


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(new_chat: int) -> ApiError:
    what = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, what, {"migrate_to_chat_id": new_chat})
