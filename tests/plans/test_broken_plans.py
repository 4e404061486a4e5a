"""A broken plan tells everything that is wrong with it, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.plan_files import PlanProblems, UnknownPlan, find_plan, load_plan, load_plans
from bot.reading.toml_lines import TomlText

SOUND = """\
id = "mau"

[commune]
id = "mau"
name = "Mẫu Đơn"
type = "xã"
province = "tỉnh Mẫu"

[document]
title = "Thực hiện dân chủ ở cơ sở"
issuing_body = "UBND xã"

[[units]]
id = "van-phong"
name = "Văn phòng HĐND và UBND"
kind = "office"

[[units]]
id = "phong-vhxh"
name = "Phòng Văn hóa - Xã hội"
kind = "department"

[[obligations]]
id = "mau-6m"
title = "Báo cáo 6 tháng"
period = "6m"
owed_by = [
  "van-phong",
]
collected_by = "phong-vhxh"
quote = "trước ngày 05/6"
due = { rule = "yearly", month = 6, day = 5 }

[petitions]
office = "van-phong"
basis = "plan"

[difficulties]
unit = "phong-vhxh"
"""


def problems(folder: Path, *changes: tuple[str, str]) -> list[tuple[int, str, str]]:
    """What is wrong with the sound plan after these changes: line, key, the beginning of why."""
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "mau.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanProblems) as raised:
        load_plan(path)
    assert all(problem.file == path for problem in raised.value.problems)
    return [(problem.line, problem.key, problem.why) for problem in raised.value.problems]


def test_the_sound_one_is_sound(tmp_path: Path) -> None:
    (tmp_path / "mau.toml").write_text(SOUND, "utf-8")
    plan = load_plan(tmp_path / "mau.toml")
    assert plan.unit("van-phong").name == "Văn phòng HĐND và UBND"
    assert plan.obligation("mau-6m").owed_by == ("van-phong",)
    with pytest.raises(KeyError):
        plan.unit("khong-co")


def test_all_mistakes_at_once_each_with_its_line_and_key(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        ('type = "xã"', 'type = "huyện"'),
        ('id = "phong-vhxh"', 'id = "van-phong"'),
        ('kind = "department"', 'kind = "phong"'),
        ('"van-phong",\n]', '"van-phong",\n  "cong-an",\n]'),
        ("month = 6, day = 5", "month = 6, day = 31"),
        ('quote = "trước ngày 05/6"', 'qoute = "trước ngày 05/6"'),
        ('[petitions]\noffice = "van-phong"', '[petitions]\noffice = "vp"'),
    )
    assert [(line, key) for line, key, _ in found] == [
        (6, "commune.type"),
        (19, "units.1.id"),
        (21, "units.1.kind"),
        (23, "obligations.0.quote"),  # missing: shown at its table
        (27, "obligations.0.owed_by.1"),
        (31, "obligations.0.collected_by"),
        (32, "obligations.0.qoute"),
        (33, "obligations.0.due.yearly"),
        (36, "petitions.office"),
        (40, "difficulties.unit"),
    ]
    why = {key: reason for _, key, reason in found}
    assert why["units.1.id"] == "there is another unit with the id 'van-phong'"
    assert why["petitions.office"] == "no unit has the id 'vp'"
    assert "day is out of range" in why["obligations.0.due.yearly"]


def test_what_is_no_toml_is_listed_with_what_is_wrong_besides(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        ('name = "Mẫu Đơn"', "name = Mẫu Đơn"),
        ('quote = "trước ngày 05/6"', 'quote = "trước ngày 05/6'),
        ('unit = "phong-vhxh"', 'unit = "khong-co"'),
    )
    assert [(line, key) for line, key, _ in found] == [(5, ""), (31, ""), (39, "difficulties.unit")]


def test_a_key_said_twice_and_a_heading_that_is_none(tmp_path: Path) -> None:
    twice = problems(tmp_path, ('basis = "plan"', 'basis = "plan"\nbasis = "default"'))
    assert [(line, key) for line, key, _ in twice] == [(37, "")]
    broken = problems(tmp_path, ("[document]", "[document"))
    assert [(line, key) for line, key, _ in broken] == [(9, "")]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PlanProblems, match="No such file"):
        load_plan(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes("id = 'Mẫu'".encode("utf-16"))
    with pytest.raises(PlanProblems, match="can't decode"):
        load_plan(tmp_path / "latin.toml")


def test_a_folder_names_the_problems_of_all_its_files(tmp_path: Path) -> None:
    with pytest.raises(PlanProblems, match="there is no plan"):
        load_plans(tmp_path)
    (tmp_path / "a.toml").write_text(SOUND, "utf-8")
    (tmp_path / "b.toml").write_text(SOUND, "utf-8")
    (tmp_path / "c.toml").write_text("id = 1", "utf-8")
    with pytest.raises(PlanProblems) as raised:
        load_plans(tmp_path)
    files = {problem.file.name for problem in raised.value.problems}
    assert files == {"b.toml", "c.toml"}
    assert "another file has the plan 'mau'" in str(raised.value)


@pytest.mark.parametrize(
    ("word", "plan"),
    [
        ("nghi-duong", "nghi-duong"),
        ("Nghi Dương", "nghi-duong"),
        ("xã hà đông", "ha-dong"),
        ("HANHTHIEN", "hanh-thien"),
        ("gia-vien", "gia-vien-ttpvhcc"),
        ("gia-vien.toml", "gia-vien-ttpvhcc"),
    ],
)
def test_a_plan_answers_to_its_id_and_its_communes_name(word: str, plan: str) -> None:
    assert find_plan(load_plans(), word).id == plan


@pytest.mark.parametrize("word", ["", "hà nội"])
def test_words_that_no_plan_answers_to(word: str) -> None:
    with pytest.raises(UnknownPlan, match="no plan called"):
        find_plan(load_plans(), word)


def test_lines_of_nested_tables() -> None:
    text = TomlText('a.b = 1\n[[x]]\n[[x.y]]\nz = [\n 1,\n]\n[[x]]\n[x.w]\nq = {k = """\n[no]\n"""}\n')
    keys = {("a", "b"): 1, ("x", 0, "y", 0, "z"): 4, ("x", 1): 7, ("x", 1, "w", "q", "k"): 9, ("none",): 1}
    assert {key: text.line_of(key) for key in keys} == keys
    assert text.mistakes == []


LINES = SOUND.splitlines()
MANGLED = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.sampled_from(
            ["", "x", "[", "[[units]]", "[commune]", "a = [", 'b = """', "kind = 1", '"', "units = 1"]
        ),
    ),
    max_size=5,
)


