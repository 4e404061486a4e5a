"""What a story leaves out on a messenger, and why: the reason is an ability that the messenger lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.messengers import Ability
from tests.stories.script import CHANNELS, Deed, Script, channels_told

_NEEDS = {
    Ability.GROUPS: r".* \(nhóm [^)]+\)|Nhóm thành siêu nhóm:",
    Ability.TOPICS: r".* \(nhóm [^)]+, chủ đề [^)]+\)|.* chủ đề|.*/chude",
    Ability.REPLIES: r".* trả lời “",
    Ability.BUTTONS: r".* bấm (nút (cũ|giả) |\[[^\]]+\] ở “)",
    Ability.EDITS: r".* (sửa|xóa) tin vừa nhắn",
    Ability.RECALL: r".*: /phanloai .* tố cáo$",
    Ability.BLOCKING: r".* chặn bot$",
    Ability.LINKS: r".* mở liên kết mang ",
    Ability.PINS: r".* gửi vị trí ",
    Ability.DOCUMENTS: r".* gửi (\d+ )?tệp",
    Ability.SAME_FILE: r".* gửi (\d+ )?(tệp|ảnh)",
    Ability.OTHER_THINGS: r".* gửi (video|danh thiếp)",
}


@dataclass(frozen=True)
class Mark:
    """ "telegram, zalo_oa – vị trí", in the head or above a deed; `deeds` are those that it leaves out."""

    told: str
    deeds: tuple[Deed, ...]

    @property
    def channels(self) -> set[str]:
        return {name.strip() for name in self.told.partition("–")[0].split(",")}

    @property
    def reasons(self) -> list[Ability]:
        """Raises `ValueError` for one that nobody knows."""
        return [Ability(reason.strip()) for reason in self.told.partition("–")[2].split(",")]


def marks(script: Script) -> Iterator[Mark]:
    if told := script.heads.get(CHANNELS):
        yield Mark(told, tuple(script.deeds))
    for deed in script.deeds:
        yield from (Mark(told, (deed,)) for line in deed.lines if (told := channels_told(line)))


def needs(deed: Deed, ability: Ability) -> bool:
    """Whether the deed is of the kind that cannot be done without this ability."""
    return ability in _NEEDS and bool(re.match(_NEEDS[ability], deed.words.split("\n")[0]))


def longest_answer(script: Script) -> int:
    """Letters of the longest message in it."""
    longest = now = 0
    for line in script.text.split("\n"):
        now = 0 if line.startswith("→") else now + len(line) if not line or line.startswith("  ") else 0
        longest = max(longest, now)
    return longest
