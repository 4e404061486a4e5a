"""A story as a text: the deeds as they were written, and under each what the bot answered to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.stories.recorder import Said
from tests.stories.script import ANSWER, ZONE, Deed, Script

_HOW = {
    "message": "",
    "edit": "sửa tin trước",
    "toast": "hiện nhanh",
    "menu": "thực đơn",
    "opened": "mở chủ đề",
    "closed": "đóng chủ đề",
    "reopened": "mở lại chủ đề",
}


class Telling:
    """`name_of` tells whose chat it is."""

    def __init__(self, script: Script, name_of: Callable[[int], str]) -> None:
        self._name_of = name_of
        self._lines = ["\n".join(script.head_lines).strip()]

    def deed(self, deed: Deed) -> None:
        self._lines += ["", *deed.lines]

    def answers(self, said: Iterable[Said], order: list[int], *, with_time: bool = False) -> None:
        """Chat by chat, the speaker's first: in which order different people hear is left to the network."""
        told = sorted(said, key=lambda one: (one.at, one.how != "toast", order.index(one.chat)))
        for one in told:
            self._lines += self._answer(one, with_time=with_time)

    def _answer(self, one: Said, *, with_time: bool) -> list[str]:
        head = ", ".join(part for part in (_HOW[one.how], *one.media) if part)
        when = f"{one.at.astimezone(ZONE):%d/%m/%Y %H:%M} – " if with_time else ""
        where = f"{self._name_of(one.chat)}{f', chủ đề {one.topic}' if one.topic else ''}"
        lines = [f"{ANSWER} {when}{where}{f' ({head})' if head else ''}:"]
        lines += [f"  {line}".rstrip() for line in one.text.split("\n")] if one.text else []
        return lines + ["  " + " ".join(f"[{label}]" for label in row) for row in one.buttons]

    @property
    def text(self) -> str:
        return "\n".join(self._lines) + "\n"
