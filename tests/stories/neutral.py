"""A story told on any messenger, brought to what all of them can show: who heard which words with which choices.

Left aside is rendering alone: which code was drawn (its place in the story stays), rows of buttons, edited or new
messages, where a note flashes up, the slash of a command, what copies something, the messenger's name, menus of
commands, groups where we are in none, and files that a messenger names instead of sending.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from bot.world import TELEGRAM, ZALO_BOT, ZALO_OA
from domain.language.text import Text
from tests.running_bot import words
from tests.stories.recorder import CODE
from tests.stories.script import ANSWER, NOTE, channels_told, is_for

_HEAD = re.compile(r"→ (?:(\d\d/\d\d/\d{4} \d\d:\d\d) – )?(.+?)(?: \(([^()]*)\))?:$")
_MENU = "thực đơn"
_ROW = re.compile(r"\[[^\]]+\](?: \[[^\]]+\])*")
_LABEL = re.compile(r"\[([^\]]+)\]")
_SLASH = re.compile(r"(?<![\w/.:])“?/([a-z]{2,})\b”?(?!/)")
_QUOTED_COMMAND = re.compile(r"“([a-z]{2,})”")
_LINK = re.compile(r"https?://\S+?(?:\?start(?:group)?=|#)([\w-]+)")


def neutral(story: str, channel: str) -> str:
    """One line for everything said, chat by chat under each deed that is done on this messenger."""
    told: list[str] = []
    codes: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return codes.setdefault(found[0], f"{{mã {len(codes) + 1}}}")

    heard: dict[str, list[str]] = defaultdict(list)
    for line in _lines(_unnamed(CODE.sub(numbered, row)) for row in _done_on(channel, story.split("\n"))):
        if isinstance(line, str):
            told += _flushed(heard)
            told.append(line)
        elif channel == TELEGRAM or not line[0].startswith("nhóm "):
            heard[line[0]].append(line[1])
    return "\n".join([*told, *_flushed(heard)])


def _flushed(heard: dict[str, list[str]]) -> Iterator[str]:
    """Each chat's messages. In which order one deed's answers came is not compared: a note comes first on one
    messenger and last on another."""
    for who in sorted(heard.keys() - {_MENU}):
        yield from (f"→ {who}: {message}" for message in sorted(heard[who]) if message)
    heard.clear()


def _done_on(channel: str, rows: list[str]) -> Iterator[str]:
    """Without the deeds that are marked for others, and what was answered to them."""
    left_out, deed = False, False
    for row in rows:
        begins = bool(row.strip()) and not row.startswith((" ", ANSWER))
        if begins and (deed or not left_out):
            left_out, deed = not is_for(channel, channels_told(row)), False
        if begins and not row.startswith(NOTE):
            deed = True
        if not left_out:
            yield row


def _lines(rows: Iterable[str]) -> Iterator[str | tuple[str, str]]:
    """Deeds as they are; answers as (who, what)."""
    who, body = "", list[str]()
    for row in [*rows, ""]:
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


def _unnamed(row: str) -> str:
    """Without the name of any messenger."""
    return _names().sub("{ứng dụng}", row)


@cache
def _names() -> re.Pattern[str]:
    channels = (TELEGRAM, ZALO_BOT, ZALO_OA)
    names = {words().plain(Text(f"channel.{one}"), language) for one in channels for language in words().languages}
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))


@cache
def _file_elsewhere() -> re.Pattern[str]:
    lines = [words().plain(Text("outbox.file_elsewhere", name="§"), language) for language in words().languages]
    return re.compile("|".join(re.escape(line).replace("§", ".+") for line in lines))
