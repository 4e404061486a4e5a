"""What somebody's words look like: which kind of petition, which field, an emergency, an accusation.

Plain rules over lists of phrases that anybody can read and correct; every suggestion tells the words it rests on. It
is a hint: the officer's class is the record (Thông tư 05/2021/TT-TTCP Đ6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, PositiveInt

from domain.accusations import AccusationReader, AccusationRules
from domain.petitions import PetitionKind
from domain.phrases import Said, phrases, said


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Data):
    """Any of `words` counts `weight`, once, after everything in `unless` has been struck out."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    weight: PositiveInt = 1


class KindRule(Rule):
    kind: PetitionKind


class KindRules(_Data):
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


class SuggestionRules(_Data):
    spelling: dict[str, str]
    kinds: KindRules
    fields: tuple[Field, ...]
    emergencies: tuple[Emergency, ...]
    accusations: AccusationRules


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`reasons` are the words it rests on, as they were written."""

    kind: PetitionKind
    sure: bool
    reasons: tuple[str, ...] = ()


class Suggester:
    """The rules made ready. Safe to share and to keep for the life of the process."""

    def __init__(self, rules: SuggestionRules) -> None:
        self._spelling = rules.spelling
        self._kinds = rules.kinds
        self._kind_rules = _ready(rules.kinds.rules)
        self._fields = _ready(rules.fields)
        self._emergencies = _ready(rules.emergencies)
        self._accusations = AccusationReader(rules.accusations)

    def kind(self, words: str) -> Suggestion:
        read = self._read(words)
        if accusing := self._accusations.find(read):
            return Suggestion(PetitionKind.DENUNCIATION, True, (accusing,))
        scores: dict[PetitionKind, int] = defaultdict(int)
        reasons: dict[PetitionKind, list[str]] = defaultdict(list)
        for rule, found in _found(self._kind_rules, read):
            scores[rule.kind] += rule.weight
            reasons[rule.kind].append(found)
        if not scores:
            return Suggestion(self._kinds.otherwise, False)
        best, *others = sorted(scores, key=lambda kind: -scores[kind])
        lead = scores[best] - max((scores[kind] for kind in others), default=0)
        sure = scores[best] >= self._kinds.sure_from and lead >= self._kinds.sure_lead
        return Suggestion(best, sure, tuple(reasons[best]))

    def field(self, words: str) -> Field | None:
        """The field most of whose phrases are found; of two alike, the one listed first."""
        read = self._read(words)
        counts = [(rule.count(read), rule.rule) for rule in self._fields]
        most, field = max(counts, key=lambda counted: counted[0], default=(0, None))
        return field if most else None

    def emergency(self, words: str) -> Emergency | None:
        return next((rule for rule, _ in _found(self._emergencies, self._read(words))), None)

    def reads_as_denunciation(self, words: str) -> bool:
        return bool(self._accusations.find(self._read(words)))

    def _read(self, words: str) -> Said:
        return said(words, self._spelling)


_R = TypeVar("_R", bound=Rule)


class _Ready(Generic[_R]):
    """A rule with its phrases compiled."""

    def __init__(self, rule: _R) -> None:
        self.rule = rule
        self._words = phrases(rule.words)
        self._unless = phrases(rule.unless) if rule.unless else None

    def find(self, words: Said) -> str:
        found = self._words.search(self._rest(words).text)
        return words.words_of(found) if found else ""

    def count(self, words: Said) -> int:
        return self.rule.weight * len(self._words.findall(self._rest(words).text))

    def _rest(self, words: Said) -> Said:
        return words.without(self._unless) if self._unless else words


def _ready(rules: Sequence[_R]) -> tuple[_Ready[_R], ...]:
    return tuple(_Ready(rule) for rule in rules)


def _found(rules: Iterable[_Ready[_R]], words: Said) -> Iterable[tuple[_R, str]]:
    return ((ready.rule, found) for ready in rules if (found := ready.find(words)))
