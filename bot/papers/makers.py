"""Which papers there are, and who makes each. What draws them is imported when the first one is made: it is heavy."""

from __future__ import annotations

from collections.abc import Mapping

from bot.papers import deadlines_ics
from bot.papers.press import Maker
from handlers.feeds import PAPER as DEADLINES

MAKERS: Mapping[str, Maker] = {
    DEADLINES: Maker(deadlines_ics.gather, deadlines_ics.draw),
}
