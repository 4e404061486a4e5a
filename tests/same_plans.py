"""Reading the plans once for all tests of a folder: it takes longer than many a test. Not where plan files change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

import bot.world

__all__ = ["plans_read_once"]


@pytest.fixture(scope="package", autouse=True)
def plans_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_plans", "load_national"):
            patch.setattr(bot.world, name, cache(getattr(bot.world, name)))
        yield
