"""What an operator sets, by environment variables or a `.env` file. Secrets never print themselves."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

import plans

MAIN = "main"
"""The account of `NHIPDAN_TELEGRAM_TOKEN`."""


class SettingsWrong(Exception):
    """One line for the operator: which setting, and what is wrong with it."""


class AccountSettings(BaseModel):
    """One more account. `communes` are ids; empty means all plans."""

    token: SecretStr
    communes: tuple[str, ...] = ()


class Settings(BaseSettings):
    """`NHIPDAN_<NAME>`. `telegram_accounts` is JSON: {"name": {"token": "…", "communes": ["…"]}}."""

    model_config = SettingsConfigDict(env_prefix="NHIPDAN_", env_file=".env", extra="ignore")

    data: Path = Path("var")
    plans: Path = plans.FOLDER
    communes: tuple[str, ...] = ()  # which of the plans run; empty means all

    telegram_token: SecretStr | None = None
    telegram_communes: tuple[str, ...] = ()
    telegram_accounts: dict[str, AccountSettings] = Field(default_factory=dict)
    telegram_base_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None
    telegram_rate: float = Field(default=25.0, gt=0, le=28)  # messages a second over all chats
    telegram_webhook_secret: SecretStr | None = None  # set: updates come to /telegram/<account> instead of polling

    host: str = "127.0.0.1"
    port: int | None = None  # set: /healthz, and the webhooks

    log_json: bool = False

    def accounts(self) -> dict[str, AccountSettings]:
        """Every account by name."""
        named = dict(self.telegram_accounts)
        if self.telegram_token:
            named[MAIN] = AccountSettings(token=self.telegram_token, communes=self.telegram_communes)
        return named

    @property
    def database(self) -> Path:
        return self.data / "nhipdan.sqlite3"

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
