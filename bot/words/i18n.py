"""Finding the words: the only place where a meaning (`Text`) becomes a sentence, in its reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog

import locales
from bot.channels.base import Span
from bot.words.catalogues import Catalogue, read_catalogues
from bot.words.formats import told, written
from bot.words.templates import Closes, Hole, Mention, Opens, Template
from domain.language.text import Gap, Text

MASTER = "vi"
"""The language in which every key has words, and in which a reader of an unknown language is answered."""

_BUILT_IN = {"text.lines": "lines", "text.verbatim": "words"}
"""Meanings without words of their own → the gap that is all they say."""
_COMMAND = "text.command"

_log = structlog.get_logger()


class NoWords(Exception):
    """A key is in no catalogue, or a gap of its sentence was not filled. Ours to mend: tests raise it, the
    running process says the next best."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence ready to be sent. `spans` count code points of `text`."""

    text: str
    spans: tuple[Span, ...] = ()


class Words:
    """All catalogues in memory, each sentence parsed once."""

    def __init__(self, catalogues: Mapping[str, Catalogue], *, strict: bool = False) -> None:
        """`strict` raises `NoWords`; otherwise the next best is said and the lack is logged, once."""
        self._catalogues = {_tag(name): catalogue for name, catalogue in catalogues.items()}
        self._strict = strict
        self._choices: dict[str, tuple[Catalogue, ...]] = {}
        self._reported: set[str] = set()

    @classmethod
    def load(cls, folder: Path = locales.FOLDER, *, strict: bool = False) -> Words:
        """Reads every `<language>/<prefix>.po`. Raises `babel.messages.pofile.PoFileError` on a broken file."""
        return cls(read_catalogues(folder), strict=strict)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(self._catalogues))

    def say(self, text: Text, language: str = MASTER, *, slashes: bool = True) -> Spoken:
        """The words and their looks. `language` is a tag as messengers give it ("en-GB", "vi", ""); each key is
        looked for in exactly that, then without the region, then in Vietnamese. Without `slashes` commands are
        named as words: “trogiup” is understood as well as /trogiup."""
        page = _Page()
        _Speaker(self, self._choice(language), page, slashes).meaning(text)
        return Spoken("".join(page.pieces), tuple(page.spans))

    def plain(self, text: Text, language: str = MASTER) -> str:
        """The words alone, for places without looks: labels of buttons, menus, tables."""
        return self.say(text, language).text

    def lacking(self, what: str) -> None:
        """A sentence could not be said as it was meant."""
        if self._strict:
            raise NoWords(what)
        if what not in self._reported:
            self._reported.add(what)
            _log.error("words_missing", what=what)

    def _choice(self, language: str) -> tuple[Catalogue, ...]:
        """Where to look for the words, in this order."""
        if language not in self._choices:
            tag = _tag(language)
            names = dict.fromkeys((tag, tag.partition("-")[0], MASTER))
            self._choices[language] = tuple(self._catalogues[n] for n in names if n in self._catalogues)
        return self._choices[language]


def _tag(language: str) -> str:
    """Folders say en_GB, messengers en-GB."""
    return language.replace("_", "-").casefold()


@dataclass(slots=True)
class _Page:
    """A text growing, with its length so far and where the looks still open began."""

    pieces: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    length: int = 0
    opened: list[int] = field(default_factory=list)

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def open(self) -> None:
        self.opened.append(self.length)

    def close(self, look: str) -> None:
        start = self.opened.pop() if self.opened else self.length
        if start < self.length:
            self.spans.append(Span(start, self.length, look))


@dataclass(slots=True)
class _Speaker:
    """One saying: walks through the meaning and writes it on the page."""

    words: Words
    choice: tuple[Catalogue, ...]
    page: _Page
    slashes: bool

    def meaning(self, text: Text) -> None:
        if text.key == _COMMAND:
            self.command(str(text.gaps["name"]))
        elif only := _BUILT_IN.get(text.key):
            self.gap(text.gaps[only])
        else:
            self.sentence(self._find(text), text)

    def sentence(self, template: Template, text: Text) -> None:
        for part in template:
            match part:
                case str():
                    self.page.add(part)
                case Hole(name):
                    self.gap(self._filling(text, name))
                case Mention(name):
                    self.command(name)
                case Opens():
                    self.page.open()
                case Closes(look):
                    self.page.close(look)

    def command(self, name: str) -> None:
        self.page.add(f"/{name}" if self.slashes else f"“{name}”")

    def gap(self, gap: Gap) -> None:
        """Strings are written as they are: never read for gaps or looks of their own."""
        match gap:
            case str():
                self.page.add(gap)
            case Text():
                self.meaning(gap)
            case tuple():
                self._lines(gap)
            case datetime():
                self.meaning(told(gap))
            case _:
                self.page.add(written(gap, self.choice[0].language if self.choice else MASTER))

    def _lines(self, texts: tuple[Text, ...]) -> None:
        for number, text in enumerate(texts):
            if number:
                self.page.add("\n")
            self.meaning(text)

    def _find(self, text: Text) -> Template:
        for catalogue in self.choice:
            if template := catalogue.sentence(text.key, text.gaps.get("n")):
                return template
        self.words.lacking(f"no words for {text.key}")
        return (text.key,)

    def _filling(self, text: Text, name: str) -> Gap:
        if name not in text.gaps:
            self.words.lacking(f"{text.key} was given no {name}")
        return text.gaps.get(name, "…")
