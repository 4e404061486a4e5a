"""Dialogues as paper forms: a pure function asks its questions from top to bottom, and runs until the first one
without an answer. The answers given so far, in the order they were given, are the whole state.

So "back" drops the last answer, a restart loses nothing, and a test feeds a list of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from domain.language.text import Text
from domain.language.vietnamese import fold, says_something
from domain.messaging.messages import FileRef, Medium, Pin

Answers = Mapping[str, Any]
"""Name of the question → answer as JSON, in the order given."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said in answer: the id of a button pressed, or words, files, a pin."""

    option: str = ""
    words: str = ""
    files: tuple[FileRef, ...] = ()
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers offered. `changes` names an earlier question to be asked (again) instead of answering. One
    that `leaves` is no answer either: they are done with a question that only showed something. One that stands
    `aside` has no number, so that a number stays an answer."""

    id: str
    label: Text
    changes: str = ""
    leaves: bool = False
    style: str = ""
    also: tuple[str, ...] = ()  # further words that choose it
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody's own words with what they added to them."""

    words: str = ""
    files: tuple[FileRef, ...] = ()
    pin: Pin | None = None

    def and_also(self, reply: Reply) -> Story:
        words = "\n".join(part for part in (self.words, reply.words) if part)
        files = self.files + tuple(f for f in reply.files if f.unique not in {old.unique for old in self.files})
        return Story(words, files, reply.pin or self.pin)

    def to_json(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "files": [asdict(file) for file in self.files],
            "pin": None if self.pin is None else [self.pin.latitude, self.pin.longitude],
        }

    @staticmethod
    def from_json(written: Mapping[str, Any]) -> Story:
        files = tuple(FileRef(**{**file, "medium": Medium(file["medium"])}) for file in written["files"])
        return Story(written["words"], files, Pin(*written["pin"]) if written["pin"] else None)


def too_big(story: Story, largest_kept: int) -> bool:
    """Whether a file among them cannot be fetched from the messenger, and stays there."""
    return any(file.size > largest_kept > 0 for file in story.files)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The reply is no answer to this question; `why` says what would be one."""

    why: Text


@dataclass(frozen=True, slots=True)
class Several:
    """The reply answers these questions, by name, and perhaps not the one that was asked."""

    answers: Answers


@dataclass(frozen=True, slots=True)
class Question:
    """The first question without an answer. `more` names an earlier story, to which whatever is no answer is
    added. `notice` is the version of what its text says in full, which nobody agrees to unseen."""

    name: str
    text: Text
    options: tuple[Option, ...] = ()
    read: Callable[[Reply], Any] | None = None
    more: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Finished(Generic[T]):
    result: T


class _Unanswered(Exception):
    def __init__(self, question: Question) -> None:
        super().__init__(question.name)
        self.question = question


class Form:
    """Handed to the form function; each method returns the answer, or stops there to ask."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def story(self, name: str, text: Text) -> Story:
        """Words, files or a pin: at least one of them."""
        return Story.from_json(self._answer(Question(name, text, read=_read_story)))

    def words(self, name: str, text: Text, *, options: Sequence[Option] = ()) -> str:
        """A line of words; a button's id counts as its answer where options are offered."""
        return str(self._answer(Question(name, text, tuple(options), read=_read_words)))

    def choice(self, name: str, text: Text, options: Sequence[Option], *, more: str = "", notice: str = "") -> str:
        """The id of one of the options, chosen by button, number or label."""
        return str(self._answer(Question(name, text, tuple(options), more=more, notice=notice)))

    def reading(
        self, name: str, text: Text, read: Callable[[Reply], Any], *, options: Sequence[Option] = ()
    ) -> Any:
        """An answer that `read` makes of the reply: JSON, `Several`, or `NotUnderstood`."""
        return self._answer(Question(name, text, tuple(options), read=read))

    def given(self, name: str) -> bool:
        """Whether this was answered, or asked to be changed."""
        return name in self._answers

    def _answer(self, question: Question) -> Any:
        answer = self._answers.get(question.name)
        if answer is None:
            raise _Unanswered(question)
        return answer


def ask(form: Callable[[Form], T], answers: Answers) -> Question | Finished[T]:
    """Runs the form over the answers: the next question, or what came of it."""
    try:
        return Finished(form(Form(answers)))
    except _Unanswered as stop:
        return stop.question


def answer(question: Question, answers: Answers, reply: Reply) -> dict[str, Any] | NotUnderstood:
    """The answers after this reply to this question, or why it is none."""
    option = chosen(question.options, reply)
    if option is not None and option.changes:
        return {**_without(answers, option.changes), option.changes: None}
    if option is not None and option.leaves:
        return _without(answers, question.name)
    if option is not None:
        return {**_without(answers, question.name), question.name: option.id}
    if question.read is not None:
        value = question.read(reply)
        if isinstance(value, NotUnderstood):
            return value
        given = value.answers if isinstance(value, Several) else {question.name: value}
        return {**_without(answers, *given), **given}
    if question.more and answers.get(question.more) and (reply.words or reply.files or reply.pin):
        story = Story.from_json(answers[question.more]).and_also(reply)
        return {**answers, question.more: story.to_json()}
    return NotUnderstood(Text("form.choose_one"))


def back(answers: Answers) -> dict[str, Any]:
    """Without the answer given last."""
    return dict(list(answers.items())[:-1])


def chosen(options: Sequence[Option], reply: Reply) -> Option | None:
    """The option meant: by its id, or by a further word that stands for it. Numbers and labels are turned into
    ids by whoever showed them."""
    if reply.option:
        return next((option for option in options if option.id == reply.option), None)
    said = fold(reply.words).strip(" .!")
    return next((option for option in options if said and said in option.also), None)


def _without(answers: Answers, *names: str) -> dict[str, Any]:
    return {other: value for other, value in answers.items() if other not in names}


def _read_story(reply: Reply) -> Any:
    story = Story().and_also(reply)
    if not (says_something(story.words) or story.files or story.pin):
        return NotUnderstood(Text("form.say_something"))
    return story.to_json()


def _read_words(reply: Reply) -> Any:
    words = reply.words.strip()
    return words if says_something(words) else NotUnderstood(Text("form.words_please"))
