"""Our accounts on the messengers, made from the settings. A messenger's library is imported where it is used: none
of them for commands that only read plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from bot.account_map import AccountMap, OfficialAccount, TelegramAccount, ZaloBotAccount
from bot.channels.base import Channel
from bot.reading.account_files import read_accounts
from bot.settings import Settings, SettingsWrong
from bot.world import TELEGRAM, WEB, ZALO_BOT, ZALO_OA, communes_of
from domain.messaging.notices import Occasion
from handlers.world import AccountKey

if TYPE_CHECKING:
    from bot.channels.telegram.channel import TelegramChannel
    from bot.channels.zalo_bot.channel import ZaloBotChannel
    from bot.channels.zalo_oa.channel import ZaloOaChannel
    from bot.channels.zalo_oa.templates import Template


def accounts_of(settings: Settings) -> AccountMap:
    """Raises `SettingsWrong`, `PlanProblems`."""
    return read_accounts(settings, communes_of(settings))


def open_channels(settings: Settings) -> dict[AccountKey, Channel]:
    """Raises `SettingsWrong`, `PlanProblems`; `ChannelStopped` for a token that cannot be one."""
    channels: dict[AccountKey, Channel] = {
        key: _OPEN[key[0]](settings, key[1], account) for key, account in accounts_of(settings).by_key().items()
    }
    official = [channel for (kind, _), channel in channels.items() if kind == ZALO_OA]
    if official:
        from bot.channels.zalo_oa.sharing import share_apps

        share_apps(cast("list[ZaloOaChannel]", official))
    return channels | (_web(settings) if settings.web_form else {})


def open_channel(settings: Settings, account: AccountKey) -> Channel:
    """One alone, to ask it something. Raises `KeyError` where there is none."""
    if account[0] == WEB:
        return _web(settings)[account]
    return _OPEN[account[0]](settings, account[1], accounts_of(settings).by_key()[account])


def open_telegram(settings: Settings, name: str, account: TelegramAccount) -> TelegramChannel:
    from bot.channels.telegram.channel import create

    return create(
        account.token,
        name,
        base_url=settings.telegram_base_url,
        proxy=settings.telegram_proxy,
        webhook=account.webhook_secret,
        per_second=account.rate,
    )


def open_zalo_bot(settings: Settings, name: str, account: ZaloBotAccount) -> ZaloBotChannel:
    from bot.channels.base import Allowance
    from bot.channels.zalo.media import MediaRules
    from bot.channels.zalo_bot.channel import BotOptions, ZaloBotChannel

    options = BotOptions(
        base_url=settings.zalo_bot_api_base,
        proxy=settings.zalo_proxy,
        webhook=account.webhook_secret if account.mode == "webhook" else None,
        per_second=account.max_rps,
        max_text=settings.zalo_max_text,
        media=MediaRules(settings.zalo_media_hosts, settings.zalo_media_max_bytes),
        allowance=Allowance(
            per_month=account.monthly_limit,
            people=account.user_limit,
            counts_heard=account.count_inbound,
        ),
        public_base=settings.zalo_public_media_base,
    )
    return ZaloBotChannel(account.token, name, options)


def open_zalo_oa(settings: Settings, name: str, account: OfficialAccount) -> ZaloOaChannel:
    from bot.channels.zalo.media import MediaRules
    from bot.channels.zalo_oa.channel import OaOptions, ZaloOaChannel

    options = OaOptions(
        app_id=account.app_id,
        app_secret=account.app_secret,
        secret_key=account.secret_key,
        oa_id=account.oa_id,
        base_url=settings.zalo_oa_api_base,
        oauth_url=settings.zalo_oa_oauth_base,
        proxy=settings.zalo_proxy,
        send_api=account.send_api,
        buttons=account.buttons,
        button_template_type=account.button_template_type,
        free_per_window=account.free_per_window,
        paid_sends=account.paid_sends,
        max_text=settings.zalo_max_text,
        media=MediaRules(settings.zalo_media_hosts, settings.zalo_media_max_bytes),
        templates=_templates(account),
    )
    return ZaloOaChannel(name, options)


def _templates(account: OfficialAccount) -> dict[Occasion, Template]:
    from bot.channels.zalo_oa.templates import Template

    return {
        occasion: Template(given.id, given.params, given.longest) for occasion, given in account.templates.items()
    }


def _web(settings: Settings) -> dict[AccountKey, Channel]:
    """One for each commune, all behind the same dams."""
    from bot.channels.web.channel import WebChannel
    from bot.channels.web.flood import Flood

    if settings.port is None:
        raise SettingsWrong("NHIPDAN_WEB_FORM needs NHIPDAN_PORT: where the pages are served")
    flood = Flood()
    return {(WEB, one): WebChannel(one, settings.data / "uploads", flood) for one in communes_of(settings)}


_OPEN: Mapping[str, Callable[[Settings, str, Any], Channel]] = {
    TELEGRAM: open_telegram,
    ZALO_BOT: open_zalo_bot,
    ZALO_OA: open_zalo_oa,
}
