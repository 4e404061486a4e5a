"""Reading a story: a text that an official can read and correct. Who there is stands at its head, then what they do,
and under each deed what the bot answered to whom.

See docs/how-to/write-a-story.md for all that can be written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.language.vietnamese import nfc
from tests.stories.heads import BadStory, Cast, GroupCast, UnitCast, cast_of, group_of, unit_of

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ANSWER, NOTE = "→", "#"
TITLE, START, COMMUNE, OWN, CHANNELS = "Chuyện", "Lúc", "Xã", "Tài khoản riêng", "Kênh"
_HEADS = (TITLE, START, COMMUNE, OWN, CHANNELS)
_LISTS = ("Người", "Nhóm", "Đơn vị")


@dataclass(frozen=True)
class Deed:
    """`lines` as written, notes above them included; `words` is the deed itself, over as many lines as it has."""

    number: int
    lines: tuple[str, ...]
    words: str

    def is_for(self, channel: str) -> bool:
        return all(is_for(channel, told) for line in self.lines if (told := channels_told(line)))


@dataclass
class Script:
    path: Path
    text: str
    heads: dict[str, str] = field(default_factory=dict)
    head_lines: list[str] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _LISTS})
    deeds: list[Deed] = field(default_factory=list)

    @property
    def start(self) -> datetime:
        return moment(self.heads[START])

    @property
    def commune(self) -> str:
        return self.heads.get(COMMUNE, "")

    @property
    def own(self) -> str:
        return self.heads.get(OWN, "")

    def is_for(self, channel: str) -> bool:
        return is_for(channel, self.heads.get(CHANNELS, ""))

    @property
    def people(self) -> list[Cast]:
        return [cast_of(line, self.commune) for line in self.lists["Người"]]

    @property
    def groups(self) -> list[GroupCast]:
        return [group_of(line, self.commune) for line in self.lists["Nhóm"]]

    @property
    def units(self) -> list[UnitCast]:
        return [unit_of(line, self.commune) for line in self.lists["Đơn vị"]]


def read(path: Path) -> Script:
    """Raises `BadStory`."""
    script = Script(path, nfc(path.read_text(encoding="utf-8")))
    rows = script.text.split("\n")
    body = _read_head(script, rows)
    _read_deeds(script, rows, body)
    if not {TITLE, START} <= script.heads.keys():
        raise BadStory(f"{path.name}: the head needs {TITLE} and {START}")
    return script


def is_for(channel: str, told: str) -> bool:
    """Whether a story, or a deed, is told of this messenger: "telegram, zalo_oa – why"; of all where none is named."""
    named = [name.strip() for name in told.partition("–")[0].split(",") if name.strip()]
    return not named or channel in named


def channels_told(note: str) -> str:
    """What "# Kênh: telegram – why" above a deed says; "" for any other line."""
    start = f"{NOTE} {CHANNELS}:"
    return note.removeprefix(start).strip() if note.startswith(start) else ""


def moment(words: str) -> datetime:
    return datetime.strptime(words, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


def _read_head(script: Script, rows: list[str]) -> int:
    """Up to the first line that is neither of the head nor under one of its lists."""
    open_list = ""
    for number, row in enumerate(rows):
        name, _, rest = row.partition(":")
        if row.startswith(" ") and open_list:
            script.lists[open_list].append(row.strip())
        elif name in _HEADS:
            script.heads[name], open_list = rest.strip(), ""
        elif name in _LISTS and not rest.strip():
            open_list = name
        elif row.strip():
            return number
        script.head_lines.append(row)
    return len(rows)


def _read_deeds(script: Script, rows: list[str], start: int) -> None:
    """Indented lines go on with what stands above them: a deed, or an answer, which is left out."""
    notes: list[str] = []
    lines: list[str] = []
    begun = 0
    under_answer = False
    for number, row in enumerate([*rows[start:], "#"], start=start + 1):
        if row.startswith(" ") or not row.strip():
            if lines and row.strip() and not under_answer:
                lines.append(row.rstrip())
            continue
        if lines:
            words = "\n".join([lines[0], *(line.strip() for line in lines[1:])])
            script.deeds.append(Deed(begun, (*notes, *lines), words))
            notes, lines = [], []
        under_answer = row.startswith(ANSWER)
        if row.startswith(NOTE):
            notes.append(row.rstrip())
        elif not under_answer:
            lines, begun = [row.rstrip()], number
