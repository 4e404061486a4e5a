"""The forms of the vault: the signed form's number and day, what was done with it, and the fields of Luật Tố cáo Đ23."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from domain.clocks.limits import Case
from domain.document_number import read_document
from domain.forms import Form, NotUnderstood, Option, Reply, Several, Story
from domain.language.text import Text
from domain.language.vietnamese import says_something
from domain.petitions.lifecycle import Action
from domain.petitions.triage_forms import WITH_REASON, document_reader, gives_reason

FIELDS = ("name", "address", "contact", "accused", "acts", "when", "evidence")
"""What Luật Tố cáo Đ23 asks for, in the order of the form."""
_SKIP = "-"


def registering_form(form: Form, code: str, today: date) -> tuple[str, str]:
    """(number, day in ISO form) of the signed form as it was registered: there is no way without both."""

    def read(reply: Reply) -> list[str] | NotUnderstood:
        found = read_document(reply.words, today)
        if found is None or found.on is None:
            return NotUnderstood(Text("vault.register_how"))
        return [found.number, found.on.isoformat()]

    number, on = form.reading("document", Text("vault.register_what", code=code), read)
    return number, on


def deed_form(
    form: Form, code: str, action: Action, cases: Sequence[Case], today: date, seal: Callable[[str], str]
) -> dict[str, str]:
    """`document` and `words` as JSON, each sealed as soon as it is given, and for which `case` more time is taken."""
    answers: dict[str, str] = {}
    if action is Action.EXTEND:
        ways = [Option(case.value, Text(f"triage.way_{case.value}")) for case in cases]
        answers["case"] = form.choice("case", Text("vault.extend_how", code=code), ways)

    def sealing(read: Callable[[Reply], Any]) -> Callable[[Reply], Any]:
        return lambda reply: _sealed(read(reply), seal)

    which = Text(f"vault.which_{action.value}", code=code)
    answers["document"] = form.reading("document", which, sealing(document_reader(today)))
    if action in WITH_REASON or form.given("words"):
        answers["words"] = form.reading("words", Text("vault.which_reason", code=code), sealing(_reason))
    return answers


def _reason(reply: Reply) -> Any:
    return Story(reply.words).to_json() if gives_reason(reply.words) else NotUnderstood(Text("triage.say_why"))


def _sealed(read: Any, seal: Callable[[str], str]) -> Any:
    if isinstance(read, NotUnderstood):
        return read
    if isinstance(read, Several):
        return Several({name: seal(json.dumps(value)) for name, value in read.answers.items()})
    return seal(json.dumps(read))


def lane_form(form: Form, seal: Callable[[str], str]) -> dict[str, str] | None:
    """The answers by field, each sealed as soon as it is given; None where they do not consent."""
    consents = [Option("yes", Text("vault.lane_agree"), style="primary"), Option("no", Text("vault.lane_refuse"))]
    if form.choice("consent", Text("vault.lane_consent"), consents) == "no":
        return None

    def read(reply: Reply) -> str | NotUnderstood:
        if not says_something(reply.words):
            return NotUnderstood(Text("form.words_please"))
        return seal(reply.words.strip())

    skip = [Option(_SKIP, Text("vault.lane_skip"))]
    answers = {field: form.reading(field, Text(f"vault.lane_{field}"), read, options=skip) for field in FIELDS}
    return {field: str(answer) for field, answer in answers.items() if answer != _SKIP}
