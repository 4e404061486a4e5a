"""What is so with our accounts at Zalo: asked of the settings, of our memory, and of Zalo itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.accounts import open_zalo_bot, open_zalo_oa
from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.channels.zalo_oa.oauth import ConsentNeeded
from bot.channels.zalo_oa.send import TRAIT
from bot.channels.zalo_oa.templates import Template
from bot.clock import SystemClock
from bot.sending.gate import month_of, used
from bot.settings import Settings
from bot.vault import StoredVault
from bot.world import habits_of
from domain.notices import Occasion
from storage.database import Database

_KINDS = {2: "a business", 4: "a state agency: Zalo may want v2 of its send API (-235), which is then used"}
_CONSENT = "run `nhipdan zalo consent CALLBACK` with an admin of the OA"


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    says: str
    well: bool = True


async def check_all(settings: Settings) -> list[Finding]:
    """Raises `SettingsWrong`, `DatabaseUnusable`."""
    bot, official = settings.speaks_zalo()
    database = await Database.open(settings.database)
    try:
        found = [one async for one in _bot(settings, database)] if bot else [_no_bot()]
        found += [one async for one in _oa(settings, database)] if official else [_no_oa()]
        return [*found, *_web(settings)]
    finally:
        await database.close()


def _no_bot() -> Finding:
    return Finding(
        "Zalo Bot", "not used (set NHIPDAN_ZALO_BOT_TOKEN; the OA 'Zalo Bot Manager' in the Zalo app makes one)"
    )


def _no_oa() -> Finding:
    return Finding(
        "Official Account",
        "not used (set NHIPDAN_ZALO_OA_APP_ID, _APP_SECRET, _SECRET_KEY from developers.zalo.me)",
    )


async def _bot(settings: Settings, database: Database) -> AsyncIterator[Finding]:
    channel = open_zalo_bot(settings)
    try:
        me = await channel.api.call("getMe")
        hook = (await channel.api.call("getWebhookInfo")).get("url", "")
    except ZaloError as error:
        yield Finding("Zalo Bot", f"cannot be asked: {error}", well=False)
    else:
        yield Finding("Zalo Bot", f"{me.get('account_name', '')} ({me.get('account_type', '')})")
        yield _delivery(settings.zalo_bot_mode, hook)
    finally:
        await channel.close()
    yield await _quota(settings, channel, database)


def _delivery(mode: str, hook: str) -> Finding:
    if mode == "webhook":
        return Finding("Zalo Bot updates", hook or "no webhook is set: run `nhipdan zalo webhook URL`", bool(hook))
    if hook:
        return Finding("Zalo Bot updates", f"{hook} gets them: polling hears nothing until it is removed", False)
    return Finding("Zalo Bot updates", "by polling")


async def _quota(settings: Settings, channel: ZaloBotChannel, database: Database) -> Finding:
    month, limit = month_of(SystemClock().now(), ZoneInfo(habits_of(settings).timezone)), channel.allowance
    async with database.transaction() as memory:
        so_far = await memory.traffic.month(channel.name, channel.account, month)
        people = await memory.traffic.people(channel.name, channel.account)
    said = used(limit, so_far)
    well = not ((limit.per_month and said >= limit.per_month) or (limit.people and people > limit.people))
    counted = (
        f"{said} of {limit.per_month or 'any'} messages in {month}, {people} of {limit.people or 'any'} people"
    )
    return Finding("Zalo Bot quota", counted, well)


async def _oa(settings: Settings, database: Database) -> AsyncIterator[Finding]:
    channel = open_zalo_oa(settings)
    vault = StoredVault(database, channel.name, channel.account)
    channel.use(vault, SystemClock())
    try:
        async for finding in _account(channel):
            yield finding
    finally:
        await channel.close()
    way = settings.zalo_oa_send_api if settings.zalo_oa_send_api != "auto" else await vault.trait(TRAIT) or "v3"
    yield Finding("Official Account sends", f"by {way}; buttons {'on' if settings.zalo_oa_buttons else 'off'}")
    paid = (
        "then paid until 7 days" if settings.zalo_oa_paid_sends else "then not (NHIPDAN_ZALO_OA_PAID_SENDS is off)"
    )
    yield Finding("Official Account window", f"free for 48 hours after somebody's last words, {paid}")
    for occasion in Occasion:
        yield _template(occasion, channel.templates)
    if channel.templates:
        yield await _announced(settings, channel, database)


def _template(occasion: Occasion, templates: Mapping[Occasion, Template]) -> Finding:
    about = f"Official Account template for a {occasion.value}"
    if occasion not in templates:
        return Finding(about, "none: it waits unannounced (NHIPDAN_ZALO_OA_TEMPLATES)")
    template = templates[occasion]
    filled = ", ".join(f"{name}={ours}" for name, ours in template.params.items())
    return Finding(about, f"{template.id} ({filled or 'nothing to fill in'})")


async def _announced(settings: Settings, channel: ZaloOaChannel, database: Database) -> Finding:
    """Whether they are approved, paid for, and allowed to this account, Zalo says only when one is sent."""
    now = SystemClock().now().astimezone(ZoneInfo(habits_of(settings).timezone))
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    async with database.transaction() as memory:
        so_far = await memory.notices.since(channel.name, channel.account, first)
    counted = f"{so_far.sent} sent, {so_far.lost} refused or lost since {first:%d/%m/%Y}"
    hint = "; the log has Zalo's reasons: approval, Zalo Cloud Account, templates for this kind of account"
    return Finding("Official Account templates", counted + (hint if so_far.lost else ""), well=not so_far.lost)


async def _account(channel: ZaloOaChannel) -> AsyncIterator[Finding]:
    try:
        profile = await channel.profile()
    except ConsentNeeded as needed:
        yield Finding("Official Account", f"{needed}: {_CONSENT}", well=False)
    except ZaloError as error:
        yield Finding("Official Account", f"cannot be asked: {error}", well=False)
    else:
        kind = _KINDS.get(int(profile.get("oa_type") or 0), f"oa_type {profile.get('oa_type')}")
        yield Finding("Official Account", f"{profile.get('name', '')}, {kind}")
        verified = bool(profile.get("is_verified"))
        yield Finding("Official Account verified", "yes" if verified else "no: verify it at oa.zalo.me", verified)


def _web(settings: Settings) -> list[Finding]:
    wanted = bool(settings.zalo_oa_app_id) or settings.zalo_bot_mode == "webhook"
    found = []
    if wanted:
        port = f"port {settings.port}" if settings.port else "no port: set NHIPDAN_PORT, webhooks cannot arrive"
        found.append(Finding("Web server", port, settings.port is not None))
    if settings.zalo_bot_token:
        base = settings.zalo_public_media_base
        found.append(
            Finding(
                "Zalo Bot pictures", f"by links to {base}" if base else "none (set NHIPDAN_ZALO_PUBLIC_MEDIA_BASE)"
            )
        )
    return found
