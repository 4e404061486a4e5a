"""All tests share what takes long to make and is always the same. Nobody pulls the plug while they run, so that no
commit waits for the disk: killed processes lose nothing by that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import bot.world
import storage.database
from tests import made_once


@pytest.fixture(scope="session", autouse=True)
def the_same_is_made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_plans", "load_national"):
            patch.setattr(bot.world, name, made_once.unless_changed(getattr(bot.world, name)))
        patch.setattr(storage.database, "migrate", made_once.begin)
        hurried = [
            pragma.replace("synchronous = FULL", "synchronous = OFF") for pragma in storage.database._PRAGMAS
        ]
        patch.setattr(storage.database, "_PRAGMAS", tuple(hurried))
        yield
