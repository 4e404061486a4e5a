"""What officers are asked where a command lacks something: the signed document, the reason, the new day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.clocks.limits import Case
from domain.document_number import DocumentNumber, part_document
from domain.forms import Form, NotUnderstood, Option, Reply, Several, Story
from domain.language.text import Text
from domain.language.vietnamese import fold, says_something
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import Action
from domain.time.days import read_day

PROMISE = "promise"
WITH_REASON = frozenset({Action.DECLINE, Action.SUSPEND, Action.EXTEND})
"""Documents that say nothing to the citizen without the reason why."""
_UNTIL = re.compile(
    r"^\W*(?:(?:đến|den|tới|toi)\s+)?(?:(?:hết|het)\s+)?(?:(?:ngày|ngay)\s+)?[\d/.-]+"
    r"(?:\s*(?:tháng|thang)\s*\d{1,2}(?:\s*(?:năm|nam)\s*\d{2,4})?)?\W*",
    re.IGNORECASE,
)
_INSISTS = re.compile(r"(?:vẫn|van)\s+", re.IGNORECASE)
_HARD = ("dac biet phuc tap", "phuc tap")
_LEADS_TO_REASON = frozenset(
    {"vi", "do", "tai", "boi", "boi vi", "ly do", "li do", "vi ly do", "vi li do", "voi ly do", "voi li do"}
)
"""Folded words behind which a reason comes, and which are none themselves."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided, with which signed document; `until` is the day to which a promise is moved, `case` how hard
    the case was found, `beyond` the law that has no time for that day."""

    story: Story
    document: DocumentNumber | None = None
    until: date | None = None
    case: Case | None = None
    beyond: str = ""


def ruling_form(form: Form, code: str, action: Action, today: date) -> Ruling:
    """Its document's number and day, and the reason where the citizen must know it."""
    document = _document(form, code, action, today)
    if action in WITH_REASON or form.given("words"):
        return Ruling(_reason(form, code, action), document)
    return Ruling(Story(), document)


@dataclass(frozen=True, slots=True)
class Leeway:
    """The last day of a promise as it stands, and the last one to which it may be moved."""

    until: date
    latest: date

    def refuses(self, day: date, code: str) -> Text | None:
        """An earlier day lengthens nothing."""
        if day <= self.until:
            return Text("triage.extension_too_early", code=code, until=self.until)
        return Text("triage.extension_too_far", latest=self.latest) if day > self.latest else None


def extension_form(form: Form, code: str, cases: Sequence[Case], today: date, leeway: Leeway | None) -> Ruling:
    """Of the law's clocks by how hard the case is, which takes a document; of the commune's promise, where one runs, to
    a later day."""
    ways = [*cases, *([PROMISE] if leeway else [])]
    options = [Option(way, Text(f"triage.way_{way}")) for way in ways]
    how = ways[0] if len(ways) == 1 else form.choice("how", Text("triage.extend_how", code=code), options)
    if leeway and how == PROMISE:
        question = Text("triage.extend_until", code=code, until=leeway.until)
        until = form.reading("until", question, until_reader(code, today, leeway))
        return Ruling(_reason(form, code, Action.EXTEND), until=date.fromisoformat(until))
    document = _document(form, code, Action.EXTEND, today)
    return Ruling(_reason(form, code, Action.EXTEND), document, case=Case(how))


def extension_answers(
    words: str, code: str, cases: Sequence[Case], today: date, leeway: Leeway | None
) -> dict[str, Any]:
    """What one line says already: "đặc biệt phức tạp 12/QĐ-UBND ngày 05/6 vì …", or "30/6 vì …". However hard it is
    called, one decision gives no more than the next step (Luật Tố cáo Đ30)."""
    said = fold(words)
    name = next((name for name in _HARD if said.startswith(name)), "")
    if name and cases:
        document = answers_of(document_reader(today), words.split(maxsplit=len(name.split()))[-1])
        return {"how": cases[0].value, **document}
    if leeway and extension_day(words, today):
        return {"how": PROMISE, **answers_of(until_reader(code, today, leeway), words, "until")}
    return answers_of(document_reader(today), words) if cases else {}


