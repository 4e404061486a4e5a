"""What does not change from turn to turn: the communes' plans, the nation's data, our accounts, and a few tools
that the process lends to the handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from domain.clocks.clock_book import communes
from domain.clocks.limits import Clock
from domain.habits import Habits
from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import CommandMenu
from domain.national import National
from domain.people.roles import Member
from domain.plans.plan import Plan
from domain.time.calendar import DayOverride, WorkingCalendar

if TYPE_CHECKING:
    from handlers.turn import Turn

AccountKey = tuple[str, str]
"""(channel, account)"""


class CaseCommand(Protocol):
    """What an officer may do with a petition, by its first name."""

    @property
    def name(self) -> str: ...

    @property
    def run(self) -> Callable[[Turn, str], Awaitable[None]]: ...


class Menus(Protocol):
    """The book of commands, as far as others than the router need it."""

    def menu(self, members: Iterable[Member], commune: str) -> CommandMenu: ...

    def works_on_a_case(self, turn: Turn, name: str) -> CaseCommand | None: ...


class Strongbox(Protocol):
    """Locks what denounces under the vault's own key. What is locked `about` one thing does not open about another;
    `tag` is a keyed hash, by which something is found again without being written down."""

    def locked(self, words: str, about: str) -> str: ...

    def opened(self, kept: str, about: str) -> str: ...

    def locked_bytes(self, data: bytes, about: str) -> bytes: ...

    def opened_bytes(self, kept: bytes, about: str) -> bytes: ...

    def tag(self, words: str) -> str: ...


@dataclass(frozen=True)
class World:
    """`accounts` tells which communes each of our accounts serves; `plain` finds the words of a text in a
    language; `link` makes an address that opens a chat with one of our accounts; `random` gives n bytes;
    `public_url` is where our web endpoint is found from outside, without a slash at its end, or ''; `prints_pdf` whether
    papers can be had as PDF, too."""

    plans: Mapping[str, Plan]
    national: National
    habits: Habits
    accounts: Mapping[AccountKey, tuple[str, ...]]
    plain: Callable[[Text, str], str]
    link: Callable[[AccountKey, str, bool], str]
    random: Callable[[int], bytes]
    commands: Menus
    vault: Strongbox
    public_url: str = ""
    prints_pdf: bool = False
    _calendars: dict[tuple[DayOverride, ...], WorkingCalendar] = field(default_factory=dict)
    _clocks: dict[str, tuple[Clock, ...]] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.habits.timezone)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def calendar(self, commune: str, overrides: Iterable[DayOverride]) -> WorkingCalendar:
        """Kept between turns: building one reads years of holidays."""
        own = tuple(overrides)
        if own not in self._calendars:
            self._calendars[own] = self.national.calendar.calendar(own)
        return self._calendars[own]

    def clocks(self, commune: str) -> tuple[Clock, ...]:
        """The nation's, and those of the commune's plan; before what it decided in the chat. Raises `ValueError`
        where the plan's are none."""
        if commune not in self._clocks:
            own = self.plans[commune].petitions.clocks if commune in self.plans else ()
            self._clocks[commune] = communes(self.national.clocks, own)
        return self._clocks[commune]

    def untold(self, commune: str) -> frozenset[str]:
        """The clocks that are the office's own affair."""
        return frozenset(clock.id for clock in self.clocks(commune) if not clock.told)

    def basis(self, commune: str, clock: str) -> str:
        """What a deadline rests on, as shown to people; "" for a clock that is not there."""
        return next((one.basis for one in self.clocks(commune) if one.id == clock), "")

    def people_at_hand(self, commune: str) -> Text:
        """Whom to turn to when the bot does not understand: the place, the hours, the telephone."""
        return self.reception(commune, "reception.people_at_hand")

    def reception(self, commune: str, key: str) -> Text:
        """A text with the gaps of the reception of citizens: `place`, `hours`, `leader_days`, `phone`. Where no
        commune is known (''), what holds in all of them."""
        everywhere = self.national.reception
        place = self.plans[commune].reception.filled_from(everywhere) if commune else everywhere
        name = self.commune_name(commune) if commune else Text("start.your_commune")
        return Text(
            key,
            commune=name,
            place=place.place.replace("{commune}", self.plain(name, "vi")) or Text("reception.no_place"),
            hours=place.hours or Text("reception.no_hours"),
            leader_days=place.leader_days or Text("reception.no_leader_days"),
            phone=place.phone or Text("reception.no_phone"),
        )

    def commune_name(self, commune: str) -> Text:
        """ "xã …", "phường …": as it stands within a sentence."""
        here = self.plans[commune].commune
        return Text(f"commune.{fold(here.type).replace(' ', '_')}", name=here.name)

    def communes_of(self, account: AccountKey) -> tuple[str, ...]:
        return self.accounts.get(account, ())
