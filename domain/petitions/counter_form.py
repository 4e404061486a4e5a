"""What an officer writes down for somebody who came, telephoned or wrote on paper: in one line, or step by step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from domain.document_number import DocumentNumber, read_document
from domain.forms import Form, NotUnderstood, Option, Reply, Several
from domain.language.phones import read_phone, show_phone
from domain.language.text import Text, lines, verbatim
from domain.language.vietnamese import fold, says_something
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, PetitionKind
from domain.petitions.petition_form import KINDS_OFFERED
from domain.petitions.petition_known import Reading

NOBODY = "nobody"
_PEOPLE = re.compile(r"(\d{1,5}) (?:nguoi|ho)\b")
_PAPER = re.compile(r"(?:cccd|cmnd|can cuoc|chung minh|ho chieu|giay to|giay)\b.*\d")
_SOURCES = {
    "counter": ("truc tiep", "tai quay", "den tru so", "tiep dan", "tiep cong dan"),
    "phone": ("dien thoai", "goi dien", "qua dien thoai", "duong day nong"),
    "paper": ("buu chinh", "buu dien", "hop thu", "chuyen den", "don giay", "qua buu chinh", "thu tay"),
}


class Source(StrEnum):
    """How it came, where it did not come by chat."""

    COUNTER = "counter"  # trực tiếp
    PHONE = "phone"
    PAPER = "paper"  # bưu chính, hộp thư, chuyển đến


@dataclass(frozen=True, slots=True)
class Sender:
    name: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """`kinds`: what each is called, folded. `basis`: the law that lets an office note whom it is from.
    `insists`: the officer says that the words accuse nobody."""

    read: Callable[[str], Reading]
    kinds: Mapping[PetitionKind, str]
    today: date
    basis: str = ""
    insists: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """`paper` is the identity paper of who came in person: column 4 of the sổ tiếp công dân. `document` the number and
    the day of the signed form."""

    words: str
    kind: PetitionKind
    field: str
    source: Source
    sender: Sender = Sender()
    people: int = 1
    paper: str = ""
    document: DocumentNumber | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Accuses:
    """Tố cáo is not taken down here."""


def read_line(line: str, known: Known) -> dict[str, Any]:
    """The answers in "Cống tắc; bà Nguyễn Thị Lan; thôn Đông; 0912 345 678; điện thoại; 3 người": the words first, the
    rest in any order, a name before its address."""
    words, *parts = (part.strip() for part in line.split(";"))
    answers: dict[str, Any] = {"words": words} if says_something(words) else {}
    sender = Sender()
    for part in filter(says_something, parts):
        found = _told(part, known)
        if found:
            answers |= found
        else:
            sender = _and_also(sender, part)
    return answers | ({"sender": asdict(sender)} if sender != Sender() else {})


def counter_form(form: Form, known: Known) -> Filing | Accuses:
    words = str(form.reading("words", Text("counter.tell"), lambda reply: _read_all(reply, known)))
    reading = known.read(words)
    if reading.denounces and not known.insists:
        return Accuses()
    source = Source(form.choice("source", Text("counter.which_source"), _sources()))
    sender = _sender(form)
    accuses = reading.denounces or any(known.read(told).denounces for told in (sender.name, sender.address))
    if accuses and not known.insists:
        return Accuses()
    kind = _kind(form, reading)
    if kind is PetitionKind.DENUNCIATION:
        return Accuses()
    filing = Filing(words, kind, reading.field, source, sender, restricted=accuses)
    filing = replace(
        filing, people=_people(form), paper=_paper(form, source), document=_document(form, kind, known)
    )
    form.choice("sure", _summary(filing, known.basis), _confirmations(filing))
    return filing


def _read_all(reply: Reply, known: Known) -> Several | NotUnderstood:
    answers = read_line(reply.words, known)
    return Several(answers) if "words" in answers else NotUnderstood(Text("form.words_please"))


def _told(part: str, known: Known) -> dict[str, Any]:
    said = fold(part)
    source = next((source for source, ways in _SOURCES.items() if said in ways), "")
    kind = next((kind for kind, name in known.kinds.items() if said == name), None)
    people = _PEOPLE.fullmatch(said)
    document = read_document(part, known.today) if "/" in part else None
    if source:
        return {"source": source}
    if kind:
        return {"kind": kind.value}
    if people:
        return {"people": max(1, int(people[1]))}
    if _PAPER.match(said):
        return {"paper": part}
    return {"document": part} if document else {}


def _and_also(sender: Sender, part: str) -> Sender:
    if phone := read_phone(part):
        return replace(sender, phone=phone)
    if not sender.name:
        return replace(sender, name=part)
    return replace(sender, address=", ".join(filter(None, (sender.address, part))))


def _sources() -> list[Option]:
    return [Option(source.value, Text(f"counter.source_{source.value}")) for source in Source]


def _sender(form: Form) -> Sender:
    unknown = Option(NOBODY, Text("counter.no_sender"))
    given = form.reading("sender", Text("counter.who"), _read_sender, options=[unknown])
    return Sender() if given == NOBODY else Sender(**given)


def _read_sender(reply: Reply) -> dict[str, str] | NotUnderstood:
    sender = Sender()
    for part in filter(says_something, re.split(r"[;\n]", reply.words)):
        sender = _and_also(sender, part.strip())
    return NotUnderstood(Text("form.words_please")) if sender == Sender() else asdict(sender)


def _kind(form: Form, reading: Reading) -> PetitionKind:
    if not form.given("kind"):
        return PetitionKind.FEEDBACK if reading.kind is PetitionKind.DENUNCIATION else reading.kind
    options = [Option(kind.value, Text(f"kind.{kind.value}_explained")) for kind in KINDS_OFFERED]
    return PetitionKind(form.choice("kind", Text("counter.which_kind"), options))


def _people(form: Form) -> int:
    return int(form.reading("people", Text("counter.how_many"), _read_people)) if form.given("people") else 1


def _read_people(reply: Reply) -> int | NotUnderstood:
    found = re.search(r"\d{1,5}", reply.words)
    return int(found[0]) if found and int(found[0]) else NotUnderstood(Text("counter.a_number"))


def _paper(form: Form, source: Source) -> str:
    """Only of those who came in person."""
    return (
        form.words("paper", Text("counter.which_paper"))
        if form.given("paper") and source is Source.COUNTER
        else ""
    )


def _document(form: Form, kind: PetitionKind, known: Known) -> DocumentNumber | None:
    if not form.given("document") or kind not in SIGNED_FORM_ONLY:
        return None

    def read(reply: Reply) -> str | NotUnderstood:
        document = read_document(reply.words, known.today)
        return reply.words if document else NotUnderstood(Text("counter.document_like"))

    return read_document(form.reading("document", Text("counter.which_document"), read), known.today)


def _summary(filing: Filing, basis: str) -> Text:
    sender, document = filing.sender, filing.document
    parts = [
        Text(
            "counter.summary",
            words=filing.words,
            kind=Text(f"kind.{filing.kind.value}"),
            source=Text(f"counter.source_{filing.source.value}"),
        ),
        Text("counter.sender", name=verbatim(sender.name) if sender.name else Text("counter.no_sender")),
        Text("counter.address", address=sender.address) if sender.address else None,
        Text("counter.phone", phone=show_phone(sender.phone)) if sender.phone else None,
        Text("counter.paper", paper=filing.paper) if filing.paper else None,
        Text("counter.people", n=filing.people) if filing.people > 1 else None,
        Text("counter.document", number=document.number) if document else None,
        Text("counter.form_missing") if filing.kind is PetitionKind.COMPLAINT and not document else None,
        Text("counter.basis", basis=basis),
    ]
    return lines(*(part for part in parts if part))


def _confirmations(filing: Filing) -> list[Option]:
    options = [
        Option("yes", Text("counter.file"), style="primary", also=("ghi", "luu", "dong y", "ok", "gui", "yes")),
        Option("kind", Text("counter.change_kind"), changes="kind"),
        Option("sender", Text("counter.change_sender"), changes="sender"),
        Option("people", Text("counter.change_people"), changes="people"),
    ]
    if filing.source is Source.COUNTER:
        options.append(Option("paper", Text("counter.add_paper"), changes="paper"))
    if filing.kind in SIGNED_FORM_ONLY:
        options.append(Option("document", Text("counter.add_document"), changes="document"))
    return options
