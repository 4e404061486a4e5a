"""Zalo's OAuth: a refresh token or an authorisation code becomes a new pair."""

from __future__ import annotations

from sandbox.world import World
from sandbox.zalo.model import Json
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.errors import OAuthError, refresh_token_spent, wrong_app, wrong_code
from sandbox.zalo.oa.tokens import ACCESS_LIVES, Pair


def access_token(world: World, secret: str, given: Json) -> Json:
    """Raises `OAuthError`."""
    apps = [oa for oa in world.zalo.official_accounts if oa.app.id == given.get("app_id")]
    apps = [oa for oa in apps if oa.app.secret == secret]
    if not apps:
        raise wrong_app()
    pair = _granted(world, apps, given)
    lives = int(ACCESS_LIVES)
    as_string = world.zalo.switches.expires_in == "string"
    return {
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "expires_in": str(lives) if as_string else lives,
    }


def _granted(world: World, apps: list[OfficialAccount], given: Json) -> Pair:
    """One app may speak for several accounts: the token says for which."""
    match given.get("grant_type"):
        case "refresh_token":
            token = str(given.get("refresh_token", ""))
            oa = next((oa for oa in apps if oa.tokens.knows_refresh(token)), None)
            if oa is None:
                raise refresh_token_spent()
            return oa.tokens.refresh(token, world.real)
        case "authorization_code":
            return _exchanged(world, apps, given)
    raise OAuthError(-14001, "Invalid grant type")


def _exchanged(world: World, apps: list[OfficialAccount], given: Json) -> Pair:
    code = str(given.get("code", ""))
    oa = next((oa for oa in apps if oa.tokens.knows_code(code)), None)
    if oa is None:
        raise wrong_code()
    return oa.tokens.exchange(code, str(given.get("code_verifier", "")), world.real)
