"""Who there is in a story: each line of its head, read."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people.roles import Role

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
FORUM = "nhóm có chủ đề"
VIETNAMESE, UNTOLD = "vi", ""
SPEAKS = {"nói tiếng Anh": "en", "không rõ tiếng": UNTOLD}
CITIZEN = "người dân"  # anybody else who is named without a role never wrote before: "người lạ"


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
    language: str
    own_account: bool


@dataclass(frozen=True)
class GroupCast:
    """ "Tổ tiếp nhận: cán bộ tiếp nhận của van-phong; anh Khoa lập; có chị Yến". Without a standing it is nobody's.
    A "nhóm có chủ đề" is a forum, of which the bot is an admin already."""

    title: str
    standing: Standing | None
    owner: str
    others: tuple[str, ...]
    kind: str  # of chat, as Telegram calls it
    forum: bool = False


@dataclass(frozen=True)
class UnitCast:
    """ "truong-a (Trường A): thuộc co-so-giao-duc ở ha-dong"."""

    id: str
    name: str
    belongs_to: str
    commune: str


def cast_of(line: str, commune: str) -> Cast:
    who, _, what = line.partition(":")
    alias, _, name = who.partition("(")
    parts = [part.strip() for part in what.split(";")]
    standings = [_standing(part, commune) for part in parts if part.startswith((*ROLES, CITIZEN))]
    return Cast(
        alias.strip(),
        name.strip(" )") or alias.strip(),
        tuple(standings),
        next((language for told, language in SPEAKS.items() if told in parts), VIETNAMESE),
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


def group_of(line: str, commune: str) -> GroupCast:
    title, _, what = line.partition(":")
    parts = [part.strip() for part in what.split(";")]
    owner = next(part.removesuffix(" lập") for part in parts if part.endswith(" lập"))
    others = [one.strip() for part in parts if part.startswith("có ") for one in part[3:].split(",")]
    role = next((part for part in parts if part.startswith(tuple(ROLES))), "")
    kind = next((CHATS[part] for part in parts if part in CHATS), "supergroup")
    return GroupCast(
        title.strip(),
        _standing(role, commune) if role else None,
        owner,
        tuple(others),
        kind,
        FORUM in parts,
    )


def unit_of(line: str, commune: str) -> UnitCast:
    who, _, what = line.partition(":")
    id_, _, name = who.partition("(")
    belongs, _, where = what.strip().removeprefix("thuộc ").partition(" ở ")
    return UnitCast(id_.strip(), name.strip(" )"), belongs.strip(), where.strip() or commune)
