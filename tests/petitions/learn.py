"""Learns plans/national/accusation_weights.toml from seen.toml: `python -m tests.petitions.learn`.

A logistic regression by stochastic gradient with weight decay, in plain Python: 300 examples take two seconds.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter

import plans
from bot.reading.national import load_national
from domain.language.phrases import said
from domain.vault.accusations import AccusationReader, AccusationWeights
from tests.petitions.examples import examples

AT_LEAST = 8  # syllables: a place where somebody lives is no accusation
OVER = -0.5  # errs on the safe side: 0 would be as likely as not
_ROUNDS, _RATE, _DECAY, _ACCUSING_COUNTS = 60, 0.3, 0.01, 1.5
_AT_LEAST = 2  # examples with a trait
_WORTH_KEEPING = 0.05
_HEAD = """# How much a word, or two together, speaks for an accusation where anybody is spoken of; all others say
# nothing.
# Learnt from tests/petitions/seen.toml by `python -m tests.petitions.learn`: do not edit by hand, add examples.
# <person>, <office>, <name>, <number> stand for whoever and whatever it is. The sum has to pass `over`.

"""


def learn(rows: list[tuple[list[str], bool]]) -> tuple[float, dict[str, float]]:
    """Bias and weights."""
    seldom = {trait for trait, n in Counter(t for traits, _ in rows for t in traits).items() if n < _AT_LEAST}
    rows = [([trait for trait in traits if trait not in seldom], accuses) for traits, accuses in rows]
    weights: Counter[str] = Counter()
    bias, order = 0.0, random.Random(1)
    for turn in range(_ROUNDS):
        order.shuffle(rows)
        for traits, accuses in rows:
            likely = 1 / (1 + math.exp(-bias - sum(weights[trait] for trait in traits)))
            step = (accuses - likely) * (_ACCUSING_COUNTS if accuses else 1) * _RATE / (1 + 0.05 * turn)
            bias += step
            for trait in traits:
                weights[trait] += step / math.sqrt(len(traits))
        for trait in weights:
            weights[trait] *= 1 - _DECAY
    return bias, dict(weights)


def main() -> None:
    rules = load_national().suggestions
    reader = AccusationReader(rules.accusations, AccusationWeights(at_least=AT_LEAST, over=0, bias=0, traits={}))
    rows = [(sorted(reader.traits(said(e.words, rules.spelling))), e.accuses) for e in examples("seen")]
    bias, weights = learn(rows)
    kept = sorted((-weight, trait) for trait, weight in weights.items() if abs(weight) >= _WORTH_KEEPING)
    lines = [f"{json.dumps(trait, ensure_ascii=False)} = {-weight:.2f}" for weight, trait in kept]
    text = (
        f"{_HEAD}at_least = {AT_LEAST}\nover = {OVER}\nbias = {bias:.2f}\n\n[traits]\n" + "\n".join(lines) + "\n"
    )
    (plans.FOLDER / "national" / "accusation_weights.toml").write_text(text, "utf-8")
    print(f"{len(lines)} weights from {len(rows)} examples")


if __name__ == "__main__":
    main()
