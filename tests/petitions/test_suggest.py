"""What words look like: kinds with the confusion matrix, accusations before all, fields, emergencies.

`pytest -s` prints the matrices of both halves.
"""

from __future__ import annotations

from collections import Counter

import pytest

from bot.reading.national import load_national
from domain.language.text import Text
from domain.petitions.lifecycle import PetitionKind
from tests.petitions.examples import Example, examples

NATION = load_national()
SUGGESTER = NATION.suggester
DENUNCIATION = PetitionKind.DENUNCIATION


def matrix(rows: list[Example]) -> Counter[tuple[PetitionKind, PetitionKind]]:
    """(what it is, what it is taken for) → how many."""
    return Counter((row.kind, SUGGESTER.kind(row.words).kind) for row in rows)


def shown(counts: Counter[tuple[PetitionKind, PetitionKind]]) -> str:
    heads = "".join(f"{kind:>14}" for kind in PetitionKind)
    rows = (f"{is_:>14}" + "".join(f"{counts[is_, taken]:14}" for taken in PetitionKind) for is_ in PetitionKind)
    return "\n".join((f"{'is / taken for':>14}{heads}", *rows))


@pytest.mark.parametrize(
    ("half", "recall", "alarms", "right"), [("seen", 0.98, 0.02, 0.95), ("unseen", 0.95, 0.10, 0.85)]
)
def test_kinds(half: str, recall: float, alarms: float, right: float) -> None:
    rows = examples(half)
    counts = matrix(rows)
    print(f"\n{half}\n{shown(counts)}")
    accusing = sum(row.accuses for row in rows)
    taken_for_it = sum(n for (_, taken), n in counts.items() if taken is DENUNCIATION)
    found = counts[DENUNCIATION, DENUNCIATION]
    assert found >= recall * accusing
    assert taken_for_it - found <= alarms * (len(rows) - accusing)
    assert sum(n for (is_, taken), n in counts.items() if is_ is taken) >= right * len(rows)


def test_the_examples_are_many_and_hard() -> None:
    rows = examples("seen") + examples("unseen")
    assert len({row.words for row in rows}) == len(rows) >= 200
    assert sum(row.accuses for row in rows) >= 40
    assert sum(row.tricky for row in rows) >= 40
    assert {row.kind for row in rows} == set(PetitionKind)


@pytest.mark.parametrize(
    ("words", "accuses"),
    [
        ("Trưởng thôn ăn chặn tiền hỗ trợ của dân", True),
        ("truong thon an chan tien ho tro cua dan", True),
        ("TRƯỞNG THÔN ĂN CHẶN TIỀN HỖ TRỢ CỦA DÂN", True),
        ("Tôi muốn tố cáo", True),
        ("Tôi muốn tố cáo tình trạng xả rác bừa bãi ven kênh", False),
        ("Tố giác bãi rác tự phát cuối xóm", False),
        ("Nhân tiện cho tôi hỏi cán bộ", False),
        ("ong Bay dang cat lua", False),
        ("Anh chị cho em hỏi với ạ", False),
        ("Cán bộ rất tốt, không nhận tiền của dân", False),
        ("Giả danh cán bộ công an lừa đảo người già", False),
        ("", False),
        ("😀😀😀", False),
        ("." * 5000, False),
    ],
)
def test_accusations(words: str, accuses: bool) -> None:
    assert SUGGESTER.signs(words).accuses is accuses
    assert NATION.reading(words).denounces is accuses


def test_a_suggestion_tells_the_words_it_rests_on() -> None:
    complaint = SUGGESTER.kind("Tôi khiếu nại quyết định xử phạt, đề nghị xem xét lại")
    assert (complaint.kind, complaint.sure) == (PetitionKind.COMPLAINT, True)
    assert complaint.reasons == ("khiếu nại", "xem xét lại")
    assert SUGGESTER.kind("Trưởng thôn nhận hối lộ").reasons == ("Trưởng thôn nhận hối lộ",)


def test_words_that_say_nothing_are_a_feedback_and_not_sure() -> None:
    assert NATION.reading("alo alo").kind is PetitionKind.FEEDBACK
    assert not SUGGESTER.kind("alo alo").sure


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Đường thôn 3 đầy ổ gà", "XD"),
        ("rac thai boc mui hoi thoi", "MT"),
        ("kenh noi dong can, lua thieu nuoc", "NN"),
        ("Hồ sơ hộ nghèo của tôi, trợ cấp người có công", "CS"),
        ("Trường mầm non thiếu giáo viên", "GD-YT"),
        ("môi trường ô nhiễm", "MT"),
        ("Làm giấy khai sinh, chứng thực bản sao", "TP"),
        ("Thu hồi đất, đền bù chưa thỏa đáng", "DD"),
        ("khám nghĩa vụ quân sự ngày nào", "QS"),
        ("abc", ""),
    ],
)
def test_fields(words: str, field: str) -> None:
    assert NATION.reading(words).field == field


def test_a_field_has_a_name_and_codes_are_unique() -> None:
    codes = [field.code for field in NATION.suggestions.fields]
    assert len(set(codes)) == len(codes) == 15
    assert NATION.field_name("MT") == "Môi trường"
    assert NATION.field_name("gone") == ""


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Cháy nhà ở thôn 2, gọi ai bây giờ", "114"),
        ("chay lon o cho roi", "114"),
        ("Có người đuối nước ở đập", "114"),
        ("Đang đánh nhau ngoài quán, cầm dao", "113"),
        ("Chồng cô ấy đánh vợ, cứu với", "113"),
        ("Tai nạn ngã tư chợ, có người bất tỉnh", "115, 113"),
        ("Em tôi uống thuốc sâu tự tử", "115, 113"),
        ("Cháu bé bị bạo hành trẻ em ở nhà bên", "111, 113"),
        ("Bóng đèn đường bị cháy", ""),
        ("Đề nghị tập huấn phòng cháy chữa cháy", ""),
        ("Nắp cống hở dễ gây tai nạn", ""),
        ("Đề xuất lắp camera phòng trộm cắp và đánh nhau", ""),
        ("Nhà văn hóa bị dột", ""),
    ],
)
def test_emergencies(words: str, number: str) -> None:
    emergency = NATION.reading(words).emergency
    assert (emergency.gaps["numbers"] if isinstance(emergency, Text) else "") == number


def test_the_field_of_words_nobody_had_in_mind() -> None:
    """Measured, not only tried: `pytest -s` prints what was taken for what."""
    rows = [row for row in examples("unseen") if row.fields != ("",)]
    taken = [(row, NATION.reading(row.words).field or "KHAC") for row in rows]
    wrong = [
        f"{field:>6} instead of {'|'.join(row.fields)}: {row.words}"
        for row, field in taken
        if field not in row.fields
    ]
    right = len(rows) - len(wrong)
    print(f"\nfields of {len(rows)} unseen: {right} right\n" + "\n".join(wrong))
    assert len(rows) >= 80
    assert right >= 0.75 * len(rows)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Nhà tôi bị cắt trợ cấp mà không ai giải thích", True),
        ("Tôi khiếu nại quyết định xử phạt, đề nghị xem xét lại", False),
        ("Đèn đường hỏng", False),
        ("alo alo", False),
    ],
)
def test_a_question_is_asked_only_where_it_may_be_a_complaint(words: str, asks: bool) -> None:
    assert NATION.reading(words).perhaps_complaint is asks
