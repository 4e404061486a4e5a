"""What of a petition can be found, how a search is read, and which of the things found is meant first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from domain.language.masking import phones_in
from domain.language.vietnamese import fold, nfc
from domain.petitions.codes import read_code

_TOKEN = re.compile(r"[^\W_]+")
_MISREAD = str.maketrans("ilo", "110")  # as in domain/petitions/codes.py
_GROUP, _WHOLE = 4, 9  # characters of a code: those that stand together, and all
_PART_OF_CODE = re.compile(r"(?<!\w)(?=\S*\d)(?=\S*[^\W\d_])(\w{4})-(\w{1,4})(?:-(\w))?(?!\w)")
_TAIL = 3  # the fewest digits by which a telephone number is known
_MOST_TOKENS = 12
_TRIED = 8  # searches with as many words left out
_LEFT_OUT = 2  # of the words looked for, where nothing has all of them


@dataclass(frozen=True, slots=True)
class Findable:
    """What the index keeps of a petition, folded. `sender` is for those alone who may look for people."""

    scope: str
    code: str
    words: str
    sender: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A search as it was read: its words as typed, and folded."""

    typed: tuple[str, ...]
    tokens: tuple[str, ...]


def scope_of(commune: str) -> str:
    """The commune as one word of the index."""
    return "".join(_TOKEN.findall(commune))


def findable(commune: str, code: str, words: Iterable[str], name: str, address: str, phone: str) -> Findable:
    """`words`: the story, the place, the titles of the field, the kind and the hamlet. Whose telephone number stands
    in them is found as the sender's own is, and by the same people."""
    groups = code.lower().split("-")
    said = "\n".join(words)
    numbers = map(_backwards, dict.fromkeys(filter(None, (phone, *phones_in(said)))))
    sender = " ".join(filter(None, (_tokens_of(name), _tokens_of(address), *numbers)))
    return Findable(scope_of(commune), " ".join((*groups, "".join(groups))), _tokens_of(said), sender)


def sought(words: str) -> Sought | None:
    """None where there is no letter and no digit to look for. The first words of an endless search are enough."""
    words = _PART_OF_CODE.sub(r"\1\2\3", read_code(words) or nfc(words))
    typed = tuple(dict.fromkeys(token.casefold() for token in _TOKEN.findall(words)))[:_MOST_TOKENS]
    return Sought(typed, tuple(dict.fromkeys(map(fold, typed)))) if typed else None


def question(tokens: Iterable[str], commune: str, *, people: bool) -> str:
    """The search in FTS5's language (https://sqlite.org/fts5.html#full_text_query_syntax). All tokens stand in quotes,
    so that nothing typed is ever taken for syntax."""
    asked = (_meant(token, people=people) for token in tokens)
    return " AND ".join((f'scope : "{scope_of(commune)}"', *asked))


def relaxed(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The searches to make, one after the other, until one finds something: without one of the words, then without
    two. What leaves out the shortest words comes first: they say least. Only a few are tried: each costs a look."""
    for left_out in range(1, min(_LEFT_OUT, len(tokens) // 2) + 1):
        kept = combinations(tokens, len(tokens) - left_out)
        yield from sorted(kept, key=lambda chosen: -sum(map(len, chosen)))[:_TRIED]


def score(search: Sought, story: str, found: Findable, *, people: bool) -> int:
    """How sure a petition is meant. Words that stand together as they were typed count most; accents that agree tell
    "đường" from "dương"; a code's group or a telephone's tail is meant whatever else there is."""
    tokens = [*found.words.split(), "", *(found.sender.split() if people else ())]
    known, pairs = set(tokens), set(pairwise(tokens))
    accented = set(_TOKEN.findall(nfc(story).casefold()))
    together = sum(pair in pairs for pair in pairwise(search.tokens))
    agree = sum(word in accented for word in search.typed if word != fold(word))
    exact = sum(_is_mark(token) and token not in known for token in search.tokens)
    within = sum(token in known for token in search.tokens)
    return 4 * together + 2 * agree + 3 * within + 8 * exact


def _is_mark(token: str) -> bool:
    """Whether it looks like a part of a code or a number, rather than a word."""
    return len(token) >= _TAIL and any(char.isdigit() for char in token)


def _meant(token: str, *, people: bool) -> str:
    columns = "{words sender}" if people else "words"
    ways = [f'{columns} : "{token}"']
    if token.isdigit() and len(token) >= _TAIL and people:
        ways.append(f'sender : "{_backwards(token)}" *')
    if _is_mark(token) or len(token) in (_GROUP, _WHOLE):
        prefix = " *" if _is_mark(token) else ""
        ways.append(f'code : "{token.translate(_MISREAD)}"{prefix}')
    return f"({' OR '.join(ways)})" if len(ways) > 1 else ways[0]


def _backwards(number: str) -> str:
    """So that its tail is a beginning; marked, so that it is no other number."""
    return f"t{number[::-1]}"


def _tokens_of(words: str) -> str:
    return " ".join(_TOKEN.findall(fold(words)))