@given(MANGLED, st.booleans())
def test_however_a_file_is_mangled_it_is_read_to_the_end(changes: list[tuple[int, str]], replace: bool) -> None:
    lines = list(LINES)
    for number, other in changes:
        lines[number] = other if replace else f"{other}\n{lines[number]}"
    text = TomlText("\n".join(lines))
    assert all(1 <= line <= len("\n".join(lines).split("\n")) and why for line, why in text.mistakes)
    assert text.data or text.mistakes


OUTLINE = """
[[outlines]]
id = "cham-diem"
title = "Chấm điểm"
sections = [{ id = "I", heading = "Chung" }]

[[outlines.indicators]]
id = "diem"
section = "II"
label = "Điểm"
measure = "count"
at_most = "tong"

[[outlines.indicators]]
id = "diem"
section = "I"
label = "Điểm"
measure = "so"
"""


def test_a_plans_own_outline_is_checked_to_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mau.toml"
    path.write_text(SOUND + OUTLINE, "utf-8")
    with pytest.raises(PlanProblems) as raised:
        load_plan(path)
    assert [problem.key for problem in raised.value.problems] == ["outlines.0.indicators.1.measure"]
    path.write_text(SOUND + OUTLINE.replace('"so"', '"count"'), "utf-8")
    with pytest.raises(PlanProblems) as raised:
        load_plan(path)
    lines = path.read_text("utf-8").splitlines()
    found = [(problem.key, lines[problem.line - 1]) for problem in raised.value.problems]
    assert found == [
        ("outlines.0.indicators.0.section", 'section = "II"'),
        ("outlines.0.indicators.0.at_most", 'at_most = "tong"'),
        ("outlines.0.indicators.1.id", 'id = "diem"'),
    ]
