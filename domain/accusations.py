"""Whether words accuse somebody: a named person, an official or a body, of breaking the law (Luật Tố cáo Đ2).

It leans to the safe side: what it finds is kept out of every group. The words it looks for are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from domain.phrases import ANY_CAPITAL, SENTENCE_END, Said, alternatives, phrases

_NEAR = 20  # words between an office and its abuse, over the ends of sentences
_CLOSE = 10  # words between somebody and their deed, in one sentence
_ANY = r"[^ ]+ "
_IN_SENTENCE = rf"[^ \{SENTENCE_END}]+ "
_INITIAL = r"\^?[b-hj-z]"


class AccusationRules(BaseModel):
    """`plans/national/accusations.toml`, where each list is explained."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    harmless: tuple[str, ...]
    says_so: tuple[str, ...]
    intends: tuple[str, ...]
    abuse: tuple[str, ...]
    crimes: tuple[str, ...]
    between: tuple[str, ...]
    of: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]


class AccusationReader:
    """The rules made ready. Each pattern is one way to accuse."""

    def __init__(self, rules: AccusationRules) -> None:
        self._harmless = phrases(rules.harmless)
        self._ways = tuple(re.compile(rf"(?<= ){way}(?= )") for way in _ways(rules))

    def find(self, words: Said) -> str:
        """The words that accuse, as they were said; empty where nobody is accused."""
        rest = words.without(self._harmless)
        found = next(filter(None, (way.search(rest.text) for way in self._ways)), None)
        return words.words_of(found) if found else ""


def _ways(rules: AccusationRules) -> Iterable[str]:
    person, accused = _who(rules.classes)
    says_so, abuse, crime = alternatives(rules.says_so), alternatives(rules.abuse), alternatives(rules.crimes)
    close = rf"(?:{_IN_SENTENCE}){{0,{_CLOSE}}}"
    near = rf"(?:{_ANY}){{0,{_NEAR}}}"
    doing = rf"(?:(?!{alternatives(rules.between)} ){_IN_SENTENCE}){{0,{_CLOSE}}}"
    yield rf"{says_so} {close}{accused}"
    yield rf"{accused} {close}{says_so}"
    yield rf"{alternatives(rules.intends)} {says_so}(?= \{SENTENCE_END}| $)"
    yield rf"{accused} {near}{abuse}"
    yield rf"{abuse} {near}{accused}"
    yield rf"{accused} {doing}{crime}"
    yield rf"{crime} (?:{_IN_SENTENCE}){{0,3}}{alternatives(rules.of)} {person}"


def _who(lists: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """The patterns of a person, and of anybody who can be accused."""
    capital = {"capital": ANY_CAPITAL}
    role, body = alternatives(lists["role"]), alternatives(lists["body"], capital)
    called = (
        rf"(?!{alternatives(lists['not_a_name'])} )(?:{ANY_CAPITAL}|{alternatives(lists['surname'])}|{_INITIAL})"
    )
    titled = rf"{alternatives(lists['title'])} (?:{role} )?(?:{called}|{role})"
    person = rf"(?:{titled}|{alternatives(lists['pronoun'])})"
    return person, rf"(?:{person}|{role}|{body})"
