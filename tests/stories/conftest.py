"""`pytest tests/stories --rewrite-stories` writes down anew what the bot answers; a human then reads the difference."""

from __future__ import annotations

from pathlib import Path

import pytest

REWRITE = "--rewrite-stories"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(REWRITE, action="store_true", help="write the stories' answers anew")


@pytest.fixture
def rewriting(request: pytest.FixtureRequest) -> bool:
    """False too where other tests run beside: then the option is not known."""
    return bool(request.config.getoption(REWRITE, default=False))


@pytest.fixture
def stories() -> Path:
    return Path(__file__).parent
