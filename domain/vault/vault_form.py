"""The two forms of the vault: the signed form's number and day, and the fields of Luật Tố cáo Đ23."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from domain.document_number import read_document
from domain.forms import Form, NotUnderstood, Option, Reply
from domain.language.text import Text
from domain.language.vietnamese import says_something

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
