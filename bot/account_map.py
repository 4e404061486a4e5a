"""Which accounts we have on each messenger, what each may do, and which communes it serves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from bot.settings import Many, Mode, Pace, SendApi, TelegramsPace, TemplateSettings, variable
from domain.messaging.notices import GAPS, Occasion
from handlers.world import AccountKey

_REFERENCE = "env:"


def resolved(value: Any) -> Any:
    """`env:NAME` becomes what the environment says under NAME. Raises `ValueError` where it says nothing."""
    if not isinstance(value, str) or not value.startswith(_REFERENCE):
        return value
    name = value.removeprefix(_REFERENCE)
    found = variable(name)
    if not found:
        raise ValueError(f"the environment has no {name}")
    return found


def is_literal(value: Any) -> bool:
    return isinstance(value, str) and not value.startswith(_REFERENCE)


def _known(commune: str, info: ValidationInfo) -> str:
    """The context holds the ids of those that run."""
    communes = info.context or ()
    if commune not in communes:
        raise ValueError(f"no plan for the commune {commune!r}; there are {', '.join(communes)}")
    return commune


def _looks_like(pattern: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, token.get_secret_value()):
            raise ValueError("does not look like one (123456:ABC…)")
        return token

    return AfterValidator(check)


def _said(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value():
        raise ValueError("is empty")
    return secret


Name: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""It is part of the webhook's address."""
Commune: TypeAlias = Annotated[str, AfterValidator(_known)]
Secret: TypeAlias = Annotated[SecretStr, BeforeValidator(resolved), AfterValidator(_said)]


class Account(BaseModel):
    """`communes` are ids; empty means all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    communes: tuple[Commune, ...] = ()


class TelegramAccount(Account):
    token: Annotated[Secret, _looks_like(r"\d+:[A-Za-z0-9_-]+")]
    rate: TelegramsPace
    webhook_secret: Secret | None  # None: it polls


class ZaloBotAccount(Account):
    token: Annotated[Secret, _looks_like(r"\d+:\S+")]
    mode: Mode
    webhook_secret: Secret | None
    monthly_limit: Many
    user_limit: Many
    count_inbound: bool
    max_rps: Pace

    @field_validator("webhook_secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if info.data.get("mode") == "webhook" and not (secret and 8 <= len(secret.get_secret_value()) <= 256):
            raise ValueError("a webhook needs one of 8 to 256 characters")
        return secret


class OfficialAccount(Account):
    """`app_secret` exchanges tokens, `secret_key` of the webhook screen signs events. `oa_id`, the account's own
    number, tells apart those that share an app."""

    app_id: Annotated[str, BeforeValidator(resolved), StringConstraints(min_length=1)]
    app_secret: Secret
    secret_key: Secret
    oa_id: Annotated[str, BeforeValidator(resolved)] = ""
    send_api: SendApi
    buttons: bool
    button_template_type: str = ""
    free_per_window: Many
    paid_sends: bool
    templates: Mapping[Occasion, TemplateSettings]

    @field_validator("templates")
    @classmethod
    def _filled_by_gaps_that_there_are(
        cls, templates: Mapping[Occasion, TemplateSettings]
    ) -> Mapping[Occasion, TemplateSettings]:
        for occasion, template in templates.items():
            if unknown := set(template.params.values()) - set(GAPS[occasion]):
                raise ValueError(
                    f"{occasion.value} has no {', '.join(sorted(unknown))}; there are {', '.join(GAPS[occasion])}"
                )
        return templates


class AccountMap(BaseModel):
    """By the name of each account."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    telegram: Mapping[Name, TelegramAccount] = {}
    zalo_bot: Mapping[Name, ZaloBotAccount] = {}
    zalo_oa: Mapping[Name, OfficialAccount] = {}

    def by_key(self) -> dict[AccountKey, Account]:
        named: dict[str, Mapping[str, Account]] = {channel: getattr(self, channel) for channel in CHANNELS}
        return {(channel, name): one for channel, of in named.items() for name, one in of.items()}

    def with_those_of(self, other: AccountMap) -> AccountMap:
        return self.model_copy(
            update={channel: {**getattr(self, channel), **getattr(other, channel)} for channel in CHANNELS}
        )


CHANNELS: Mapping[str, type[Account]] = {
    "telegram": TelegramAccount,
    "zalo_bot": ZaloBotAccount,
    "zalo_oa": OfficialAccount,
}
