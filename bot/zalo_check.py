"""What is so with our accounts at Zalo: asked of the settings, of our memory, and of Zalo itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.account_map import Account, AccountMap, OfficialAccount, ZaloBotAccount
from bot.accounts import accounts_of, open_zalo_bot, open_zalo_oa
from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.channels.zalo_oa.oauth import NoToken
from bot.channels.zalo_oa.send import TRAIT
from bot.channels.zalo_oa.templates import Template
from bot.cli.our_accounts import consent_command
from bot.clock import SystemClock
from bot.keys import keys_of
from bot.sending.gate import month_of, used
from bot.settings import Settings
from bot.vault import StoredVault
from bot.world import ZALO_BOT, communes_of, habits_of
from domain.messaging.notices import Occasion
from storage.database import Database

_KINDS = {2: "a business", 4: "a state agency: Zalo may want v2 of its send API (-235), which is then used"}


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    says: str
    well: bool = True


async def check_all(settings: Settings) -> list[Finding]:
    """Raises `SettingsWrong`, `PlanProblems`, `DatabaseUnusable`."""
    accounts, communes = accounts_of(settings), communes_of(settings)
    database = await Database.open(settings.database)
    try:
        found = [] if accounts.zalo_bot else [_no_bot()]
        for name, bot in accounts.zalo_bot.items():
            found += [_serves(f"Zalo Bot {name}", bot, communes)]
            found += [one async for one in _bot(settings, name, bot, database)]
        found += [] if accounts.zalo_oa else [_no_oa()]
        for name, official in accounts.zalo_oa.items():
            found += [_serves(f"Official Account {name}", official, communes)]
            found += [one async for one in _oa(settings, name, official, database)]
        return [*found, *_web(settings, accounts)]
    finally:
        await database.close()


def _serves(about: str, account: Account, communes: Sequence[str]) -> Finding:
    return Finding(f"{about} serves", ", ".join(account.communes or communes))


def _no_bot() -> Finding:
    return Finding(
        "Zalo Bot", "not used (set NHIPDAN_ZALO_BOT_TOKEN; the OA 'Zalo Bot Manager' in the Zalo app makes one)"
    )


def _no_oa() -> Finding:
    return Finding(
        "Official Account",
        "not used (set NHIPDAN_ZALO_OA_APP_ID, _APP_SECRET, _SECRET_KEY from developers.zalo.me, or NHIPDAN_ACCOUNTS)",
    )


async def _bot(
    settings: Settings, name: str, account: ZaloBotAccount, database: Database
) -> AsyncIterator[Finding]:
    about, channel = f"Zalo Bot {name}", open_zalo_bot(settings, name, account)
    try:
        me = await channel.api.call("getMe")
        hook = (await channel.api.call("getWebhookInfo")).get("url", "")
    except ZaloError as error:
        yield Finding(about, f"cannot be asked: {error}", well=False)
    else:
        yield Finding(about, f"{me.get('account_name', '')} ({me.get('account_type', '')})")
        yield _delivery(f"{about} updates", name, account.mode, hook)
    finally:
        await channel.close()
    yield await _quota(f"{about} quota", settings, channel, database)


def _delivery(about: str, name: str, mode: str, hook: str) -> Finding:
    if mode == "webhook":
        return _webhook(about, name, hook)
    if hook:
        return Finding(about, f"{hook} gets them: polling hears nothing until it is removed", False)
    return Finding(about, "by polling")


def _webhook(about: str, name: str, hook: str) -> Finding:
    if hook and not hook.endswith(f"/{ZALO_BOT}/{name}"):
        return Finding(about, f"{hook} gets them, which is not this bot's: run `nhipdan zalo webhook URL`", False)
    return Finding(about, hook or "no webhook is set: run `nhipdan zalo webhook URL`", bool(hook))


async def _quota(about: str, settings: Settings, channel: ZaloBotChannel, database: Database) -> Finding:
    month, limit = month_of(SystemClock().now(), ZoneInfo(habits_of(settings).timezone)), channel.allowance
    async with database.transaction() as memory:
        so_far = await memory.traffic.month(channel.name, channel.account, month)
        people = await memory.traffic.people(channel.name, channel.account)
    said = used(limit, so_far)
    well = not ((limit.per_month and said >= limit.per_month) or (limit.people and people > limit.people))
    counted = (
        f"{said} of {limit.per_month or 'any'} messages in {month}, {people} of {limit.people or 'any'} people"
    )
    return Finding(about, counted, well)


async def _oa(
    settings: Settings, name: str, account: OfficialAccount, database: Database
) -> AsyncIterator[Finding]:
    about, channel = f"Official Account {name}", open_zalo_oa(settings, name, account)
    vault = StoredVault(database, keys_of(settings), channel.name, channel.account)
    channel.use(vault, SystemClock())
    try:
        async for finding in _account(about, channel, account):
            yield finding
    finally:
        await channel.close()
    way = account.send_api if account.send_api != "auto" else await vault.trait(TRAIT) or "v3"
    yield Finding(f"{about} sends", f"by {way}; buttons {'on' if account.buttons else 'off'}")
    paid = "then paid until 7 days" if account.paid_sends else "then not (NHIPDAN_ZALO_OA_PAID_SENDS is off)"
    yield Finding(f"{about} window", f"free for 48 hours after somebody's last words, {paid}")
    for occasion in Occasion:
        yield _template(about, occasion, channel.templates)
    if channel.templates:
        yield await _announced(about, settings, channel, database)


def _template(about: str, occasion: Occasion, templates: Mapping[Occasion, Template]) -> Finding:
    about = f"{about} template for a {occasion.value}"
    if occasion not in templates:
        return Finding(about, "none: it waits unannounced (NHIPDAN_ZALO_OA_TEMPLATES)")
    template = templates[occasion]
    filled = ", ".join(f"{name}={ours}" for name, ours in template.params.items())
    return Finding(about, f"{template.id} ({filled or 'nothing to fill in'})")


async def _announced(about: str, settings: Settings, channel: ZaloOaChannel, database: Database) -> Finding:
    """Whether they are approved, paid for, and allowed to this account, Zalo says only when one is sent."""
    now = SystemClock().now().astimezone(ZoneInfo(habits_of(settings).timezone))
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    async with database.transaction() as memory:
        so_far = await memory.notices.since(channel.name, channel.account, first)
    counted = f"{so_far.sent} sent, {so_far.lost} refused or lost since {first:%d/%m/%Y}"
    hint = "; the log has Zalo's reasons: approval, Zalo Cloud Account, templates for this kind of account"
    return Finding(f"{about} templates", counted + (hint if so_far.lost else ""), well=not so_far.lost)


async def _account(about: str, channel: ZaloOaChannel, account: OfficialAccount) -> AsyncIterator[Finding]:
    try:
        profile = await channel.profile()
    except NoToken as needed:
        yield Finding(about, f"{needed}: {consent_command(channel.account)} with an admin of the OA", well=False)
    except ZaloError as error:
        yield Finding(about, f"cannot be asked: {error}", well=False)
    else:
        kind = _KINDS.get(int(profile.get("oa_type") or 0), f"oa_type {profile.get('oa_type')}")
        yield Finding(about, f"{profile.get('name', '')}, {kind}")
        verified = bool(profile.get("is_verified"))
        yield Finding(f"{about} verified", "yes" if verified else "no: verify it at oa.zalo.me", verified)
        number = str(profile.get("oaid", ""))
        if account.oa_id and account.oa_id != number:
            yield Finding(
                f"{about} oa_id", f"is {number}, and not {account.oa_id} as its settings say", well=False
            )


def _web(settings: Settings, accounts: AccountMap) -> list[Finding]:
    wanted = bool(accounts.zalo_oa) or any(bot.mode == "webhook" for bot in accounts.zalo_bot.values())
    found = []
    if wanted:
        port = f"port {settings.port}" if settings.port else "no port: set NHIPDAN_PORT, webhooks cannot arrive"
        found.append(Finding("Web server", port, settings.port is not None))
    if accounts.zalo_bot:
        base = settings.zalo_public_media_base
        found.append(
            Finding(
                "Zalo Bot pictures", f"by links to {base}" if base else "none (set NHIPDAN_ZALO_PUBLIC_MEDIA_BASE)"
            )
        )
    return found
