"""Playing a story: its deeds are done in a town, one after another, and what the bot answers is written down."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from domain.language.vietnamese import fold
from handlers.book import COMMANDS
from handlers.commands import Command
from handlers.turn import Turn
from sandbox.control import acting, bodies
from tests.lane import open_lane
from tests.stories import deeds
from tests.stories.casting import Stage, member, put_on_stage, speaking
from tests.stories.heads import BadStory, standing
from tests.stories.recorder import Records
from tests.stories.script import Deed, Script, moment
from tests.stories.telling import Telling
from tests.town import Town

_GAP = re.compile(r"\{mã(?: (\d+))?(?:, (viết liền|viết cách))?\}")
_IN_GROUP = re.compile(r" \(nhóm ([^),]+)(?:, chủ đề ([^)]+))?\)")
_NEXT_REMINDER = "đến lời nhắc kế tiếp"

Where = tuple[str | None, str | None]
"""The group in which something is done, and its topic."""


class Broken(Exception):
    """What a handler that the story breaks raises."""


@dataclass
class Player:
    """`wrote` is what the log held; `actions` counts what each person did until now."""

    town: Town
    script: Script
    recorder: Records
    wrote: Callable[[], str]
    stage: Stage = field(init=False)
    actions: Counter[str] = field(default_factory=Counter)
    broken: dict[str, list[Command]] = field(default_factory=dict)
    crashed: bool = False  # a handler was broken at some time

    async def play(self) -> str:
        """The story as it went. Raises `BadStory`."""
        stage = self.stage = await put_on_stage(self.town, self.script)
        self.recorder.take()
        telling = Telling(self.script, lambda chat: stage.names[chat])
        try:
            for deed in self.script.deeds:
                if not deed.is_for(self.town.messenger.channel):
                    continue
                telling.deed(deed)
                await self._do(stage, deed)
                speaker = self._speakers_chat(stage, deed)
                order = sorted(stage.names, key=lambda chat: chat != speaker)
                telling.answers(self.recorder.take(), order, with_time=deed.words.startswith("Đồng hồ:"))
        finally:
            for name in list(self.broken):
                self._mend(name)
        return telling.text

    async def _do(self, stage: Stage, deed: Deed) -> None:
        try:
            words = _GAP.sub(self._code, deed.words)
            name, _, rest = words.partition(": ")
            if act := _ABOUT.get(name):
                await act(self, rest)
            else:
                alias, where, what = self._who(stage, words)
                self.actions[alias] += 1
                await deeds.do(speaking(stage, alias, *where), self.recorder, what)
        except (BadStory, AssertionError, KeyError, IndexError, StopIteration) as error:
            raise BadStory(f"{self.script.path.name}:{deed.number}: {deed.words}\n{error!r}") from error

    def _who(self, stage: Stage, words: str) -> tuple[str, Where, str]:
        alias = max((one for one in stage.people if words.startswith(one)), key=len, default="")
        if not alias:
            raise BadStory("nobody of that name in the head")
        rest = words.removeprefix(alias)
        in_group = _IN_GROUP.match(rest)
        if in_group is None:
            return alias, (None, None), rest
        return alias, (in_group[1], in_group[2]), rest[in_group.end() :]

    def _speakers_chat(self, stage: Stage, deed: Deed) -> int:
        try:
            alias, (group, _), _ = self._who(stage, deed.words)
        except BadStory:
            return 0
        return stage.groups[group] if group else stage.people[alias].id

    def _code(self, found: re.Match[str]) -> str:
        code = self.recorder.codes[int(found[1]) - 1 if found[1] else -1]
        match found[2]:
            case "viết liền":
                return code.replace("-", "").lower()
            case "viết cách":
                return " ".join(code.replace("-", ""))
        return code

    async def _move_clock(self, words: str) -> None:
        if words == _NEXT_REMINDER:
            return await self.town.goes_to_next_reminder()
        await self.town.goes_to(moment(words))

    async def _hold_answers(self, words: str) -> None:
        """ "chờ": what can still be taken back does not go before the clock is moved. "đi ngay": it goes."""
        self.town.holds_answers = words == "chờ"
        await self.town.quiet()

    async def _pass_time(self, words: str) -> None:
        """While the bot is closed."""
        await self.town.clock.move_to(moment(words))

    async def _switch(self, words: str) -> None:
        await (self.town.opens() if words == "mở lại" else self.town.closes())

    async def _invite(self, words: str) -> None:
        """The operator's `nhipdan invite`."""
        invited = member(standing(words.removeprefix("nhóm "), self.script.commune))
        self.recorder.carried.append(await self.town.invitation(invited, group=words.startswith("nhóm ")))

    async def _migrate(self, title: str) -> None:
        """The platform gives a group another id."""
        old = self.stage.groups[title]
        self.stage.groups[title] = acting.migrate(self.town.sandbox, bodies.Group(group=old))["id"]
        await self.town.quiet()

    async def _break(self, name: str) -> None:
        async def fails(turn: Turn, words: str) -> None:
            raise Broken(name)

        self.crashed = True
        commands = self.broken[name] = COMMANDS._by_name[name]
        COMMANDS._by_name[name] = [replace(command, run=fails) for command in commands]

    async def _mend_command(self, name: str) -> None:
        self._mend(name)

    def _mend(self, name: str) -> None:
        COMMANDS._by_name[name] = self.broken.pop(name)

    async def _no_trace(self, words: str) -> None:
        """Neither the memory nor the log holds any of these words, however they are written."""
        kept = fold(everything(self.town.settings.database)) + fold(self.wrote())
        for word in words.split(";"):
            assert fold(word) not in kept, f"kept: {word.strip()}"

    async def _open_lane(self, commune: str) -> None:
        """`[petitions.vault] lane = true` in its plan."""
        open_lane(self.town.app.world, commune)

    async def _count(self, words: str) -> None:
        """ "bà Lan 2" so far."""
        alias, _, number = words.rpartition(" ")
        assert self.actions[alias] == int(number), f"{self.actions[alias]} actions"


_ABOUT: dict[str, Callable[[Player, str], Awaitable[Any]]] = {
    "Đồng hồ": Player._move_clock,
    "Tin trả lời": Player._hold_answers,
    "Đồng hồ khi tắt": Player._pass_time,
    "Chương trình": Player._switch,
    "Người vận hành mời": Player._invite,
    "Nhóm thành siêu nhóm": Player._migrate,
    "Lệnh hỏng": Player._break,
    "Lệnh chạy lại": Player._mend_command,
    "Không còn dấu vết": Player._no_trace,
    "Xã cho khai tố cáo tại đây": Player._open_lane,
    "Số thao tác": Player._count,
}


def everything(database: Path) -> str:
    """All that any table holds."""
    db = sqlite3.connect(database)
    try:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(str(row) for table in tables for row in db.execute(f"SELECT * FROM {table}"))
    finally:
        db.close()
