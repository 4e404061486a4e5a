"""Which papers there are, and who makes each. What draws them is imported when the first one is made: it is heavy."""

from __future__ import annotations

from collections.abc import Mapping

from bot.papers.press import Maker

MAKERS: Mapping[str, Maker] = {}
