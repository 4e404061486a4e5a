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
_LEADS_TO_REASON = frozenset(
    {"vi", "do", "tai", "boi", "boi vi", "ly do", "li do", "vi ly do", "vi li do", "voi ly do", "voi li do"}
)
"""Folded words behind which a reason comes, and which are none themselves."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided, with which signed document; `until` is the day to which a promise is moved, `case` how hard
    the case was found."""

    story: Story
    document: DocumentNumber | None = None
    until: date | None = None
    case: Case | None = None


def ruling_form(form: Form, code: str, action: Action, today: date) -> Ruling:
    """Its document's number and day, and the reason where the citizen must know it."""
    document = _document(form, code, action, today)
    if action in WITH_REASON or form.given("words"):
        return Ruling(_reason(form, code, action), document)
    return Ruling(Story(), document)


def extension_form(form: Form, code: str, cases: Sequence[Case], today: date, latest: date | None) -> Ruling:
    """Of the law's clocks by how hard the case is, which takes a document; of the commune's promise, where one runs, to
    a day that is not behind `latest`."""
    ways = [*cases, *([PROMISE] if latest else [])]
    options = [Option(way, Text(f"triage.way_{way}")) for way in ways]
    how = ways[0] if len(ways) == 1 else form.choice("how", Text("triage.extend_how", code=code), options)
    if latest and how == PROMISE:
        until = form.reading("until", Text("triage.extend_until", code=code), until_reader(today, latest))
        return Ruling(_reason(form, code, Action.EXTEND), until=date.fromisoformat(until))
    document = _document(form, code, Action.EXTEND, today)
    return Ruling(_reason(form, code, Action.EXTEND), document, case=Case(how))


def extension_answers(words: str, cases: Sequence[Case], today: date, latest: date | None) -> dict[str, Any]:
    """What one line says already: "đặc biệt phức tạp 12/QĐ-UBND ngày 05/6 vì …", or "30/6 vì …"."""
    said = fold(words)
    for case, name in ((Case.VERY_COMPLEX, "dac biet phuc tap"), (Case.COMPLEX, "phuc tap")):
        if case in cases and said.startswith(name):
            return {
                "how": case.value,
                **answers_of(document_reader(today), words.split(maxsplit=len(name.split()))[-1]),
            }
    if latest and extension_day(words, today):
        return {"how": PROMISE, **answers_of(until_reader(today, latest), words, "until")}
    return answers_of(document_reader(today), words) if cases else {}


def extension_day(words: str, today: date) -> date | None:
    """The day with which one line that moves a promise begins."""
    dated = _UNTIL.match(words)
    return read_day(dated[0], today) if dated else None


def too_far(latest: date) -> Text:
    return Text("triage.extension_too_far", latest=latest)


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


def until_reader(today: date, latest: date) -> Callable[[Reply], Any]:
    """Reads a day to come that is not behind `latest`, and the words behind it as the reason."""

    def read(reply: Reply) -> Any:
        day = read_day(reply.words, today)
        if day is None or day <= today:
            return NotUnderstood(Text("triage.day_to_come_please"))
        if day > latest:
            return NotUnderstood(too_far(latest))
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
