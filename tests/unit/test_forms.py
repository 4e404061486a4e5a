"""Every form, filled in by somebody who presses, writes and goes back as they please, is always in a valid state."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.document_number import DocumentNumber
from domain.forms import Finished, Form, NotUnderstood, Question, Reply, Story, answer, ask, back
from domain.language.text import Text, verbatim
from domain.messaging.messages import FileRef, Medium, Pin
from domain.people.invitation_form import Known as UnitsKnown
from domain.people.invitation_form import Wanted, invitation_form
from domain.people.roles import Role
from domain.petitions.hamlets import Hamlet, HamletFinder, HamletWords
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.petition_form import petition_form
from domain.petitions.petition_known import (
    Alike,
    Denounced,
    Identity,
    Known,
    PetitionDraft,
    Reading,
    Refused,
    SameMatter,
)
from domain.plans.date_form import Dated, date_form
from domain.plans.due import Occurrence
from domain.plans.plan import Obligation
from domain.plans.steps_form import StepsSet, steps_form
from domain.plans.unit_form import unit_form
from domain.reports.report_form import ExtensionAsked, Paper, extension_form, hand_in_form, more_files_form
from domain.reports.report_form import Wanted as Report
from domain.reports.review_form import exempt_form, lock_form, return_form
from domain.short_forms import (
    action_form,
    add_form,
    closing_form,
    difficulty_answer_form,
    difficulty_form,
    look_up_form,
)
from domain.time.periods import Period

TODAY, UNTIL = date(2026, 5, 18), date(2027, 12, 31)
UNITS = {"kt": "Phòng Kinh tế", "vp": "Văn phòng", "ca": "Công an xã"}
DATED = {
    "quarterly": Dated((Occurrence("quarterly", "2026-Q2", date(2026, 6, 30)),), ("2026-Q2", "")),
    "yearly": Dated((), ("",)),
}
COMMUNES = [("a", verbatim("xã A")), ("b", verbatim("xã B"))]


def reading(words: str) -> Reading:
    accuses = "tố cáo" in words
    kind = PetitionKind.DENUNCIATION if accuses else PetitionKind.FEEDBACK
    return Reading(
        kind,
        denounces=accuses,
        perhaps_complaint="bị cắt" in words,
    )


ALIKE = (
    Alike(7, PetitionKind.FEEDBACK, "Môi trường", "", TODAY),
    Alike(8, PetitionKind.FEEDBACK, "", "dong", TODAY, own=True),
)
HAMLETS = (Hamlet("dong", "Thôn Đông"), Hamlet("tay", "Thôn Tây"))
FINDER = HamletFinder(HamletWords(kinds=(("thôn",),)), HAMLETS)
WITH_HAMLETS = Known("a", COMMUNES, reading, hamlets=HAMLETS, hamlet_finder=FINDER, offered=5)


def _wanted(key: str) -> Report:
    return Report(verbatim(key), sheet=verbatim("figures"))


def obligations() -> list[Obligation]:
    owed = {"owed_by": ("u",), "quote": "…"}
    periods = (("quarterly", Period.QUARTER), ("yearly", Period.YEAR), ("periodic", Period.PERIODIC))
    return [Obligation.model_validate({"id": id_, "title": id_, "period": p, **owed}) for id_, p in periods]


FORMS: dict[str, Callable[[Form], Any]] = {
    "petition": lambda form: petition_form(form, Known("a", COMMUNES, reading)),
    "petition with a notice": lambda form: petition_form(form, Known("a", COMMUNES, reading, notice="2")),
    "petition like others": lambda form: petition_form(form, Known("a", COMMUNES, reading, alike=ALIKE)),
    "petition with hamlets": lambda form: petition_form(form, WITH_HAMLETS),
    "petition on a shared account": lambda form: petition_form(form, Known("", COMMUNES, reading)),
    "petition that insists": lambda form: petition_form(form, Known("", COMMUNES, reading, insists=True)),
    "hand in": lambda form: hand_in_form(
        form, [("r/1/u", verbatim("R")), ("r/2/u", verbatim("R2"))], _wanted, TODAY
    ),
    "hand in what is in already": lambda form: hand_in_form(
        form, [("r/1/u", verbatim("R"))], lambda key: Report(verbatim(key), already=verbatim("in")), TODAY
    ),
    "hand in the only one": lambda form: hand_in_form(form, [("r/1/u", verbatim("R"))], _wanted, TODAY),
    "more files": more_files_form,
    "extension": lambda form: extension_form(form, verbatim("R"), TODAY, UNTIL),
    "date": lambda form: date_form(form, obligations(), {}, TODAY, UNTIL),
    "date moved or taken back": lambda form: date_form(form, obligations(), DATED, TODAY, UNTIL),
    "returning a report": lambda form: return_form(form, verbatim("R"), "Phòng Kinh tế", TODAY, UNTIL),
    "locking": lambda form: lock_form(form, [("r/1", verbatim("R"))], unlock=False),
    "unlocking": lambda form: lock_form(form, [("r/1", verbatim("R"))], unlock=True),
    "excusing": lambda form: exempt_form(form, [("r/1", verbatim("R"))], lambda what: UNITS),
    "a unit changes": lambda form: unit_form(form, UNITS),
    "steps": lambda form: steps_form(form, obligations()),
    "invitation": lambda form: invitation_form(
        form,
        UnitsKnown({"kt": "Phòng Kinh tế", "vp": "Văn phòng"}, {Role.OFFICER: "vp"}, {"truong": "Các trường"}),
    ),
    "difficulty": difficulty_form,
    "difficulty's answer": lambda form: difficulty_answer_form(form, "K7M2-9QXT-4"),
    "look up": look_up_form,
    "action": lambda form: action_form(form, Text("triage.what_answer", code="K7M2-9QXT-4")),
    "add": lambda form: add_form(form, "K7M2-9QXT-4"),
    "closing": lambda form: closing_form(form, "K7M2-9QXT-4", ["khong co"]),
}

NOTHING = ["", " ", "…", "👍"]
SOMETHING = [
    "đèn hỏng",
    "tố cáo ông A",
    "cháy",
    "kinh te",
    "Trường Mới",
    "gửi",
    "日本語",
    "5DKX-PS24-D",
    "25/BC-UBND",
]
NUMBERS = ["1", "12", "10 3 0", "05/6", "01/01/2020", "31/02"]
WORDS = st.sampled_from([*NOTHING, *SOMETHING, *NUMBERS])
FILES = st.lists(
    st.builds(FileRef, st.just("id"), st.sampled_from("abc"), st.sampled_from(Medium), st.integers(0, 10**9)),
    max_size=2,
).map(tuple)
PINS = st.none() | st.builds(Pin, st.floats(-90, 90), st.floats(-180, 180))
SAID = st.builds(Reply, words=WORDS, files=FILES, pin=PINS)
STEPS = st.lists(st.tuples(st.integers(0, 9), SAID), max_size=12)
"""Each step presses the option of that number, where there is one, or else says something."""

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def filled(form: Callable[[Form], Any], steps: list[tuple[int, Reply]]) -> list[dict[str, Any]]:
    """The state after every step, up to the end of the form."""
    states: list[dict[str, Any]] = [{}]
    for number, said in steps:
        question = ask(form, states[-1])
        if isinstance(question, Finished):
            break
        options = question.options
        reply = Reply(option=options[number].id) if number < len(options) else said
        after = answer(question, states[-1], reply)
        if not isinstance(after, NotUnderstood):
            states.append(after)
    return states


def shown(outcome: Question | Finished[Any]) -> object:
    """What can be compared: a question's reader is a function."""
    return outcome if isinstance(outcome, Finished) else (outcome.name, outcome.text, outcome.options)


