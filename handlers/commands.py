"""The commands: their names without accents, who is offered them, and which handler carries them out."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from domain.language.text import Text
from domain.language.vietnamese import only_letters
from domain.messaging.messages import CommandMenu
from domain.people.roles import Can, Member, may
from domain.petitions.macros import NOT_IN_ONE
from handlers.turn import Turn

Run = Callable[[Turn, str], Awaitable[None]]
"""(turn, what was written after the command)"""


_LONGEST_NAME = 2  # words, when said with spaces between


@dataclass(frozen=True, slots=True)
class Command:
    """`needs` is None where everybody may; somebody without the right is answered as if it did not exist. `carries`
    tells whether some words are what is written after it: then it is understood without its slash, in the midst of
    anything. A `way_out` is understood there too, where its name is all that is said. Under a file that it does not
    take (`takes_files`), its bare name is only a word. `plain` tells whether words behind its name can be meant for it
    where nobody is asked anything: "tìm đèn đường ngõ 5"."""

    name: str
    run: Run
    about: Text
    needs: Can | None = None
    aliases: tuple[str, ...] = ()
    in_menu: bool = True
    carries: Callable[[str], bool] | None = None
    way_out: bool = False
    takes_files: bool = False
    plain: Callable[[str], bool] | None = None


class CommandBook:
    def __init__(self, commands: Iterable[Command]) -> None:
        self._all = tuple(commands)
        self._by_name: dict[str, list[Command]] = {}
        for one in sorted(self._all, key=lambda command: command.needs is None):  # work before what everybody has
            for name in (one.name, *one.aliases):
                self._by_name.setdefault(name, []).append(one)

    def __iter__(self) -> Iterator[Command]:
        return iter(self._all)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._by_name)

    def find(self, turn: Turn, name: str) -> Command | None:
        """The command of that name which this person may use here: “hướng dẫn” is not the same to everybody."""
        called = self._by_name.get(only_letters(name), [])
        return next((one for one in called if _allowed(one, turn.members, turn.commune)), None)

    def works_on_a_case(self, turn: Turn, name: str) -> Command | None:
        """What an officer does with a petition under that name, if this person may: a step of several in one go."""
        command = self.find(turn, name)
        return command if command and command.needs is Can.TRIAGE and command.name not in NOT_IN_ONE else None

    def way_out(self, turn: Turn, words: str) -> Command | None:
        """The way out that is all these words say: "Hủy." but not "Hủy hoại cây xanh"."""
        command = self.find(turn, words)
        return command if command and command.way_out else None

    def carrying(self, turn: Turn, words: Sequence[str]) -> tuple[Command, str] | None:
        """("lienket", "123456") of "Liên kết 123456": a command, and something that only it can mean."""
        return next(
            (found for found in self._begun(turn, words) if found[0].carries and found[0].carries(found[1])), None
        )

    def said_plainly(self, turn: Turn, words: Sequence[str]) -> tuple[Command, str] | None:
        """("tim", "đèn đường ngõ 5") of "Tìm đèn đường ngõ 5", from those whose work it is."""
        return next(
            (found for found in self._begun(turn, words) if found[0].plain and found[0].plain(found[1])), None
        )

    def _begun(self, turn: Turn, words: Sequence[str]) -> Iterator[tuple[Command, str]]:
        """The commands whose names these words begin with, each with what stands behind it, the longest name first."""
        for length in range(min(len(words) - 1, _LONGEST_NAME), 0, -1):
            command = self.find(turn, " ".join(words[:length]))
            if command:
                yield command, " ".join(words[length:])

    def nearest(self, turn: Turn, name: str) -> Command | None:
        """What they probably meant, among what they are offered and their rarer work, for which the menu is too
        short."""
        worth = (c for c in self._all if c.in_menu or c.needs)
        mine = [c for c in worth if _allowed(c, turn.members, turn.commune)]
        close = get_close_matches(only_letters(name), [n for one in mine for n in (one.name, *one.aliases)], n=1)
        return self.find(turn, close[0]) if close else None

    def menu(self, members: Iterable[Member], commune: str) -> CommandMenu:
        """What somebody with these memberships is offered: their work first, then what everybody has."""
        members = tuple(members)
        mine = [c for c in self._all if c.in_menu and _allowed(c, members, commune)]
        mine.sort(key=lambda command: command.needs is None)
        return CommandMenu(tuple((command.name, command.about) for command in mine))


_COMMAND = re.compile(r"/([\w\u00c0-\u1ef9]+)\s*(.*)", re.DOTALL)


def spoken(words: str) -> tuple[str, str] | None:
    """("nhan", "K7M2 …") of "/nhan K7M2 …"; None where it is no command."""
    found = _COMMAND.fullmatch(words.strip())
    return (found[1], found[2].strip()) if found else None


def _allowed(command: Command, members: Iterable[Member], commune: str) -> bool:
    return command.needs is None or may(members, commune, command.needs)
