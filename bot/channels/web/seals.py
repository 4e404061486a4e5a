"""Who is at the page, and whether a form is ours: marks that nobody can make without the key.

A session is 128 random bits, an opaque id that is also the conversation's; the mark beside it in the cookie keeps
whoever reads an id (in a log, in a backup's rows) from taking the session over.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

_ID_BYTES = 16
_ID_LENGTH = 22  # letters of base64url


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form carries: `once` makes sending it twice one message, `shown` is the last message on its page."""

    once: str
    shown: int
    mark: str


class Seals:
    """The marks of one commune's page."""

    def __init__(self, key: bytes, account: str) -> None:
        self._key = key
        self._account = account

    def cookie(self, session: str) -> str:
        return f"{session}.{self._mark('session', session)}"

    def session_of(self, cookie: str) -> str:
        """The session of a cookie that we made, else ''."""
        session, _, mark = cookie.partition(".")
        ours = len(session) == _ID_LENGTH and self._is_ours(mark, "session", session)
        return session if ours else ""

    def ticket(self, session: str, shown: int) -> Ticket:
        once = new_id()
        return Ticket(once, shown, self._mark("form", session, once, str(shown)))

    def admits(self, ticket: Ticket, session: str) -> bool:
        """Whether this form was made for this session, as it is."""
        return self._is_ours(ticket.mark, "form", session, ticket.once, str(ticket.shown))

    def _is_ours(self, mark: str, *parts: str) -> bool:
        return hmac.compare_digest(mark.encode("utf-8", "replace"), self._mark(*parts).encode())

    def _mark(self, *parts: str) -> str:
        sealed = hmac.new(self._key, json.dumps([self._account, *parts]).encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(sealed.digest()).decode().rstrip("=")


def new_id() -> str:
    return secrets.token_urlsafe(_ID_BYTES)