@each_form
@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_any_answers_are_a_valid_state(form: Callable[[Form], Any], steps: list[tuple[int, Reply]]) -> None:
    """Kept as JSON and read back, they lead to the same question or the same result, every time."""
    for state in filled(form, steps):
        kept = json.loads(json.dumps(state, ensure_ascii=False))
        assert list(kept) == list(state)
        assert shown(ask(form, kept)) == shown(ask(form, state)) == shown(ask(form, state))


@each_form
@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_any_prefix_of_the_answers_is_a_valid_state(
    form: Callable[[Form], Any], steps: list[tuple[int, Reply]]
) -> None:
    """Going back ends nothing: only words that accuse somebody stop the form wherever they stand."""
    state = filled(form, steps)[-1]
    while state:
        state = back(state)
        outcome = ask(form, state)
        assert isinstance(outcome, Question) or isinstance(outcome.result, Denounced)


@each_form
@settings(max_examples=30, deadline=None)
@given(steps=STEPS)
def test_back_undoes_an_answer(form: Callable[[Form], Any], steps: list[tuple[int, Reply]]) -> None:
    """Where the step answered the question put, back puts that question again."""
    states = filled(form, steps)
    for before, after in pairwise(states):
        question = ask(form, before)
        assert isinstance(question, Question)
        if after.get(question.name) is not None and question.name not in before:
            assert back(after) == before
            assert shown(ask(form, back(after))) == shown(question)


