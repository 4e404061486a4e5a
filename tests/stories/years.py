"""A year's transcript read back: what each person heard without having asked, and of which report it reminded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.stories.script import ANSWER, NOTE, Script, moment

_HEAD = re.compile(rf"{ANSWER} (?:(\d\d/\d\d/\d{{4}} \d\d:\d\d) – )?(.+?)(?: \(([^()]*)\))?:")
_CLOCK = re.compile(r"Đồng hồ(?: khi tắt)?: (.+)")
_BY_ITSELF = ("Đồng hồ:", "Chương trình:")
_RUNGS = {
    "⏰ Còn ": "unit",
    "⏰ Hôm nay ": "unit",
    "⚠️ Đã quá hạn ": "unit",
    "⚠️ Chưa nhắc được": "nobody",
    "⚠️ Kính gửi thủ trưởng": "head",
    "📣 Cán bộ tổng hợp nhắc nộp": "asked",
    "📞 Danh sách cần gọi": "call list",
    "📋 Báo cáo lãnh đạo": "leader",
    "📋 Các việc cần lưu ý": "digest",
}
_REPORT = re.compile(r"(?:[^:]*: |Báo cáo: )?(.+? \(kỳ [^()]+\))")
_UNIT = re.compile(r"(?:Kính gửi: |Đơn vị: |• )([^:]+?)(?:: .+)?")
_IN = re.compile(r"✅ Đã nhận[^:]*: (.+)")
_RETURNED = re.compile(r"↩️ Báo cáo của (.+) được trả lại[^:]*: (.+ \(kỳ [^()]+\)) \(.+\)")
_EXCUSED = re.compile(r"✅ (.+) được miễn nộp: (.+ \(kỳ [^()]+\))\..*")

Owed = tuple[str, str]
"""The report with its period, and the unit, in the words of the messages."""


@dataclass(frozen=True)
class Heard:
    """One message; `unasked`: not in answer to what this person just did."""

    at: datetime
    who: str
    lines: tuple[str, ...]
    unasked: bool

    @property
    def rung(self) -> str:
        """Which reminder it is; '' for none."""
        return next((rung for sign, rung in _RUNGS.items() if self.lines[0].startswith(sign)), "")

    @property
    def comes_in(self) -> Owed | None:
        """Handed in, or excused: of which nobody is reminded any more."""
        if found := _IN.fullmatch(self.lines[0]):
            return found[1], self.lines[1].removeprefix("Đơn vị: ")
        found = _EXCUSED.fullmatch(self.lines[0])
        return (found[2], found[1]) if found else None

    @property
    def goes_back(self) -> Owed | None:
        found = _RETURNED.fullmatch(self.lines[0])
        return (found[2], found[1]) if found else None

    @property
    def reminds_of(self) -> Iterator[Owed]:
        if not (self.unasked and self.rung):
            return
        report = ""
        for line in self.lines:
            if unit := _UNIT.fullmatch(line):
                yield report, unit[1]
            elif found := _REPORT.fullmatch(line):
                report = found[1]


def messages(script: Script) -> list[Heard]:
    """Everything that anybody heard in the year, in order; menus of commands are left out."""
    return [one for deed, now, rows in _deeds(script) for one in _answers(deed, now, rows)]


def _deeds(script: Script) -> Iterator[tuple[str, datetime, list[str]]]:
    """Each deed, when it was done, and the lines of what was answered."""
    now, deed, rows = script.start, "", list[str]()
    for row in script.text.split("\n"):
        if row.startswith((" ", ANSWER)):
            rows.append(row)
        elif row.strip() and not row.startswith(NOTE):
            yield deed, now, rows
            deed, clock, rows = row, _CLOCK.fullmatch(row), []
            now = moment(clock[1]) if clock else now
    yield deed, now, rows


def _answers(deed: str, now: datetime, rows: list[str]) -> Iterator[Heard]:
    head: re.Match[str] | None = None
    body: list[str] = []
    for row in [*rows, f"{ANSWER} :"]:
        if row.startswith("  "):
            body.append(row.strip())
            continue
        if head and body and head[3] != "thực đơn":
            unasked = deed.startswith(_BY_ITSELF) or not deed.startswith(head[2])
            yield Heard(moment(head[1]) if head[1] else now, head[2], tuple(body), unasked)
        head, body = _HEAD.fullmatch(row), []
