"""Whether words accuse somebody: a named person, an official or a body, of breaking the law (Luật Tố cáo Đ2).

It leans to the safe side: what it finds is kept out of every group. The words it looks for are data.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from domain.language.phrases import Phrasebook, Said, Span, Syllable
from domain.language.vietnamese import fold
from domain.plans.units import Fact

_NEAR = 20  # words between an office and its abuse, over the ends of sentences
_CLOSE = 10  # words between somebody and their deed, in one sentence
_NEXT = 3  # words between a deed and "of"


class Classes(Fact):
    """Of whom the words may speak."""

    title: tuple[str, ...]
    name: tuple[str, ...]
    not_a_name: tuple[str, ...]
    pronoun: tuple[str, ...]
    role: tuple[str, ...]
    body: tuple[str, ...]
    place: tuple[str, ...]


class AccusationRules(Fact):
    """`plans/national/accusations.toml`, where each list is explained."""

    harmless: tuple[str, ...]
    pretends: tuple[str, ...]
    says_so: tuple[str, ...]
    intends: tuple[str, ...]
    then: tuple[str, ...]
    abuse: tuple[str, ...]
    crimes: tuple[str, ...]
    takes: tuple[str, ...]
    benefits: tuple[str, ...]
    between: tuple[str, ...]
    of: tuple[str, ...]
    classes: Classes


class AccusationWeights(Fact):
    """`plans/national/accusation_weights.toml`: how much each trait (`traits`) speaks for an accusation, learnt from
    examples. Somebody is accused where the sum passes `over`; of fewer than `at_least` syllables nothing is learnt."""

    at_least: int
    over: float
    bias: float
    traits: dict[str, float]

    def speak_for_it(self, traits: Iterable[str]) -> bool:
        return self.bias + sum(self.traits.get(trait, 0.0) for trait in traits) > self.over


class AccusationReader:
    """The rules made ready. Phrases decide what they know; weights decide the rest, where anybody is spoken of."""

    def __init__(self, rules: AccusationRules, weights: AccusationWeights) -> None:
        self._weights = weights
        self._harmless = Phrasebook(rules.harmless)
        self._pretends = Phrasebook(rules.pretends)
        self._says_so = Phrasebook(rules.says_so)
        self._intends = Phrasebook(rules.intends)
        self._abuse = Phrasebook(rules.abuse, wary=True)
        taking = (f"{takes} … {benefit}" for takes, benefit in product(rules.takes, rules.benefits))
        self._crimes = Phrasebook((*rules.crimes, *taking), wary=True)
        self._between = Phrasebook(rules.between)
        self._of = Phrasebook(rules.of)
        self._then = Phrasebook(rules.then)
        self._people = _People(rules.classes)
        self._vocabulary = _vocabulary(rules)

    def find(self, words: Said) -> str:
        """The words that accuse, as they were said; empty where nobody is accused."""
        rest = self._serious(words)
        found = next(self._accusations(rest), None) or self._weighed(rest)
        return words.words(found) if found else ""

    def names_deed(self, words: Said) -> bool:
        """Whether somebody is said to have done it. Less than `find`: an office may speak of its own officials, of
        whom it fined, and of how a denunciation is made."""
        return any(True for _ in self._deeds(self._serious(words)))

    def _serious(self, words: Said) -> Said:
        rest = words.without(self._harmless.find(words))
        return rest.without(self._pretenders(rest))

    @property
    def vocabulary(self) -> frozenset[str]:
        """The bare syllables of all phrases, by which words written without spaces are parted."""
        return self._vocabulary

    def traits(self, words: Said) -> frozenset[str]:
        """What the weights are about: words and pairs of words, with <person>, <office>, <name> and <number> for
        what differs from case to case."""
        told = self._people.replaced(words)
        return frozenset(told) | {f"{one} {next_}" for one, next_ in pairwise(told)}

    def _weighed(self, words: Said) -> Span | None:
        spoken_of = self._people.persons(words) + self._people.offices(words)
        if not spoken_of or sum(not one.is_pause for one in words.syllables) < self._weights.at_least:
            return None
        return spoken_of[0] if self._weights.speak_for_it(self.traits(words)) else None

    def _accusations(self, words: Said) -> Iterator[Span]:
        """Each way to accuse somebody."""
        declared = self._says_so.find(words)
        meant = {span.end for span in self._intends.find(words)} if declared else set()
        yield from (one for one in declared if one.start in meant and self._is_all(one, words))
        accused = self._people.persons(words) + self._people.offices(words)
        yield from _pairs(accused, declared, within=_CLOSE, words=words)
        yield from self._deeds(words)

    def _deeds(self, words: Said) -> Iterator[Span]:
        people = self._people.persons(words)
        accused = people + self._people.offices(words)
        yield from _pairs(accused, self._abuse.find(words), within=_NEAR)
        if not (crimes := self._crimes.find(words)):
            return
        all_accused, all_people, of = _Near(accused), _Near(people), {span.end for span in self._of.find(words)}
        for crime in crimes:
            doers = all_accused.to(crime, _CLOSE)
            yield from (_both(who, crime) for who in doers if self._does(who, crime, words))
            owners = (who for who in all_people.to(crime, _NEXT + 1) if who.start in of)
            yield from (_both(who, crime) for who in owners if _is_theirs(crime, who, words))

    def _is_all(self, declaration: Span, words: Said) -> bool:
        """It says so, and no more: "tôi muốn tố cáo", "đơn tố cáo của tôi"."""
        at = declaration.end
        then = words.syllables[at] if at < len(words.syllables) else None
        return then is None or then.is_pause or then.bare.isdigit() or self._then.at(words, at) is not None

    def _does(self, who: Span, crime: Span, words: Said) -> bool:
        """Somebody, then the crime, and nothing between that says it was done to them or asked of them."""
        if not (who.end <= crime.start <= who.end + _CLOSE and words.in_one_sentence(who.end, crime.start)):
            return False
        return not any(self._between.at(words, at) for at in range(who.end, crime.start))

    def _pretenders(self, words: Said) -> list[Span]:
        """An official whom a swindler pretends to be is not accused."""
        if not (pretended := self._pretends.find(words)):
            return []
        offices = _Near(self._people.offices(words))
        return [
            _both(a, office)
            for a in pretended
            for office in offices.to(a, _NEXT)
            if 0 <= office.start - a.end <= _NEXT
        ]


class _People:
    """Finds of whom the words speak."""

    def __init__(self, classes: Classes) -> None:
        self._titles = Phrasebook(classes.title)
        self._names = Phrasebook(classes.name)
        self._not_names = Phrasebook(classes.not_a_name)
        self._pronouns = Phrasebook(classes.pronoun)
        self._roles = Phrasebook(classes.role)
        self._bodies = Phrasebook(classes.body)
        self._places = Phrasebook(classes.place)

    def persons(self, words: Said) -> list[Span]:
        """People: "ông Hùng", "chú công an tên Khải", "ông H", "ổng"."""
        titled = [
            Span(title.start, end) for title in self._titles.find(words) if (end := self._called(words, title))
        ]
        return titled + self._pronouns.find(words)

    def offices(self, words: Said) -> list[Span]:
        """Officials and bodies: "cán bộ địa chính", "UBND xã", "công ty", and a shop or works with a name."""
        named = [place for place in self._places.find(words) if self._is_name(words, place.end)]
        return self._roles.find(words) + self._bodies.find(words) + named

    def replaced(self, words: Said) -> list[str]:
        """The bare words, with a sign in the place of everybody they speak of."""
        signs = {span.start: (span.end, "<office>") for span in self.offices(words)}
        signs |= {span.start: (span.end, "<person>") for span in self.persons(words)}
        told, at = [], 0
        while at < len(words.syllables):
            at, sign = signs.get(at) or (at + 1, _sign(words.syllables[at]))
            told.append(sign)
        return told

    def _called(self, words: Said, title: Span) -> int | None:
        """Where the name or office after a title ends, if there is one."""
        if role := self._roles.at(words, title.end):
            return role.end
        return title.end + 1 if self._is_name(words, title.end) else None

    def _is_name(self, words: Said, at: int) -> bool:
        if at >= len(words.syllables) or self._not_names.at(words, at):
            return False
        syllable = words.syllables[at]
        is_initial = len(syllable.bare) == 1 and syllable.bare.isalpha()
        return syllable.capital or is_initial or self._names.at(words, at) is not None


def _vocabulary(rules: AccusationRules) -> frozenset[str]:
    """One letter alone is none: of those anything can be made."""
    lists = (*rules.model_dump().values(), *rules.classes.model_dump().values())
    phrases = (phrase for found in lists if not isinstance(found, dict) for phrase in found)
    return frozenset(bare for phrase in phrases for bare in fold(phrase).split() if len(bare) > 1)


def _sign(syllable: Syllable) -> str:
    if syllable.bare.isdigit():
        return "<number>"
    return "<name>" if syllable.capital else syllable.bare


def _pairs(some: Iterable[Span], others: list[Span], *, within: int, words: Said | None = None) -> Iterator[Span]:
    """Those that stand near each other, in either order; in one sentence if `words` are given."""
    near = _Near(others)
    for one in some:
        for both in (_both(one, other) for other in near.to(one, within)):
            if words is None or words.in_one_sentence(both.start, both.end):
                yield both


class _Near:
    """Which of some spans stand near another. In a long story there are thousands: not each is held against each."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(enumerate(spans), key=lambda one: one[1].start)
        self._starts = [span.start for _, span in self._spans]
        self._longest = max((span.end - span.start for span in spans), default=0)

    def to(self, span: Span, within: int) -> list[Span]:
        """Those with at most so many words between, before it or behind it, in the order they were given."""
        first = bisect_left(self._starts, span.start - within - self._longest)
        last = bisect_right(self._starts, span.end + within)
        there = sorted(self._spans[first:last])
        return [one for _, one in there if max(one.start - span.end, span.start - one.end) <= within]


def _is_theirs(crime: Span, who: Span, words: Said) -> bool:
    """The crime, "of", and a person."""
    return crime.end < who.start <= crime.end + _NEXT + 1 and words.in_one_sentence(crime.end, who.start)


def _both(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))
