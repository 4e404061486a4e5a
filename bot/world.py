"""The world as the handlers see it, put together from files and settings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import plans
from bot.keys import keys_of
from bot.links import LinkBook
from bot.papers.as_pdf import office_program
from bot.reading.account_files import read_accounts
from bot.reading.national import load_national
from bot.reading.plan_files import NATIONAL, PlanProblem, PlanProblems, load_facts, load_plans
from bot.settings import Settings, SettingsWrong
from bot.strongbox import KeyedStrongbox
from bot.words.i18n import Words
from domain.clocks.clock_book import communes
from domain.habits import Habits
from domain.national import National
from domain.plans.plan import Plan
from handlers.book import COMMANDS
from handlers.world import AccountKey, World

TELEGRAM, ZALO_BOT, ZALO_OA, WEB = "telegram", "zalo_bot", "zalo_oa", "web"


def build_world(settings: Settings, words: Words, links: LinkBook) -> World:
    """Raises `PlanProblems` and `SettingsWrong`."""
    if settings.public_url and settings.port is None:
        raise SettingsWrong("NHIPDAN_PUBLIC_URL needs NHIPDAN_PORT: where calendars are served")
    by_commune = _by_commune(settings)
    national = load_national(_national_folder(settings.plans))
    _check_clocks(settings.plans, by_commune.values(), national)
    return World(
        plans=by_commune,
        national=national,
        habits=habits_of(settings),
        accounts=_accounts(settings, by_commune),
        plain=words.plain,
        link=links.make,
        random=os.urandom,
        commands=COMMANDS,
        vault=KeyedStrongbox(keys_of(settings)),
        public_url=settings.public_url.rstrip("/"),
        prints_pdf=settings.pdf and bool(office_program()),
    )


def _check_clocks(folder: Path, all_plans: Iterable[Plan], national: National) -> None:
    """Raises `PlanProblems` where a plan's own clocks do not go with the nation's."""
    problems = []
    for plan in all_plans:
        try:
            communes(national.clocks, plan.petitions.clocks)
        except ValueError as mistake:
            problems.append(PlanProblem(folder / f"{plan.id}.toml", 1, "petitions.clocks", str(mistake)))
    if problems:
        raise PlanProblems(problems)


def habits_of(settings: Settings) -> Habits:
    """Raises `PlanProblems`."""
    return load_facts(_national_folder(settings.plans) / NATIONAL / "habits.toml", Habits.model_validate)


def communes_of(settings: Settings) -> tuple[str, ...]:
    """The ids of those that run. Raises `PlanProblems` and `SettingsWrong`."""
    return tuple(_by_commune(settings))


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
    accounts = read_accounts(settings, tuple(among)).by_key()
    pages = {(WEB, commune): (commune,) for commune in among} if settings.web_form else {}
    return {key: account.communes or tuple(among) for key, account in accounts.items()} | pages


def _national_folder(folder: Path) -> Path:
    """A folder of plans without national data of its own takes ours."""
    return folder if (folder / NATIONAL).exists() else plans.FOLDER
