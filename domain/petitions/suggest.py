"""What somebody's words look like: which kind of petition, which field, an emergency, an accusation.

Plain rules over lists of phrases that anybody can read and correct; every suggestion tells the words it rests on.
It is a hint: the officer's class is the record (Thông tư 05/2021/TT-TTCP Đ6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from pydantic import PositiveInt

from domain.language.phrases import Phrasebook, Said, Span, said
from domain.language.unmasking import plain_letters, respaced
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.signs import Memo, Signs, stretches
from domain.plans.units import Fact
from domain.vault.accusations import AccusationReader, AccusationRules, AccusationWeights


class Rule(Fact):
    """Any of `words` counts `weight`, once, after everything in `unless` has been struck out."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    weight: PositiveInt = 1


class KindRule(Rule):
    kind: PetitionKind


class KindRules(Fact):
    """`otherwise` where nothing else is found; sure where the best has `sure_from` and leads by `sure_lead`."""

    otherwise: PetitionKind
    sure_from: PositiveInt
    sure_lead: PositiveInt
    rules: tuple[KindRule, ...]


class Field(Rule):
    """A lĩnh vực. `title` and `unit` (which proposes to handle it) are shown as written; `restricted` keeps a
    petition out of groups."""

    code: str
    title: str
    unit: str = ""
    restricted: bool = False


class Emergency(Rule):
    """Danger now: whom to ring, in this order."""

    id: str
    numbers: tuple[str, ...]


class SuggestionRules(Fact):
    spelling: dict[str, str]
    kinds: KindRules
    fields: tuple[Field, ...]
    emergencies: tuple[Emergency, ...]
    accusations: AccusationRules
    weights: AccusationWeights


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`reasons` are the words it rests on, as they were written; `rivals` the kinds it may be where it is not sure."""

    kind: PetitionKind
    sure: bool
    reasons: tuple[str, ...] = ()
    rivals: tuple[PetitionKind, ...] = ()


class Suggester:
    """The rules made ready. Safe to share and to keep for the life of the process."""

    def __init__(self, rules: SuggestionRules) -> None:
        self._spelling = rules.spelling
        self._kinds = rules.kinds
        self._kind_rules = _ready(rules.kinds.rules)
        self._fields = _ready(rules.fields)
        self._emergencies = _ready(rules.emergencies)
        self._accusations = AccusationReader(rules.accusations, rules.weights)
        self._signs_in = Memo(self._look)

    def signs(self, words: str) -> Signs:
        """What the rules find in a story, however long it is."""
        return reduce(or_, map(self._signs_in, stretches(words)))

    def kind(self, words: str) -> Suggestion:
        """With the words it rests on."""
        read = self.read(words)
        if accusing := self._accusations.find(read):
            return Suggestion(PetitionKind.DENUNCIATION, True, (accusing,))
        return self._best_kind(_found(self._kind_rules, read))

    def kind_by(self, signs: Signs) -> Suggestion:
        if signs.accuses:
            return Suggestion(PetitionKind.DENUNCIATION, True)
        return self._best_kind((self._kind_rules[number].rule, "") for number in sorted(signs.kinds))

    def field_by(self, signs: Signs) -> Field | None:
        """The field most of whose phrases are found; of two alike, the one listed first."""
        counts = zip(signs.fields, self._fields, strict=True)
        weighed = ((count * ready.rule.weight, ready.rule) for count, ready in counts)
        most, field = max(weighed, key=lambda count: count[0], default=(0, None))
        return field if most else None

    def emergency_by(self, signs: Signs) -> Emergency | None:
        return self._emergencies[min(signs.emergencies)].rule if signs.emergencies else None

    def reads_as_denunciation(self, words: str) -> bool:
        """As they are written."""
        return bool(self._accusations.find(self.read(words)))

    def unmasked(self, words: str) -> str:
        """As it would be written by somebody who hides nothing from a reader of phrases."""
        return respaced(plain_letters(words), self._accusations.vocabulary)

    def names_deed(self, words: str) -> bool:
        return any(self._accusations.names_deed(self.read(one)) for one in {words, self.unmasked(words)})

    def read(self, words: str) -> Said:
        """Made ready for whatever is looked for in it."""
        return said(words, self._spelling)

    def _look(self, words: str) -> Signs:
        read = self.read(words)
        return Signs(
            accuses=bool(self._accusations.find(read)) or self._accuses_hidden(words),
            kinds=_numbers(self._kind_rules, read),
            fields=tuple(len(ready.find(read)) for ready in self._fields),
            emergencies=_numbers(self._emergencies, read),
        )

    def _accuses_hidden(self, words: str) -> bool:
        """Where the words are spelled so that no phrase is found in them."""
        unmasked = self.unmasked(words)
        return unmasked != words and self.reads_as_denunciation(unmasked)

    def _best_kind(self, found: Iterable[tuple[KindRule, str]]) -> Suggestion:
        scores: dict[PetitionKind, int] = defaultdict(int)
        reasons: dict[PetitionKind, list[str]] = defaultdict(list)
        for rule, words in found:
            scores[rule.kind] += rule.weight
            reasons[rule.kind].append(words)
        if not scores:
            return Suggestion(self._kinds.otherwise, False)
        best, *others = sorted(scores, key=lambda kind: -scores[kind])
        lead = scores[best] - max((scores[kind] for kind in others), default=0)
        sure = scores[best] >= self._kinds.sure_from and lead >= self._kinds.sure_lead
        close = [kind for kind in scores if scores[best] - scores[kind] < self._kinds.sure_lead]
        return Suggestion(best, sure, tuple(reasons[best]), () if sure else tuple(close))


_R = TypeVar("_R", bound=Rule)


class _Ready(Generic[_R]):
    """A rule with its phrases ready to be looked for."""

    def __init__(self, rule: _R) -> None:
        self.rule = rule
        self._words = Phrasebook(rule.words)
        self._unless = Phrasebook(rule.unless)

    def find(self, words: Said) -> list[Span]:
        found = self._words.find(words)
        if found and (struck_out := self._unless.find(words)):
            return self._words.find(words.without(struck_out))
        return found


def _ready(rules: Iterable[_R]) -> tuple[_Ready[_R], ...]:
    return tuple(_Ready(rule) for rule in rules)


def _numbers(rules: Iterable[_Ready[_R]], words: Said) -> frozenset[int]:
    return frozenset(number for number, ready in enumerate(rules) if ready.find(words))


def _found(rules: Iterable[_Ready[_R]], words: Said) -> Iterator[tuple[_R, str]]:
    """The rules that have something to say, with the first words they found."""
    return ((ready.rule, words.words(spans[0])) for ready in rules if (spans := ready.find(words)))