@each_form
@settings(max_examples=30, deadline=None)
@given(steps=STEPS, reply=SAID)
def test_what_is_no_answer_changes_nothing(
    form: Callable[[Form], Any], steps: list[tuple[int, Reply]], reply: Reply
) -> None:
    state = filled(form, steps)[-1]
    before = dict(state)
    question = ask(form, state)
    if isinstance(question, Question):
        answer(question, state, reply)
    assert state == before


def answered(form: Callable[[Form], Any], *replies: Reply) -> Any:
    """What comes of a form when these are the answers; fails where one is not understood."""
    answers: dict[str, Any] = {}
    for reply in replies:
        question = ask(form, answers)
        assert isinstance(question, Question), f"nothing is asked any more: {reply}"
        after = answer(question, answers, reply)
        assert not isinstance(after, NotUnderstood), f"{question.name}: {reply}"
        answers = after
    finished = ask(form, answers)
    assert isinstance(finished, Finished), finished
    return finished.result


def says(words: str) -> Reply:
    return Reply(words=words)


def presses(option: str) -> Reply:
    return Reply(option=option)


PHOTO = Reply(files=(FileRef("id", "unique", Medium.PHOTO),))
LAMP = Story("đèn hỏng")


@pytest.mark.parametrize(
    ("name", "replies", "result"),
    [
        (
            "petition",
            [says("đèn hỏng"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", LAMP, "", False),
        ),
        (
            "petition on a shared account",
            [says("đèn hỏng"), presses("b"), says("gửi")],
            PetitionDraft("b", PetitionKind.FEEDBACK, "", LAMP, "", False),
        ),
        (
            "petition",
            [
                says("đèn hỏng"),
                presses("kind"),
                presses("suggestion"),
                presses("place"),
                says("thôn 3"),
                says("ok"),
            ],
            PetitionDraft("a", PetitionKind.SUGGESTION, "", LAMP, "thôn 3", False),
        ),
        (
            "petition",
            [says("đèn hỏng"), says("ở thôn 3"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", Story("đèn hỏng\nở thôn 3"), "", False),
        ),
        (
            "petition with hamlets",
            [says("đèn thôn Đông hỏng"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", Story("đèn thôn Đông hỏng"), "", False, "dong"),
        ),
        (
            "petition with hamlets",
            [says("đèn thôn Đông hỏng"), presses("place"), says("tay"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", Story("đèn thôn Đông hỏng"), "tay", False, "tay"),
        ),
        (
            "petition with hamlets",
            [says("đèn thôn Đông hỏng"), presses("place"), presses("~tay"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", Story("đèn thôn Đông hỏng"), "", False, "tay"),
        ),
        (
            "petition with hamlets",
            [says("đèn thôn Đông hỏng"), presses("place"), presses("~"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", Story("đèn thôn Đông hỏng"), "", False),
        ),
        (
            "petition",
            [says("đèn hỏng"), presses("identity"), presses("nobody"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", LAMP, "", False, identity=Identity.NOBODY),
        ),
        ("petition", [says("đèn hỏng"), presses("refuse")], Refused("a")),
        ("petition like others", [says("đèn hỏng"), presses("same-7")], SameMatter("a", 7, LAMP)),
        (
            "petition like others",
            [says("đèn hỏng"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", LAMP, "", False),
        ),
        (
            "petition",
            [says("tôi bị cắt tiền"), says("có"), presses("yes"), presses("yes")],
            PetitionDraft("a", PetitionKind.COMPLAINT, "", Story("tôi bị cắt tiền"), "", False),
        ),
        (
            "petition",
            [says("họ bị cắt tiền"), says("không"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", Story("họ bị cắt tiền"), "", False),
        ),
        ("petition on a shared account", [says("tố cáo ông A")], Denounced("")),
        ("petition", [says("đèn hỏng"), presses("place"), says("nhà ông A, tôi tố cáo ông ấy")], Denounced("a")),
        ("petition", [says("đèn hỏng"), says("tố cáo ông A")], Denounced("a")),
        ("petition", [says("đèn hỏng"), presses("kind"), presses("denunciation")], Denounced("a")),
        (
            "petition that insists",
            [says("tố cáo ông A"), presses("a"), presses("yes")],
            PetitionDraft("a", PetitionKind.FEEDBACK, "", Story("tố cáo ông A"), "", True),
        ),
        (
            "hand in",
            [presses("r/1/u"), says("25/BC-UBND"), says("1/5")],
            Paper("r/1/u", Story("25/BC-UBND"), DocumentNumber("25/BC-UBND", date(2026, 5, 1))),
        ),
        ("hand in", [presses("r/1/u"), presses("sheet")], Paper("r/1/u", Story(), sheet=True)),
        (
            "hand in what is in already",
            [presses("r/1/u"), PHOTO, presses("add")],
            Paper("r/1/u", Story("", PHOTO.files), add=True),
        ),
        (
            "hand in",
            [presses("r/1/u"), presses("another"), presses("r/2/u"), PHOTO],
            Paper("r/2/u", Story("", PHOTO.files)),
        ),
        ("extension", [says("trước ngày 12/6"), says("ốm")], ExtensionAsked("ốm", date(2026, 6, 12))),
        ("steps", [presses("all"), says("5 và 0")], StepsSet("", (5, 0))),
        ("invitation", [presses("officer")], Wanted(Role.OFFICER, "vp")),
        ("invitation", [presses("staff"), says("kinh te")], Wanted(Role.STAFF, "kt")),
        (
            "invitation",
            [presses("staff"), says("Trường Mới"), presses("truong")],
            Wanted(Role.STAFF, "", "Trường Mới", "truong"),
        ),
        (
            "invitation",
            [presses("staff"), says("Trường Mới"), presses("none")],
            Wanted(Role.STAFF, "", "Trường Mới", ""),
        ),
        ("closing", [says("xong"), says("12/BB")], (Story("xong"), "12/BB")),
        ("closing", [Reply(words="xong", files=PHOTO.files)], (Story("xong", PHOTO.files), "")),
        ("look up", [says("mã 5dkx ps24 d ạ")], "5DKX-PS24-D"),
    ],
)
def test_what_comes_of_the_answers(name: str, replies: list[Reply], result: object) -> None:
    assert answered(FORMS[name], *replies) == result
