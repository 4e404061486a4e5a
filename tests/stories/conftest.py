"""`pytest tests/stories --rewrite-stories` writes down anew what the bot answers; a human then reads the difference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bot.world

REWRITE = "--rewrite-stories"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(REWRITE, action="store_true", help="write the stories' answers anew")


@pytest.fixture
def rewriting(request: pytest.FixtureRequest) -> bool:
    """False too where other tests run beside: then the option is not known."""
    return bool(request.config.getoption(REWRITE, default=False))


@pytest.fixture(scope="session", autouse=True)
def plans_read_once() -> Iterator[None]:
    """Every town has the same plans; reading them takes longer than many a story."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_plans", "load_national"):
            patch.setattr(bot.world, name, cache(getattr(bot.world, name)))
        yield


@pytest.fixture
def stories() -> Path:
    return Path(__file__).parent
