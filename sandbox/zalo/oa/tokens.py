"""Token pairs: an access token of 25 hours, a refresh token of three months that is good once."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from sandbox.realtime import RealTime
from sandbox.zalo.model import opaque
from sandbox.zalo.oa.errors import refresh_token_spent, token_expired, wrong_code

HOUR = 3_600.0
ACCESS_LIVES = 25 * HOUR
REFRESH_LIVES = 90 * 24 * HOUR
CODE_LIVES = HOUR / 6


@dataclass(frozen=True, slots=True)
class Pair:
    access: str
    refresh: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What an admin's consent leaves in the callback's address. `challenge` is the S256 of the code verifier."""

    challenge: str
    expires: float


class Tokens:
    """One account's. Everything runs on real time, so that moving the demo's clock signs nobody out."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._access: dict[str, float] = {}  # until when, in real time; an expired one is still remembered
        self._refresh: dict[str, float] = {}
        self._codes: dict[str, Consent] = {}
        self._count = 0

    def grant(self, real: RealTime) -> Pair:
        pair = Pair(self._new("access"), self._new("refresh"))
        self._access[pair.access] = real.now() + ACCESS_LIVES
        self._refresh[pair.refresh] = real.now() + REFRESH_LIVES
        return pair

    def refresh(self, token: str, real: RealTime) -> Pair:
        """Spends the token. Raises `OAuthError`."""
        if self._refresh.pop(token, 0.0) <= real.now():
            raise refresh_token_spent()
        return self.grant(real)

    def consent(self, challenge: str, real: RealTime) -> str:
        code = self._new("code")
        self._codes[code] = Consent(challenge, real.now() + CODE_LIVES)
        return code

    def exchange(self, code: str, verifier: str, real: RealTime) -> Pair:
        """Raises `OAuthError`."""
        consent = self._codes.pop(code, None)
        if not consent or consent.expires <= real.now() or consent.challenge not in ("", challenge_of(verifier)):
            raise wrong_code()
        return self.grant(real)

    def knows(self, access: str) -> bool:
        return access in self._access

    def ask_alive(self, access: str, real: RealTime) -> None:
        """Raises `OaError`."""
        if self._access[access] <= real.now():
            raise token_expired()

    def knows_code(self, code: str) -> bool:
        return code in self._codes

    def knows_refresh(self, token: str) -> bool:
        return token in self._refresh

    def expire(self, *, refresh: bool, real: RealTime) -> None:
        """All access tokens end now; with `refresh` nothing is left, and an admin must consent again."""
        self._access = dict.fromkeys(self._access, real.now())
        if refresh:
            self._refresh.clear()

    def _new(self, kind: str) -> str:
        self._count += 1
        return opaque("token", self._key, kind, self._count)


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
