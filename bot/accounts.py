"""Our accounts on the messengers, made from the settings. A messenger's library is imported where it is used: none
of them for commands that only read plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channels.base import Channel
from bot.settings import MAIN, Settings, SettingsWrong
from bot.world import TELEGRAM, WEB, ZALO_BOT, ZALO_OA, communes_of
from domain.notices import GAPS, Occasion
from handlers.world import AccountKey

if TYPE_CHECKING:
    from bot.channels.zalo_bot.channel import ZaloBotChannel
    from bot.channels.zalo_oa.channel import ZaloOaChannel
    from bot.channels.zalo_oa.templates import Template


def open_channels(settings: Settings) -> dict[AccountKey, Channel]:
    """Raises `ChannelStopped` for a token that cannot be one, `SettingsWrong` where a setting is missing."""
    bot, official = settings.speaks_zalo()
    channels: dict[AccountKey, Channel] = {**_telegram(settings)}
    if bot:
        channels[ZALO_BOT, MAIN] = open_zalo_bot(settings)
    if official:
        channels[ZALO_OA, MAIN] = open_zalo_oa(settings)
    if settings.web_form:
        channels |= _web(settings)
    return channels


def _telegram(settings: Settings) -> dict[AccountKey, Channel]:
    accounts = settings.accounts()
    if not accounts:
        return {}
    from bot.channels.telegram.channel import create

    return {
        (TELEGRAM, name): create(
            account.token,
            name,
            base_url=settings.telegram_base_url,
            proxy=settings.telegram_proxy,
            webhook=settings.telegram_webhook_secret,
            per_second=settings.telegram_rate,
        )
        for name, account in accounts.items()
    }


def open_zalo_bot(settings: Settings) -> ZaloBotChannel:
    from bot.channels.base import Allowance
    from bot.channels.zalo.media import MediaRules
    from bot.channels.zalo_bot.channel import BotOptions, ZaloBotChannel

    if not settings.zalo_bot_token:
        raise SettingsWrong("NHIPDAN_ZALO_BOT_TOKEN is not set")
    secret = settings.zalo_bot_webhook_secret if settings.zalo_bot_mode == "webhook" else None
    if settings.zalo_bot_mode == "webhook" and not (secret and 8 <= len(secret) <= 256):
        raise SettingsWrong("NHIPDAN_ZALO_BOT_WEBHOOK_SECRET: a webhook needs one of 8 to 256 characters")
    options = BotOptions(
        base_url=settings.zalo_bot_api_base,
        proxy=settings.zalo_proxy,
        webhook=secret,
        per_second=settings.zalo_bot_max_rps,
        max_text=settings.zalo_max_text,
        media=MediaRules(settings.zalo_media_hosts, settings.zalo_media_max_bytes),
        allowance=Allowance(
            per_month=settings.zalo_bot_monthly_limit,
            people=settings.zalo_bot_user_limit,
            counts_heard=settings.zalo_bot_count_inbound,
        ),
        public_base=settings.zalo_public_media_base,
    )
    return ZaloBotChannel(settings.zalo_bot_token, MAIN, options)


def open_zalo_oa(settings: Settings) -> ZaloOaChannel:
    from bot.channels.zalo.media import MediaRules
    from bot.channels.zalo_oa.channel import OaOptions, ZaloOaChannel

    if not (settings.zalo_oa_app_secret and settings.zalo_oa_secret_key):
        raise SettingsWrong(
            "NHIPDAN_ZALO_OA_APP_ID needs NHIPDAN_ZALO_OA_APP_SECRET and NHIPDAN_ZALO_OA_SECRET_KEY"
        )
    options = OaOptions(
        app_id=settings.zalo_oa_app_id,
        app_secret=settings.zalo_oa_app_secret,
        secret_key=settings.zalo_oa_secret_key,
        base_url=settings.zalo_oa_api_base,
        oauth_url=settings.zalo_oa_oauth_base,
        proxy=settings.zalo_proxy,
        send_api=settings.zalo_oa_send_api,
        buttons=settings.zalo_oa_buttons,
        button_template_type=settings.zalo_oa_button_template_type,
        free_per_window=settings.zalo_oa_free_per_window,
        paid_sends=settings.zalo_oa_paid_sends,
        max_text=settings.zalo_max_text,
        media=MediaRules(settings.zalo_media_hosts, settings.zalo_media_max_bytes),
        templates=_templates(settings),
    )
    return ZaloOaChannel(MAIN, options)


def _templates(settings: Settings) -> dict[Occasion, Template]:
    from bot.channels.zalo_oa.templates import Template

    for occasion, given in settings.zalo_oa_templates.items():
        if unknown := set(given.params.values()) - set(GAPS[occasion]):
            raise SettingsWrong(
                f"NHIPDAN_ZALO_OA_TEMPLATES: {occasion.value} has no {', '.join(sorted(unknown))};"
                f" there are {', '.join(GAPS[occasion])}"
            )
    return {
        occasion: Template(given.id, given.params, given.longest)
        for occasion, given in settings.zalo_oa_templates.items()
    }


def _web(settings: Settings) -> dict[AccountKey, Channel]:
    """One for each commune, all behind the same dams."""
    from bot.channels.web.channel import WebChannel
    from bot.channels.web.flood import Flood

    if settings.port is None:
        raise SettingsWrong("NHIPDAN_WEB_FORM needs NHIPDAN_PORT: where the pages are served")
    flood = Flood()
    return {(WEB, one): WebChannel(one, settings.data / "uploads", flood) for one in communes_of(settings)}
