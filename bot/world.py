"""The world as the handlers see it, put together from files and settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from bot.i18n import Words
from bot.links import LinkBook
from bot.national import load_habits, load_national
from bot.plan_files import load_plans
from bot.settings import Settings, SettingsWrong
from domain.plan import Plan
from handlers.book import COMMANDS
from handlers.world import AccountKey, World

TELEGRAM = "telegram"


def build_world(settings: Settings, words: Words, links: LinkBook) -> World:
    """Raises `PlanProblems` and `SettingsWrong`."""
    plans = _by_commune(settings)
    national = _national_folder(settings.plans)
    return World(
        plans=plans,
        national=load_national(national),
        habits=load_habits(national),
        accounts=_accounts(settings, plans),
        plain=words.plain,
        link=links.make,
        random=os.urandom,
        commands=COMMANDS,
    )


def _by_commune(settings: Settings) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for plan in load_plans(settings.plans).values():
        if plans.setdefault(plan.commune.id, plan) is not plan:
            raise SettingsWrong(f"{settings.plans}: two plans for the commune {plan.commune.id}")
    chosen = settings.communes or tuple(plans)
    return {commune: _known(plans, commune, "NHIPDAN_COMMUNES") for commune in chosen}


def _known(plans: Mapping[str, Plan], commune: str, setting: str) -> Plan:
    if commune not in plans:
        raise SettingsWrong(f"{setting}: no plan for the commune {commune!r}; there are {', '.join(plans)}")
    return plans[commune]


def _accounts(settings: Settings, plans: Mapping[str, Plan]) -> dict[AccountKey, tuple[str, ...]]:
    """Which communes each account serves: those it names, or all."""
    served: dict[AccountKey, tuple[str, ...]] = {}
    for name, account in settings.accounts().items():
        communes = account.communes or tuple(plans)
        for commune in communes:
            _known(plans, commune, f"NHIPDAN_TELEGRAM_ACCOUNTS {name}")
        served[TELEGRAM, name] = communes
    return served


def _national_folder(plans: Path) -> Path:
    """A folder of plans without national data of its own takes ours."""
    from bot.plan_files import NATIONAL
    from plans import FOLDER

    return plans if (plans / NATIONAL).exists() else FOLDER
