"""What stands in each column of the registers. Of tố cáo, and of what may be one: that it is kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain.clocks.running import Running
from domain.language.phones import show_phone
from domain.language.text import Text
from domain.petitions.findings import Findings, implied_by
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, Action, PetitionKind, Status
from storage.petitions.petition import Event, Petition
from storage.petitions.registers import Entry

if TYPE_CHECKING:
    from bot.papers.workbook import Cell

_COMPETENT = frozenset({Status.TAKEN, Status.FORWARDED, Status.ASKED, Status.ANSWERED, Status.REOPENED})
_SETTLED = frozenset({Status.CLOSED, Status.CONFIRMED})
_RESULTS = (Action.DECIDE, Action.ANSWER, Action.CLOSE)
_BACK = (Action.RETURN, Action.GUIDE, Action.DECLINE)
_DIRECTIONS = (Action.ACCEPT, *_BACK, Action.REFER, Action.KEEP, Action.REJECT, Action.SPLIT, Action.JOIN)


@dataclass(frozen=True)
class Rows:
    """`say` finds the words of a text, `day` the day of a moment; `units` are all that ever were, by id."""

    say: Callable[[Text], str]
    day: Callable[[datetime], date]
    field: Callable[[str], str]
    clock: Callable[[str], str]
    units: Mapping[str, str]

    def reception(self, number: int, entry: Entry) -> list[Cell]:
        """The twelve columns of Mẫu số 03, Thông tư 04/2021/TT-TTCP."""
        petition = entry.petition
        received = self.day(petition.received_at)
        return [
            number,
            received,
            self._joined((entry.sender, petition.sender_address), " – "),
            petition.sender_paper,
            petition.story,
            f"{self._kind(petition.kind)} / {petition.people}",
            entry.found.settled,
            "x" if self._is_dealt_with(entry) else None,
            self._told(entry, _BACK),
            self._told(entry, (Action.REFER,)),
            self._joined((self._status(petition), self._told(entry, _RESULTS)), "; "),
            self._joined((petition.code, *self._flags(petition)), "; "),
        ]

    def petition(self, number: int, entry: Entry) -> list[Cell]:
        """The columns proposed for the sổ theo dõi đơn."""
        petition = entry.petition
        field, arrived = self.field(petition.field), f"{number}, {self.day(petition.received_at):%d/%m/%Y}"
        found = implied_by(event.action for event in entry.events).and_also(entry.found)
        phone = show_phone(petition.sender_phone) if petition.identity != "nobody" else ""
        return [
            petition.code,
            self._came_as(entry) or arrived,
            self._source(petition),
            self._joined((entry.sender, petition.sender_address, phone), " – "),
            petition.people,
            self._kind(petition.kind),
            field,
            self.units.get(petition.hamlet, petition.place),
            petition.story,
            found.against,
            self._competence(entry, found),
            self._meets(found),
            self._told(entry, _DIRECTIONS),
            self.units.get(petition.unit, ""),
            "; ".join(f"{self.clock(one.clock)}: {one.due_on:%d/%m/%Y}" for one in entry.clocks),
            self._told(entry, (Action.EXTEND,)) or self._extended(entry.clocks),
            self._joined((self._status(petition), self._told(entry, _RESULTS)), "; "),
            self.day(petition.answered_at) if petition.answered_at else None,
            petition.part_of or petition.split_from,
            self._joined(self._flags(petition), "; "),
        ]

    def reception_apart(self, number: int, quarter: str) -> list[Cell]:
        """A row of something masked, in the same columns."""
        return [number, self._quarter(quarter), None, None, Text("registers.kept_apart"), *[None] * 7]

    def petition_apart(self, number: int, quarter: str) -> list[Cell]:
        return [
            None,
            f"{number}, {self._quarter(quarter)}",
            *[None] * 6,
            Text("registers.kept_apart"),
            *[None] * 11,
        ]

    def _quarter(self, quarter: str) -> str:
        return self.say(Text("registers.quarter", quarter=quarter))

    def _came_as(self, entry: Entry) -> str:
        """The number under which the signed form came, and its day; '' where none came."""
        signed = next((one for one in entry.events if one.action == Action.REGISTER and one.document_on), None)
        return f"{signed.document}, {signed.document_on:%d/%m/%Y}" if signed else ""

    def _competence(self, entry: Entry, found: Findings) -> str | None:
        if found.competent is not None:
            return self.say(Text("registers.in_competence" if found.competent else "registers.not_in_competence"))
        return "x" if self._is_dealt_with(entry) else None

    def _meets(self, found: Findings) -> str | None:
        if found.meets is None:
            return None
        return self.say(Text("registers.met" if found.meets else "registers.not_met"))

    def _is_dealt_with(self, entry: Entry) -> bool:
        """Whether it is within the competence: of what takes a signed form, only where an officer recorded that it
        was accepted."""
        if entry.petition.kind in SIGNED_FORM_ONLY:
            return any(event.action == Action.ACCEPT.value for event in entry.events)
        return entry.petition.status in _COMPETENT | _SETTLED

    def _told(self, entry: Entry, actions: Iterable[Action]) -> str:
        """What was done of these, with the words and the document that went with it."""
        wanted = {action.value for action in actions}
        return "; ".join(self._event(event) for event in entry.events if event.action in wanted)

    def _event(self, event: Event) -> str:
        document = (
            f"{event.document} ({event.document_on:%d/%m/%Y})"
            if event.document_on
            else event.document or f"{self.day(event.at):%d/%m/%Y}"
        )
        return self._joined((self.say(Text(f"event.{event.action}")), event.words, document), " – ")

    def _extended(self, clocks: Iterable[Running]) -> date | None:
        return max((one.extension.to for one in clocks if one.extension), default=None)

    def _kind(self, kind: PetitionKind) -> str:
        return self.say(Text(f"kind.{kind.value}"))

    def _status(self, petition: Petition) -> str:
        return self.say(Text(f"status.{petition.status.value}"))

    def _source(self, petition: Petition) -> str:
        chat = petition.source == "chat" and petition.at.channel
        return self.say(Text(f"registers.from_{chat}" if chat else f"counter.source_{petition.source}"))

    def _flags(self, petition: Petition) -> list[str]:
        return [self.say(Text(f"flag.{flag.value}")) for flag in Flag if flag in petition.flags]

    @staticmethod
    def _joined(parts: Iterable[str], between: str) -> str:
        return between.join(part for part in parts if part)