def extension_day(words: str, today: date) -> date | None:
    """The day with which one line that moves a promise begins."""
    dated = _UNTIL.match(words)
    return read_day(dated[0], today) if dated else None


def gives_more(words: str, step: Sequence[Case]) -> bool:
    """Whether the law has a next step, and it is not one that was taken: "phức tạp" is said once (Luật Tố cáo Đ30)."""
    return bool(step) and (step[0] is Case.COMPLEX or not fold(words).startswith(_HARD[-1]))


def insisted(words: str, today: date, latest: date) -> Ruling | None:
    """ "vẫn 30/12 vì …": a day to come behind the `latest` that the law has, for a reason."""
    said = _INSISTS.match(words)
    rest = words[said.end() :] if said else ""
    day, reason = extension_day(rest, today), _UNTIL.sub("", rest, count=1)
    return Ruling(Story(reason), until=day) if day and day > max(today, latest) and gives_reason(reason) else None


def answers_of(read: Callable[[Reply], Any], words: str, name: str = "document") -> dict[str, Any]:
    """What the reader makes of words that came with the command; nothing where it makes nothing of them."""
    value = read(Reply(words=words)) if words else NotUnderstood(Text("form.words_please"))
    if isinstance(value, NotUnderstood):
        return {}
    return dict(value.answers) if isinstance(value, Several) else {name: value}


def document_reader(today: date) -> Callable[[Reply], Any]:
    """Reads {number, on}, and the words behind it as the reason. Both number and day are needed."""

    def read(reply: Reply) -> Any:
        document, rest = part_document(reply.words, today)
        if document is None or document.on is None:
            return NotUnderstood(Text("triage.document_please"))
        return _and_reason("document", {"number": document.number, "on": document.on.isoformat()}, rest, reply)

    return read


def until_reader(code: str, today: date, leeway: Leeway) -> Callable[[Reply], Any]:
    """Reads a day within the leeway, and the words behind it as the reason."""

    def read(reply: Reply) -> Any:
        day = read_day(reply.words, today)
        if day is None:
            return NotUnderstood(Text("triage.day_to_come_please"))
        if refusal := leeway.refuses(day, code):
            return NotUnderstood(refusal)
        return _and_reason("until", day.isoformat(), _UNTIL.sub("", reply.words, count=1), reply)

    return read


def gives_reason(words: str) -> bool:
    """Whether they say why: "vì" or "lý do" alone does not."""
    return says_something(words) and fold(re.sub(r"[^\w\s]", " ", words)) not in _LEADS_TO_REASON


def join_form(form: Form, code: str) -> str:
    """The code of the case it is joined to."""
    return str(form.reading("into", Text("triage.what_join", code=code), _read_code))


def files_form(form: Form, code: str) -> Story:
    return Story.from_json(form.reading("files", Text("triage.what_attach", code=code), _read_files))


def _document(form: Form, code: str, action: Action, today: date) -> DocumentNumber:
    question = Text(f"triage.which_document_{action.value}", code=code)
    given = form.reading("document", question, document_reader(today))
    return DocumentNumber(given["number"], date.fromisoformat(given["on"]))


def _reason(form: Form, code: str, action: Action) -> Story:
    return Story.from_json(form.reading("words", Text(f"triage.why_{action.value}", code=code), _read_reason))


def _and_reason(name: str, value: Any, rest: str, reply: Reply) -> Any:
    if not gives_reason(rest):
        return value
    return Several({name: value, "words": Story(rest, reply.files).to_json()})


def _read_reason(reply: Reply) -> Any:
    if not gives_reason(reply.words):
        return NotUnderstood(Text("triage.say_why"))
    return Story().and_also(reply).to_json()


def _read_code(reply: Reply) -> Any:
    return read_code(reply.words) or NotUnderstood(Text("petition.no_such_code"))


def _read_files(reply: Reply) -> Any:
    return Story().and_also(reply).to_json() if reply.files else NotUnderstood(Text("triage.files_please"))
