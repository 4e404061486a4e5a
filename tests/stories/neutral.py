"""A story told on any messenger, brought to what all of them can show: who heard which words with which choices.

Left aside is rendering alone: rows of buttons, edited or new messages, where a note flashes up, the slash of a command,
what copies something, menus of commands, and files that a messenger names instead of sending.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from domain.text import Text
from tests.running_bot import words

_HEAD = re.compile(r"→ (?:(\d\d/\d\d/\d{4} \d\d:\d\d) – )?(.+?)(?: \(([^()]*)\))?:$")
_MENU = "thực đơn"
_ROW = re.compile(r"\[[^\]]+\](?: \[[^\]]+\])*")
_LABEL = re.compile(r"\[([^\]]+)\]")
_SLASH = re.compile(r"(?<![\w/.:])“?/([a-z]{2,})\b”?(?!/)")
_QUOTED_COMMAND = re.compile(r"“([a-z]{2,})”")
_LINK = re.compile(r"https?://\S+?(?:\?start(?:group)?=|#)([\w-]+)")


def neutral(story: str) -> str:
    """One line for everything said, chat by chat under each deed."""
    told: list[str] = []
    heard: dict[str, list[str]] = defaultdict(list)
    for line in _lines(story):
        if isinstance(line, str):
            told += _flushed(heard)
            told.append(line)
        else:
            heard[line[0]].append(line[1])
    return "\n".join([*told, *_flushed(heard)])


def _flushed(heard: dict[str, list[str]]) -> Iterator[str]:
    """Each chat's messages. In which order one deed's answers came is not compared: a note comes first on one
    messenger and last on another."""
    heard.pop(_MENU, None)
    for who in sorted(heard):
        yield from (f"→ {who}: {message}" for message in sorted(heard[who]) if message)
    heard.clear()


def _lines(story: str) -> Iterator[str | tuple[str, str]]:
    """Deeds as they are; answers as (who, what)."""
    who, body = "", list[str]()
    for row in [*story.split("\n"), ""]:
        if who and (row.startswith("  ") or not row.strip()):
            body.append(row.strip())
            continue
        if who:
            yield who, _message(body)
            who, body = "", []
        if found := _HEAD.fullmatch(row):
            who = _MENU if found[3] == _MENU else f"{found[1] or ''} {found[2]}".strip()
        elif row.strip():
            yield row
    if who:
        yield who, _message(body)


def _message(rows: list[str]) -> str:
    said, labels = [], list[str]()
    for row in rows:
        if _ROW.fullmatch(row):
            labels += [label for label in _LABEL.findall(row) if not label.endswith("⧉")]
        elif row and not _file_elsewhere().fullmatch(row):
            said.append(_QUOTED_COMMAND.sub(r"\1", _SLASH.sub(r"\1", _LINK.sub(r"\1", row))))
    return " ".join([*said, *(f"[{label}]" for label in labels)])


@cache
def _file_elsewhere() -> re.Pattern[str]:
    lines = [words().plain(Text("outbox.file_elsewhere", name="§"), language) for language in words().languages]
    return re.compile("|".join(re.escape(line).replace("§", ".+") for line in lines))
