"""The world as the handlers see it, put together from files and settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import plans
from bot.i18n import Words
from bot.links import LinkBook
from bot.national import load_national
from bot.plan_files import NATIONAL, load_facts, load_plans
from bot.settings import Settings, SettingsWrong
from domain.habits import Habits
from domain.plan import Plan
from handlers.book import COMMANDS
from handlers.world import AccountKey, World

TELEGRAM = "telegram"


def build_world(settings: Settings, words: Words, links: LinkBook) -> World:
    """Raises `PlanProblems` and `SettingsWrong`."""
    by_commune = _by_commune(settings)
    national = _national_folder(settings.plans)
    return World(
        plans=by_commune,
        national=load_national(national),
        habits=load_facts(national / NATIONAL / "habits.toml", Habits.model_validate),
        accounts=_accounts(settings, by_commune),
        plain=words.plain,
        link=links.make,
        random=os.urandom,
        commands=COMMANDS,
    )


def _by_commune(settings: Settings) -> dict[str, Plan]:
    found: dict[str, Plan] = {}
    for plan in load_plans(settings.plans).values():
        if found.setdefault(plan.commune.id, plan) is not plan:
            raise SettingsWrong(f"{settings.plans}: two plans for the commune {plan.commune.id}")
    chosen = settings.communes or tuple(found)
    return {commune: _known(found, commune, "NHIPDAN_COMMUNES") for commune in chosen}


def _known(among: Mapping[str, Plan], commune: str, setting: str) -> Plan:
    if commune not in among:
        raise SettingsWrong(f"{setting}: no plan for the commune {commune!r}; there are {', '.join(among)}")
    return among[commune]


def _accounts(settings: Settings, among: Mapping[str, Plan]) -> dict[AccountKey, tuple[str, ...]]:
    """Which communes each account serves: those it names, or all."""
    served: dict[AccountKey, tuple[str, ...]] = {}
    for name, account in settings.accounts().items():
        communes = account.communes or tuple(among)
        for commune in communes:
            _known(among, commune, f"NHIPDAN_TELEGRAM_ACCOUNTS {name}")
        served[TELEGRAM, name] = communes
    return served


def _national_folder(folder: Path) -> Path:
    """A folder of plans without national data of its own takes ours."""
    return folder if (folder / NATIONAL).exists() else plans.FOLDER
