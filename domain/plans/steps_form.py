"""On which working days before the last safe day to remind, for the whole plan or for one report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.forms import Form, NotUnderstood, Option, Reply
from domain.language.text import Text, verbatim
from domain.plans.plan import MOST_STEPS, Obligation

ALL = "all"
LONGEST = 60  # nobody plans more than two months of working days ahead


@dataclass(frozen=True, slots=True)
class StepsSet:
    """`obligation` is '' for the whole plan."""

    obligation: str
    steps: tuple[int, ...]


def steps_form(form: Form, obligations: Sequence[Obligation]) -> StepsSet:
    options = [Option(ALL, Text("steps.all")), *(Option(o.id, verbatim(o.title)) for o in obligations)]
    chosen = form.choice("obligation", Text("steps.which"), options)
    steps = form.reading("steps", Text("steps.when", n=MOST_STEPS), _read_steps)
    return StepsSet("" if chosen == ALL else chosen, tuple(steps))


def _read_steps(reply: Reply) -> list[int] | NotUnderstood:
    steps = sorted({int(number) for number in re.findall(r"-?\d+", reply.words)}, reverse=True)
    if not 1 <= len(steps) <= MOST_STEPS or steps[-1] < 0 or steps[0] > LONGEST:
        return NotUnderstood(Text("steps.not_understood", n=MOST_STEPS, most=LONGEST))
    return steps
