"""Reading which accounts there are: of the environment, and of the file that `NHIPDAN_ACCOUNTS` names, with every
mistake in it at once."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import SecretStr, ValidationError

from bot.account_map import CHANNELS, AccountMap, is_literal, resolved
from bot.reading.plan_files import Found, load_facts
from bot.settings import MAIN, Settings, SettingsWrong

_Tables: TypeAlias = dict[str, dict[str, dict[str, Any]]]
"""Channel → account → key → value."""

_OWN = {"telegram": "token", "zalo_bot": "token", "zalo_oa": "app_id"}
"""What makes an account: without it there is none. Two accounts with the same would be one."""
_SECRETS = ("token", "webhook_secret", "app_secret", "secret_key")
_ONE_ACCOUNTS = frozenset({*_OWN.values(), "app_secret", "secret_key", "communes"})
"""Of the environment's settings, those that the accounts of a file do not take over."""


def read_accounts(settings: Settings, communes: Sequence[str]) -> AccountMap:
    """`communes` are the ids of those that run. Raises `SettingsWrong`, and `PlanProblems` for the file."""
    tables = _environment(settings)
    try:
        known = AccountMap.model_validate(tables, context=communes)
    except ValidationError as mistakes:
        first = mistakes.errors(include_url=False, include_input=False)[0]
        why = first["msg"].removeprefix("Value error, ")
        raise SettingsWrong(f"{_setting(first['loc'])}: {why}") from None
    if settings.accounts is None:
        return known
    return known.with_those_of(_file(settings, settings.accounts, communes, tables))


def _environment(settings: Settings) -> _Tables:
    tables: _Tables = {channel: {} for channel in CHANNELS}
    for name, account in settings.telegram_accounts.items():
        table = {"token": _plain(account.token), "communes": account.communes}
        tables["telegram"][name] = _habits(settings, "telegram") | table
    for channel, own in _OWN.items():
        said = _settings_of(settings, channel)
        if own in said:
            tables[channel][MAIN] = said
    return tables


def _settings_of(settings: Settings, channel: str) -> dict[str, Any]:
    """What the environment says of each key of an account; what is left empty is not said."""
    keys = CHANNELS[channel].model_fields
    said = {key: _plain(getattr(settings, f"{channel}_{key}", None)) for key in keys}
    unset = {key: None for key in keys if key == "webhook_secret"}
    return unset | {key: value for key, value in said.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def _habits(settings: Settings, channel: str) -> dict[str, Any]:
    return {key: value for key, value in _settings_of(settings, channel).items() if key not in _ONE_ACCOUNTS}


def _setting(where: tuple[str | int, ...]) -> str:
    channel, name, *key = map(str, where)
    if name == MAIN:
        return "_".join(("NHIPDAN", channel, *key[:1])).upper()
    return " ".join(("NHIPDAN_TELEGRAM_ACCOUNTS", name, *key[:1]))


def _file(settings: Settings, path: Path, communes: Sequence[str], others: _Tables) -> AccountMap:
    def understand(data: dict[str, Any]) -> AccountMap:
        return AccountMap.model_validate(_with_habits(settings, data), context=communes)

    def inspect(data: dict[str, Any]) -> Iterator[Found]:
        tables = _tables(data)
        yield from _readable_by_others(path, tables)
        yield from _named_twice(tables, others)
        yield from _one_account_twice(tables, others)

    return load_facts(path, understand, inspect)


def _with_habits(settings: Settings, data: dict[str, Any]) -> dict[str, Any]:
    """Where an account says nothing, the environment's word holds."""
    tables = _tables(data)
    full = {
        channel: {name: {**_habits(settings, channel), **table} for name, table in named.items()}
        for channel, named in tables.items()
    }
    return {key: full[key] | _misplaced(value) if key in full else value for key, value in data.items()}


def _tables(data: Mapping[str, Any]) -> _Tables:
    """What has the shape of accounts at all."""
    return {
        channel: {name: table for name, table in named.items() if isinstance(table, dict)}
        for channel, named in data.items()
        if channel in CHANNELS and isinstance(named, dict)
    }


def _misplaced(named: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in named.items() if not isinstance(value, dict)}


def _readable_by_others(path: Path, tables: _Tables) -> Iterator[Found]:
    literal = [
        (channel, name, key)
        for channel, named in tables.items()
        for name, table in named.items()
        for key in _SECRETS
        if is_literal(table.get(key))
    ]
    if literal and path.stat().st_mode & stat.S_IRWXO:
        yield literal[0], f"a secret in a file that others may open: chmod o= {path}, or write env:NAME"


def _named_twice(tables: _Tables, others: _Tables) -> Iterator[Found]:
    for channel, named in tables.items():
        for name in named.keys() & others[channel].keys():
            yield (channel, name), f"the environment (NHIPDAN_{channel.upper()}_…) has an account {name!r} already"


def _one_account_twice(tables: _Tables, others: _Tables) -> Iterator[Found]:
    """Two accounts with one token would take each other's messages."""
    for channel, named in tables.items():
        earlier = dict(others[channel])
        for name, table in named.items():
            same = [known for known, other in earlier.items() if _are_one(channel, table, other)]
            if same:
                hint = "; where several share an app, each needs its oa_id" if channel == "zalo_oa" else ""
                yield (channel, name, _OWN[channel]), f"is that of the account {same[0]!r} too{hint}"
            earlier[name] = table


def _are_one(channel: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Official Accounts may share an app, if their numbers tell them apart."""
    numbers = one.get("oa_id"), other.get("oa_id")
    apart = all(numbers) and numbers[0] != numbers[1]
    return not apart and _own(channel, one) == _own(channel, other) != ""


def _own(channel: str, table: Mapping[str, Any]) -> str:
    """'' where it cannot be told."""
    with suppress(ValueError):
        own = resolved(table.get(_OWN[channel]))
        return own if isinstance(own, str) else ""
    return ""
