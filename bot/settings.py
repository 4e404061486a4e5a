"""What an operator sets, by environment variables or a `.env` file. Secrets never print themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

import plans
from domain.messaging.notices import Occasion

MAIN = "main"
"""The account that the environment names on each messenger."""

Many: TypeAlias = Annotated[int, Field(ge=0)]
"""0: not counted, no limit."""
Pace: TypeAlias = Annotated[float, Field(gt=0)]
TelegramsPace: TypeAlias = Annotated[float, Field(gt=0, le=28)]
Mode: TypeAlias = Literal["poll", "webhook"]
SendApi: TypeAlias = Literal["auto", "v3", "v2"]


class SettingsWrong(Exception):
    """One line for the operator: which setting, and what is wrong with it."""


class AccountSettings(BaseModel):
    """One more account. `communes` are ids; empty means all plans."""

    token: SecretStr
    communes: tuple[str, ...] = ()


class TemplateSettings(BaseModel):
    """A template that Zalo approved: its number, and for each of its parameters which of our gaps fills it
    (`domain/messaging/notices.py`). `longest`: characters that a parameter takes; 0: any number."""

    id: str = Field(min_length=1, coerce_numbers_to_str=True)
    params: dict[str, str]
    longest: int = Field(default=0, ge=0)


class Settings(BaseSettings):
    """`NHIPDAN_<NAME>`. `telegram_accounts` is JSON: {"name": {"token": "…", "communes": ["…"]}}."""

    model_config = SettingsConfigDict(env_prefix="NHIPDAN_", env_file=".env", extra="ignore")

    data: Path = Path("var")
    secret_key: Annotated[SecretStr, Field(min_length=32)] | None = None  # None: the one in `key_file`
    plans: Path = plans.FOLDER
    communes: tuple[str, ...] = ()  # which of the plans run; empty means all
    accounts: Path | None = None  # a TOML file of further accounts; what is set below holds for them too

    telegram_token: SecretStr | None = None
    telegram_communes: tuple[str, ...] = ()
    telegram_accounts: dict[str, AccountSettings] = Field(default_factory=dict)
    telegram_base_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None
    telegram_rate: TelegramsPace = 25.0  # messages a second over all chats
    telegram_webhook_secret: SecretStr | None = None  # set: updates come to /telegram/<account> instead of polling

    zalo_bot_token: SecretStr | None = None
    zalo_bot_communes: tuple[str, ...] = ()
    zalo_bot_mode: Mode = "poll"
    zalo_bot_webhook_secret: SecretStr | None = None  # 8 to 256 characters
    zalo_bot_api_base: str = "https://bot-api.zaloplatforms.com"
    zalo_bot_monthly_limit: Many = 3000
    zalo_bot_user_limit: Many = 50
    zalo_bot_count_inbound: bool = True
    zalo_bot_max_rps: Pace = 5.0

    zalo_oa_app_id: str = ""
    zalo_oa_app_secret: SecretStr | None = None  # exchanges tokens
    zalo_oa_secret_key: SecretStr | None = None  # of the webhook screen: signs events
    zalo_oa_communes: tuple[str, ...] = ()
    zalo_oa_api_base: str = "https://openapi.zalo.me"
    zalo_oa_oauth_base: str = "https://oauth.zaloapp.com"
    zalo_oa_send_api: SendApi = "auto"  # auto: v3, and v2 where Zalo answers -235
    zalo_oa_buttons: bool = False
    zalo_oa_button_template_type: str = ""
    zalo_oa_free_per_window: Many = 0  # messages until the person speaks again
    zalo_oa_paid_sends: bool = False  # from 48 hours to 7 days after the person's last words
    zalo_oa_templates: dict[Occasion, TemplateSettings] = Field(default_factory=dict)  # paid; empty: off

    zalo_proxy: str | None = None
    zalo_max_text: int = Field(default=1900, ge=100, le=2000)  # UTF-16 units
    zalo_media_hosts: tuple[str, ...] = ("*.zdn.vn",)
    zalo_media_max_bytes: int = Field(default=10 * 1024 * 1024, gt=0)
    zalo_public_media_base: str = ""  # this machine's public HTTPS address: set, pictures go out by links to it

    host: str = "127.0.0.1"
    port: int | None = None  # set: /healthz, the webhooks, the web form
    public_url: str = Field(default="", pattern=r"^(https://\S+)?$")  # where that port is found from outside
    web_form: bool = False  # a page for each commune, for those without a messenger

    pdf: bool = True  # forms as PDF, too, where LibreOffice is installed
    log_json: bool = False

    @property
    def database(self) -> Path:
        return self.data / "nhipdan.sqlite3"

    @property
    def key_file(self) -> Path:
        return self.data / "secret.key"

    @property
    def files(self) -> Path:
        return self.data / "files"


def read_settings() -> Settings:
    """Raises `SettingsWrong`."""
    try:
        return Settings()
    except ValidationError as mistakes:
        first = mistakes.errors(include_url=False, include_input=False)[0]
        name = "NHIPDAN_" + "_".join(map(str, first["loc"])).upper()
        raise SettingsWrong(f"{name}: {first['msg']}") from None
    except SettingsError as broken:
        raise SettingsWrong(f"{broken}: it is not JSON") from None


def variable(name: str) -> str | None:
    """What the environment or `.env` says under this very name; None where it says nothing."""
    file = DotEnvSettingsSource(Settings, case_sensitive=True)
    return {**file.env_vars, **EnvSettingsSource(Settings, case_sensitive=True).env_vars}.get(name)
