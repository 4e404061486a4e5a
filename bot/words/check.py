"""Whether every word is there: what the code says against the catalogues, and the languages against each other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.words.catalogues import Catalogue, Entry
from bot.words.i18n import MASTER
from bot.words.templates import gaps, looks, mentions, unbalanced
from bot.words.uses import ANY, Use

_LONGEST_COMMAND = 256  # characters of a command's description (https://core.telegram.org/bots/api#botcommand)
_KEY_LINE = re.compile(r'^msgid "(.+)"$')
Families = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One line for whoever has to mend it. `line` counts from 1."""

    file: str
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.what}"


def check(
    uses: list[Use], catalogues: Mapping[str, Catalogue], families: Families, commands: Collection[str]
) -> list[Problem]:
    """All problems, in the order of files and lines, each once. `commands` are those that sentences may name."""
    entries = [entry for catalogue in catalogues.values() for entry in catalogue.entries.values()]
    said = _said(uses, catalogues, families)
    found = {
        *_missing(said, catalogues),
        *_patterns_without_keys(uses, said, families),
        *_wrong_gaps(said, catalogues),
        *_unused(entries, said),
        *_unlike_the_master(catalogues),
        *(problem for entry in entries for problem in _badly_written(entry)),
        *(problem for entry in entries for problem in _unknown_commands(entry, commands)),
    }
    return sorted(found)


def repeated(folder: Path) -> Iterator[Problem]:
    """Keys that stand twice in one file, of which only one would be read."""
    for file in sorted(folder.glob("*/*.po")):
        lines = enumerate(file.read_text("utf-8").splitlines(), start=1)
        keys = [(found[1], line) for line, text in lines if (found := _KEY_LINE.match(text))]
        times = Counter(key for key, _ in keys)
        yield from (Problem(str(file), line, key, "stands here twice") for key, line in keys if times[key] > 1)


def _said(uses: list[Use], catalogues: Mapping[str, Catalogue], families: Families) -> list[Use]:
    """Every use with its whole key: patterns become all their family, or all keys they fit."""
    known = {key for catalogue in catalogues.values() for key in catalogue.entries}
    return [
        Use(key, use.file, use.line, use.gaps, exact=use.exact)
        for use in uses
        for key in (_family(use, families, known) if use.is_pattern else [use.key])
    ]


def _family(use: Use, families: Families, known: set[str]) -> list[str]:
    if use.key in families:
        return [use.key.replace(ANY, str(one)) for one in families[use.key]]
    return sorted(key for key in known if use.says(key))


def _missing(said: list[Use], catalogues: Mapping[str, Catalogue]) -> Iterator[Problem]:
    """Only the first place that says a key is told, with all gaps that it fills."""
    first = {use.key: use for use in sorted(said, key=lambda use: use.gaps is not None)}
    for key, use in first.items():
        lacking = [name for name in _master_first(catalogues) if key not in catalogues[name].entries]
        if lacking:
            given = f" (gaps: {', '.join(sorted(use.gaps))})" if use.gaps else ""
            yield _at(use, key, f"no words in {', '.join(lacking)}{given}")


def _master_first(languages: Iterable[str]) -> list[str]:
    return sorted(languages, key=lambda language: (language != MASTER, language))


def _patterns_without_keys(uses: list[Use], said: list[Use], families: Families) -> Iterator[Problem]:
    places = {(use.file, use.line) for use in said}
    for use in uses:
        if use.is_pattern and (use.file, use.line) not in places:
            yield _at(use, use.key, "fits no key")


def _wrong_gaps(said: list[Use], catalogues: Mapping[str, Catalogue]) -> Iterator[Problem]:
    for use in said:
        entries = [catalogue.entries[use.key] for catalogue in catalogues.values() if use.key in catalogue.entries]
        if use.gaps is None or not entries:
            continue
        wanted = frozenset().union(*map(_gaps, entries))
        yield from (_at(use, use.key, f"{{{name}}} is not filled in here") for name in wanted - use.gaps)
        if use.exact:
            yield from (_at(use, use.key, f"{name} is given but never said") for name in use.gaps - wanted - {"n"})


def _unused(entries: list[Entry], said: list[Use]) -> Iterator[Problem]:
    keys = {use.key for use in said}
    return (_in(entry, "nothing says this") for entry in entries if entry.key not in keys)


def _unlike_the_master(catalogues: Mapping[str, Catalogue]) -> Iterator[Problem]:
    """The other languages fill the same gaps and give the same things a look."""
    master = catalogues[MASTER].entries
    for catalogue in catalogues.values():
        for key, entry in catalogue.entries.items():
            model = master.get(key)
            if model is None:
                yield _in(entry, f"is not in {MASTER}")
            elif _gaps(entry) != _gaps(model):
                yield _in(
                    entry, f"other gaps than {MASTER}: {_listed(_gaps(entry))}, there {_listed(_gaps(model))}"
                )
            elif looks(entry.sentences[0]) != looks(model.sentences[0]):
                yield _in(entry, f"other looks than {MASTER}")


def _badly_written(entry: Entry) -> Iterator[Problem]:
    if entry.key.partition(".")[0] != entry.file.stem:
        yield _in(entry, f"belongs into {entry.key.partition('.')[0]}.po")
    if entry.fuzzy:
        yield _in(entry, "is marked fuzzy")
    if not all(entry.raw):
        yield _in(entry, "has no words")
    if any(map(unbalanced, entry.sentences)):
        yield _in(entry, "<b> or <code> is not closed, or closed in the wrong order")
    if any(not unicodedata.is_normalized("NFC", sentence) for sentence in entry.raw):
        yield _in(entry, "is not in Unicode form NFC")
    if entry.file.stem == "command" and any(len(sentence) > _LONGEST_COMMAND for sentence in entry.raw):
        yield _in(entry, f"is longer than {_LONGEST_COMMAND} characters")


def _unknown_commands(entry: Entry, commands: Collection[str]) -> Iterator[Problem]:
    named = frozenset[str]().union(*map(mentions, entry.sentences))
    return (_in(entry, f"there is no command /{name}") for name in sorted(named.difference(commands)))


def _gaps(entry: Entry) -> frozenset[str]:
    """All forms together: "one day" need not say {n}."""
    counted = frozenset({"n"}) if entry.counted else frozenset()
    return counted.union(*map(gaps, entry.sentences))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _at(use: Use, key: str, what: str) -> Problem:
    return Problem(str(use.file), use.line, key, what)


def _in(entry: Entry, what: str) -> Problem:
    return Problem(str(entry.file), entry.line, entry.key, what)
