"""What closing takes, what fills a canned answer's gaps, what an order of several commands may hold."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.reading.national import load_national
from domain.forms import Finished, Reply, answer, ask
from domain.petitions.canned import GAPS, CannedAnswer, canned_name, fill, unknown_gaps
from domain.petitions.closing import is_no_reason, lacking
from domain.petitions.lifecycle import Lack
from domain.petitions.macros import Macro, steps_of
from domain.short_forms import closing_form

NO_REASON = frozenset({"khong", "khong co", "khong co anh"})


@pytest.mark.parametrize(
    ("line", "pictures", "lack"),
    [
        ("Đã vá ổ gà, biên bản 05/BB-UBND", 0, None),
        ("Đã vá ổ gà", 1, None),
        ("Đã vá ổ gà", 0, Lack.PROOF_OR_REASON),
        ("Đã vá ổ gà ở nhà số 12", 0, Lack.PROOF_OR_REASON),
        ("12/UBND-VP", 0, Lack.WHAT_WAS_DONE),
        ("văn bản số 12/UBND-VP.", 1, Lack.WHAT_WAS_DONE),
        ("", 1, Lack.WHAT_WAS_DONE),
    ],
)
def test_a_line_that_closes(line: str, pictures: int, lack: Lack | None) -> None:
    assert lacking(line, pictures=pictures) is lack


@pytest.mark.parametrize("words", ["không có", "Không có!", "ko", "…", "", " - "])
def test_that_there_is_none_is_no_reason(words: str) -> None:
    assert is_no_reason(words, NO_REASON | {"ko"})
    assert not is_no_reason(f"{words} vì trời tối", NO_REASON)


def test_the_form_asks_why() -> None:
    answers: dict[str, object] = {}
    asked = []
    for said in ("Đã hòa giải xong", "không có", "Không có ảnh.", "Hai bên không muốn ghi hình"):
        question = ask(lambda form: closing_form(form, "K7M2-9QXT-4", NO_REASON), answers)
        assert not isinstance(question, Finished)
        asked.append(question.name)
        given = answer(question, answers, Reply(words=said))
        answers = given if isinstance(given, dict) else answers
    done = ask(lambda form: closing_form(form, "K7M2-9QXT-4", NO_REASON), answers)
    assert asked == ["words", "proof", "reason", "reason"]
    assert isinstance(done, Finished)
    assert done.result[1] == "Hai bên không muốn ghi hình"


def test_what_fills_a_gap_is_not_read_again() -> None:
    assert fill("Kính gửi {ho_ten} ({ma})", {"ho_ten": "{ma} <b>", "ma": "K7M2"}) == "Kính gửi {ma} <b> (K7M2)"


@pytest.mark.parametrize(
    ("words", "unknown"),
    [("Chào {ho_ten}", ()), ("{ten} {ten} {ma}", ("ten",)), ("{ma", ("{",)), ("ma} {}", ("", "}"))],
)
def test_a_gap_that_nobody_fills_is_named(words: str, unknown: tuple[str, ...]) -> None:
    assert unknown_gaps(words) == unknown


def test_a_name_is_written_one_way() -> None:
    assert {canned_name(said) for said in ("Đã chuyển", "da-chuyen", "#ĐÃ CHUYỂN ", "da_chuyen")} == {"da-chuyen"}


def test_the_nations_answers_fill_whatever_they_name() -> None:
    answers = load_national().answers
    assert len({one.name for one in answers}) == len(answers) > 2
    filled = [fill(one.words, dict.fromkeys(GAPS, "x")) for one in answers]
    assert not any("{" in words for words in filled)


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        (
            "nhan; chuyen Phòng Kinh tế; /traloi #da-chuyen",
            (("nhan", ""), ("chuyen", "Phòng Kinh tế"), ("traloi", "#da-chuyen")),
        ),
        ("Nhận;;ghi_chu đã gọi;", (("nhan", ""), ("ghichu", "đã gọi"))),
        ("nhan; hoantac", ()),
        ("nhan; lenh khac", ()),
        ("; ;", ()),
    ],
)
def test_an_orders_steps(written: str, steps: tuple[tuple[str, str], ...]) -> None:
    assert steps_of(written) == steps


def test_a_plan_says_what_is_wrong_with_its_own() -> None:
    for wrong in ({"name": "Đã chuyển", "words": "x"}, {"name": "a", "words": "{ten}"}):
        with pytest.raises(ValidationError):
            CannedAnswer.model_validate(wrong)
    with pytest.raises(ValidationError):
        Macro.model_validate({"name": "a", "steps": "hoantac"})
