"""Forms of one question or two: a difficulty, the words of an answer, the code to look up."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from domain.forms import Form, NotUnderstood, Option, Reply, Story
from domain.language.text import Text
from domain.language.vietnamese import says_something
from domain.petitions.closing import is_no_reason, lacking
from domain.petitions.codes import read_code


def difficulty_form(form: Form) -> str:
    return form.words("words", Text("difficulty.tell"))


def difficulty_answer_form(form: Form, code: str) -> str:
    return form.words("words", Text("difficulty.answer_what", code=code))


def reason_form(form: Form, question: Text) -> str:
    return form.words("reason", question)


def look_up_form(form: Form) -> str:
    return str(form.reading("code", Text("petition.which_code"), _read_code))


def _read_code(reply: Reply) -> str | NotUnderstood:
    return read_code(reply.words) or NotUnderstood(Text("petition.no_such_code"))


def action_form(form: Form, question: Text) -> Story:
    """What an officer says in an action, with the files sent along."""
    return Story.from_json(form.reading("words", question, _read_words_and_files))


def add_form(form: Form, code: str) -> Story:
    """What a citizen adds to their own case: words, files or a place."""
    return form.story("story", Text("petition.add_what", code=code))


def correct_form(form: Form, code: str, before: str) -> Story:
    """Their words anew; further pictures may come with them."""
    return Story.from_json(
        form.reading("story", Text("petition.correct_what", code=code, words=before or "…"), _read_words_and_files)
    )


def sure_form(form: Form, question: Text, yes: Text) -> bool:
    """Asked once before something that ends."""
    options = (Option("yes", yes, style="danger"), Option("no", Text("form.leave_it")))
    return form.choice("sure", question, options) == "yes"


def anything_form(form: Form) -> Story:
    """Words or files that follow others."""
    return form.story("story", Text("form.say_something"))


def preview_form(form: Form, code: str) -> Story:
    """An answer is seen as it will be sent; going back, the officer writes another."""
    asked = Text("triage.what_answer", code=code)
    story = Story.from_json(form.reading("words", asked, _read_words_and_files))
    send = Option("send", Text("canned.send"), style="primary")
    form.choice("sure", Text("canned.preview", code=code, words=story.words), [send], more="words")
    return story


def closing_form(form: Form, code: str, no_reason: Collection[str]) -> tuple[Story, str]:
    """What was done, and what shows it: a photo, a document's number, or the reason why there is neither. That there
    is none (`no_reason`) is no reason."""
    done = Story.from_json(form.reading("words", Text("triage.close_what", code=code), _read_words_and_files))
    if lacking(done.words, pictures=len(done.files)) is None:
        return done, ""
    proof = Story.from_json(form.reading("proof", Text("triage.close_proof", code=code), _read_anything))
    if proof.files or not is_no_reason(proof.words, no_reason):
        return Story(done.words, proof.files), proof.words
    reason = form.reading("reason", Text("triage.close_reason", code=code), _reason(no_reason))
    return done, str(reason)


def _reason(no_reason: Collection[str]) -> Callable[[Reply], Any]:
    def read(reply: Reply) -> Any:
        if is_no_reason(reply.words, no_reason):
            return NotUnderstood(Text("triage.reason_please"))
        return reply.words.strip()

    return read


def _read_words_and_files(reply: Reply) -> Any:
    if not says_something(reply.words):
        return NotUnderstood(Text("form.words_please"))
    return Story().and_also(reply).to_json()


def _read_anything(reply: Reply) -> Any:
    story = Story().and_also(reply)
    if not (story.words.strip() or story.files):
        return NotUnderstood(Text("triage.proof_please"))
    return story.to_json()
