"""What is asked before a request about one's own data is carried out: the new words, a reason, or only whether they are
sure, under what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.forms import Form, NotUnderstood, Option, Reply
from domain.language.phones import read_phone
from domain.language.text import Text
from domain.language.vietnamese import says_something
from domain.rights.requests import Right

CORRECTED = ("name", "phone", "home")
LONGEST = 200  # characters of a name or an address


@dataclass(frozen=True, slots=True)
class Asked:
    """`what` is corrected, of `CORRECTED`; `words` are the new ones, or why they object."""

    what: str = ""
    words: str = ""


def right_form(form: Form, right: Right) -> Asked:
    if right is Right.CORRECT:
        options = [Option(what, Text(f"right.correct_{what}")) for what in CORRECTED]
        what = form.choice("what", Text("right.correct_what"), options)
        return Asked(what, str(form.reading("new", Text(f"right.new_{what}"), _reader(what))))
    if right is Right.RESTRICT:
        return Asked(words=form.words("why", Text("right.restrict_why")))
    form.choice("sure", Text(f"right.means_{right.value}"), [Option("yes", Text("right.yes"), style="danger")])
    return Asked()


def _reader(what: str) -> Callable[[Reply], str | NotUnderstood]:
    return _read_phone if what == "phone" else _read_line


def _read_phone(reply: Reply) -> str | NotUnderstood:
    return read_phone(reply.words) or NotUnderstood(Text("phone.not_understood"))


def _read_line(reply: Reply) -> str | NotUnderstood:
    words = " ".join(reply.words.split())
    if not says_something(words) or len(words) > LONGEST:
        return NotUnderstood(Text("form.words_please"))
    return words
