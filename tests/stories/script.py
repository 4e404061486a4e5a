"""Reading a story: a text that an official can read and correct. Who there is stands at its head, then what they do,
and under each deed what the bot answered to whom.

See docs/how-to/write-a-story.md for all that can be written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.people import Role
from domain.vietnamese import nfc

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ANSWER, NOTE = "→", "#"
TITLE, START, COMMUNE, OWN = "Chuyện", "Lúc", "Xã", "Tài khoản riêng"
_HEADS = (TITLE, START, COMMUNE, OWN)
_LISTS = ("Người", "Nhóm", "Đơn vị", "Ghi chú")
ROLES = {
    "cán bộ đầu mối": Role.STAFF,
    "thủ trưởng": Role.HEAD,
    "cán bộ tổng hợp": Role.COLLECTOR,
    "cán bộ tiếp nhận": Role.OFFICER,
    "chánh văn phòng": Role.CHIEF,
    "lãnh đạo": Role.LEADER,
    "quản trị": Role.ADMIN,
}
CHATS = {"kênh": "channel", "nhóm thường": "group"}
CITIZEN, STRANGER = "người dân", "người lạ"


class BadStory(Exception):
    """The text cannot be played: which line, and why."""


@dataclass(frozen=True)
class Standing:
    """What somebody is: "cán bộ tiếp nhận của van-phong ở ha-dong". `role` None: no member of any unit."""

    role: Role | None
    unit: str
    commune: str


@dataclass(frozen=True)
class Cast:
    """ "bà Lan (Nguyễn Thị Lan): người dân; nói tiếng Anh"."""

    alias: str
    name: str
    standings: tuple[Standing, ...]
    stranger: bool
    language: str
    own_account: bool


@dataclass(frozen=True)
class GroupCast:
    """ "Tổ tiếp nhận: cán bộ tiếp nhận của van-phong; anh Khoa lập; có chị Yến". Without a standing it is nobody's."""

    title: str
    standing: Standing | None
    owner: str
    others: tuple[str, ...]
    kind: str  # of chat, as Telegram calls it


@dataclass(frozen=True)
class UnitCast:
    """ "truong-a (Trường A): thuộc co-so-giao-duc ở ha-dong"."""

    id: str
    name: str
    belongs_to: str
    commune: str


@dataclass(frozen=True)
class Deed:
    """`lines` as written, notes above them included; `words` is the deed itself, over as many lines as it has."""

    number: int
    lines: tuple[str, ...]
    words: str


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

    @property
    def people(self) -> list[Cast]:
        return [_cast(line, self.commune) for line in self.lists["Người"]]

    @property
    def groups(self) -> list[GroupCast]:
        return [_group(line, self.commune) for line in self.lists["Nhóm"]]

    @property
    def units(self) -> list[UnitCast]:
        return [_unit(line, self.commune) for line in self.lists["Đơn vị"]]


def read(path: Path) -> Script:
    """Raises `BadStory`."""
    script = Script(path, nfc(path.read_text(encoding="utf-8")))
    rows = script.text.split("\n")
    body = _read_head(script, rows)
    _read_deeds(script, rows, body)
    if script.heads.keys() < {TITLE, START}:
        raise BadStory(f"{path.name}: the head needs {TITLE} and {START}")
    return script


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
    under_answer = False
    for number, row in enumerate([*rows[start:], "#"], start=start + 1):
        if row.startswith(" ") or not row.strip():
            if lines and row.strip() and not under_answer:
                lines.append(row.rstrip())
            continue
        if lines:
            words = "\n".join([lines[0], *(line.strip() for line in lines[1:])])
            script.deeds.append(Deed(number, (*notes, *lines), words))
            notes, lines = [], []
        under_answer = row.startswith(ANSWER)
        if row.startswith(NOTE):
            notes.append(row.rstrip())
        elif not under_answer:
            lines = [row.rstrip()]


def _cast(line: str, commune: str) -> Cast:
    who, _, what = line.partition(":")
    alias, _, name = who.partition("(")
    parts = [part.strip() for part in what.split(";")]
    standings = [_standing(part, commune) for part in parts if part.startswith((*ROLES, CITIZEN))]
    return Cast(
        alias.strip(),
        name.strip(" )") or alias.strip(),
        tuple(standings),
        STRANGER in parts,
        "en" if "nói tiếng Anh" in parts else "vi",
        "dùng tài khoản riêng" in parts,
    )


def _standing(words: str, commune: str) -> Standing:
    what, _, where = words.partition(" ở ")
    role, _, unit = what.partition(" của ")
    return Standing(ROLES.get(role.strip()), unit.strip(), where.strip() or commune)


def standing(words: str, commune: str) -> Standing:
    """Raises `BadStory` where it is none."""
    found = _standing(words, commune)
    if found.role is None or not found.unit:
        raise BadStory(f"{words!r}: not a role of a unit")
    return found


def _group(line: str, commune: str) -> GroupCast:
    title, _, what = line.partition(":")
    parts = [part.strip() for part in what.split(";")]
    owner = next(part.removesuffix(" lập") for part in parts if part.endswith(" lập"))
    others = [one.strip() for part in parts if part.startswith("có ") for one in part[3:].split(",")]
    role = next((part for part in parts if part.startswith(tuple(ROLES))), "")
    kind = next((CHATS[part] for part in parts if part in CHATS), "supergroup")
    return GroupCast(title.strip(), _standing(role, commune) if role else None, owner, tuple(others), kind)


def _unit(line: str, commune: str) -> UnitCast:
    who, _, what = line.partition(":")
    id_, _, name = who.partition("(")
    belongs, _, where = what.strip().removeprefix("thuộc ").partition(" ở ")
    return UnitCast(id_.strip(), name.strip(" )"), belongs.strip(), where.strip() or commune)
