"""TOML read so that every mistake has its line. `tomllib` keeps no positions and stops at the first mistake; here
the text is taken apart into statements first, which gives both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any, TypeAlias

Key: TypeAlias = tuple[str | int, ...]

_UNFINISHED = "(at end of document)"
_POSITION = re.compile(r" \(at (?:line (?P<line>\d+).*|end of document)\)$")


class TomlText:
    """What a TOML text says (`data`), and what in it cannot be read (`mistakes`: line, reason). A statement with a
    mistake is passed over, a table with a mistake in its heading up to the next heading."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._lines_of: dict[Key, int] = {}
        self.mistakes: list[tuple[int, str]] = []
        self._statements = list(self._sound_statements())
        self.data = self._read()
        self._find_keys()

    def line_of(self, key: Key) -> int:
        """The line, from 1, of a key or of the nearest one around it that is written down. Parts that are not
        in the text, such as the kind of a rule in pydantic's locations, are passed over."""
        known: Key = ()
        for part in key:
            if (*known, part) in self._lines_of:
                known = (*known, part)
        return self._lines_of.get(known, 1)

    def _sound_statements(self) -> Iterator[range]:
        """The lines of each key with its value and of each heading; blank lines and comments say nothing."""
        start, in_lost_table = 0, False
        while start < len(self._lines):
            end, said = self._statement_at(start)
            if self._is_heading(start):
                in_lost_table = not said
            if said and not in_lost_table:
                yield range(start, end)
            start = end

    def _statement_at(self, start: int) -> tuple[int, dict[str, Any]]:
        """One past its last line, and what it says: nothing, if it cannot be read."""
        for end in range(start + 1, len(self._lines) + 1):
            try:
                return end, tomllib.loads(self._between(start, end))
            except tomllib.TOMLDecodeError as mistake:
                why = str(mistake)
                if not why.endswith(_UNFINISHED):
                    break
        self.mistakes.append((start + 1, _POSITION.sub("", why)))
        return start + 1, {}

    def _between(self, start: int, end: int) -> str:
        return "\n".join(self._lines[start:end])

    def _is_heading(self, line: int) -> bool:
        return self._lines[line].lstrip().startswith("[")

    def _read(self) -> dict[str, Any]:
        """Each statement is sound by now; what remains is a key or a table said twice."""
        while True:
            try:
                return tomllib.loads(self._sound_text())
            except tomllib.TOMLDecodeError as mistake:
                self._drop_contradiction(str(mistake))

    def _sound_text(self) -> str:
        lines = [""] * len(self._lines)
        for statement in self._statements:
            lines[statement.start : statement.stop] = self._lines[statement.start : statement.stop]
        return "\n".join(lines)

    def _drop_contradiction(self, why: str) -> None:
        found = _POSITION.search(why)
        line = int(found["line"]) - 1 if found and found["line"] else len(self._lines)
        first = max(n for n, statement in enumerate(self._statements) if statement.start <= line)
        self.mistakes.append((self._statements[first].start + 1, _POSITION.sub("", why)))
        last = first + 1
        if self._is_heading(self._statements[first].start):
            while last < len(self._statements) and not self._is_heading(self._statements[last].start):
                last += 1
        del self._statements[first:last]

    def _find_keys(self) -> None:
        table: Key = ()
        tables: dict[Key, int] = {}
        for statement in self._statements:
            said = tomllib.loads(self._between(statement.start, statement.stop))
            if self._is_heading(statement.start):
                table = _enter(said, tables)
                for depth in range(1, len(table) + 1):
                    self._lines_of.setdefault(table[:depth], statement.start + 1)
            else:
                self._lines_of |= {(*table, *key): statement.start + 1 for key in _keys(said)}


def _enter(heading: dict[str, Any], tables: dict[Key, int]) -> Key:
    """The key of the table that a heading opens. `tables` counts the elements of each array of tables; a heading
    that only passes through such an array means its last element."""
    key: Key = ()
    inside: Any = heading
    while inside:
        if isinstance(inside, list):
            tables[key] = tables.get(key, 0) + 1
            inside = inside[0]
        else:
            ((part, inside),) = inside.items()
            key = (*key, part)
        if key in tables and inside != [{}]:
            key = (*key, tables[key] - 1)
    return key


def _keys(said: Any, key: Key = ()) -> Iterator[Key]:
    if key:
        yield key
    parts = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for part, inside in parts:
        yield from _keys(inside, (*key, part))
