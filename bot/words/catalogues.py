"""Reading the catalogue files `<language>/<prefix>.po`. A key's part before its first dot names its file.

No compiled copy is kept: Babel reads 600 messages in two languages in about 30 ms, once, at start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.words.templates import Template, parse


@dataclass(frozen=True, slots=True)
class Entry:
    """One message in one language. `raw` has the sentence as written, or one per plural form of the language in
    gettext's order (`counted`); `sentences` the same, parsed."""

    key: str
    raw: tuple[str, ...]
    sentences: tuple[Template, ...]
    counted: bool
    fuzzy: bool
    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be said in one language. `form` tells which plural form a count takes."""

    language: str
    entries: dict[str, Entry]
    form: Callable[[int], int]

    def sentence(self, key: str, n: object = None) -> Template:
        """The sentence, in the form that the count asks for; empty if this language has none."""
        entry = self.entries.get(key)
        if entry is None:
            return ()
        return entry.sentences[self.form(n) if entry.counted and isinstance(n, int) else 0]


def read_catalogues(folder: Path) -> dict[str, Catalogue]:
    """By language, as the folders are named. Raises `babel.messages.pofile.PoFileError` on a broken file."""
    homes = sorted({file.parent for file in folder.glob("*/*.po")})
    return {home.name: _read_language(home) for home in homes}


def _read_language(home: Path) -> Catalogue:
    entries: dict[str, Entry] = {}
    for file in sorted(home.glob("*.po")):
        entries.update((entry.key, entry) for entry in _entries(file, home.name))
    return Catalogue(home.name, entries, c2py(Catalog(locale=home.name).plural_expr))


def _entries(file: Path, language: str) -> Iterator[Entry]:
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale=language, abort_invalid=True)
    return (_entry(message, file) for message in catalogue if message.id)  # the header has no id


def _entry(message: Message, file: Path) -> Entry:
    keys, raw = _all(message.id), _all(message.string)
    return Entry(
        key=keys[0],
        raw=raw,
        sentences=tuple(parse(sentence) for sentence in raw),
        counted=len(keys) > 1,
        fuzzy=message.fuzzy,
        file=file,
        line=message.lineno or 0,
    )


def _all(forms: object) -> tuple[str, ...]:
    """Babel gives one string, or several where there are plural forms."""
    return tuple(map(str, forms)) if isinstance(forms, list | tuple) else (str(forms or ""),)
