"""The check finds every way in which code and catalogues can part."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.words.catalogues import read_catalogues
from bot.words.check import check, repeated
from bot.words.uses import find_uses

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
CODE = """
from domain.language.text import Text

def greet(name, late, kind, gaps):
    key = "a.on_time" if not late else "a.late"
    log.info("a.logged")
    offer("a.handed_on", "a.toml", "not a key. at all")
    return Text("a.hello", name=name), Text(key, day=1), Text(f"a.kind_{kind}"), Text("a.many", n=1, **gaps)
"""
VI = {
    "a.hello": "Chào <b>{name}</b>",
    "a.on_time": "Đúng hạn {day}",
    "a.late": "Quá hạn",
    "a.kind_one": "Một",
    "a.many": "{n} và {more}",
    "a.handed_on": "Chuyển",
}


def problems(tmp_path: Path, vi: dict[str, str], en: dict[str, str], code: str = CODE, po: str = "") -> list[str]:
    (tmp_path / "handlers").mkdir()
    (tmp_path / "handlers" / "greet.py").write_text(code, "utf-8")
    for language, words in (("vi", vi), ("en", en)):
        home = tmp_path / "locales" / language
        home.mkdir(parents=True)
        entries = "".join(f'\nmsgid "{key}"\nmsgstr "{sentence}"\n' for key, sentence in words.items())
        (home / "a.po").write_text(HEAD + entries + (po if language == "vi" else ""), "utf-8")
    folder = tmp_path / "locales"
    said = check(find_uses(tmp_path), read_catalogues(folder), {"a.kind_*": ["one"]}, {"known"})
    found = [*said, *repeated(folder)]
    return sorted(str(problem).replace(f"{tmp_path}/", "") for problem in found)


def test_nothing_to_say(tmp_path: Path) -> None:
    assert problems(tmp_path, VI, VI) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"a.hello": None}, "handlers/greet.py:8: a.hello: no words in vi, en (gaps: name)"),
        ({"a.handed_on": None}, "handlers/greet.py:7: a.handed_on: no words in vi, en"),
        ({"a.kind_one": None}, "handlers/greet.py:8: a.kind_one: no words in vi, en"),
        ({"a.hello": "Chào"}, "handlers/greet.py:8: a.hello: name is given but never said"),
        ({"a.late": "Quá hạn {days}"}, "handlers/greet.py:8: a.late: {days} is not filled in here"),
        ({"a.late": "<b>Quá hạn"}, "a.po:10: a.late: <b> or <code> is not closed, or closed in the wrong order"),
        ({"a.late": "Quá hạn 05/6, /known, /unknown"}, "a.po:10: a.late: there is no command /unknown"),
        ({"a.late": ""}, "a.po:10: a.late: has no words"),
        ({"a.late": "Qua\u0301 ha\u0323n"}, "a.po:10: a.late: is not in Unicode form NFC"),
        ({"a.never": "Không ai nói"}, "a.po:22: a.never: nothing says this"),
        ({"b.other": "Nhầm chỗ"}, "a.po:22: b.other: belongs into b.po"),
    ],
)
def test_both_languages(tmp_path: Path, change: dict[str, str | None], told: str) -> None:
    words = {key: sentence for key, sentence in (VI | change).items() if sentence is not None}
    assert any(problem.endswith(told) for problem in problems(tmp_path, words, words))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"a.hello": None}, "handlers/greet.py:8: a.hello: no words in en (gaps: name)"),
        ({"a.hello": "Hello {name}"}, "locales/en/a.po:4: a.hello: other looks than vi"),
        ({"a.many": "{n}"}, "locales/en/a.po:16: a.many: other gaps than vi: n, there more, n"),
        ({"a.extra": "Extra"}, "locales/en/a.po:22: a.extra: is not in vi"),
    ],
)
def test_one_language_against_the_other(tmp_path: Path, change: dict[str, str | None], told: str) -> None:
    english = {key: sentence for key, sentence in (VI | change).items() if sentence is not None}
    assert told in problems(tmp_path, VI, english)


@pytest.mark.parametrize(
    ("po", "told"),
    [
        ('\nmsgid "a.hello"\nmsgstr "Chào {name}"\n', "stands here twice"),
        ('\n#, fuzzy\nmsgid "a.new"\nmsgstr "Mới"\n', "is marked fuzzy"),
    ],
)
def test_what_stands_in_the_file(tmp_path: Path, po: str, told: str) -> None:
    assert any(problem.endswith(told) for problem in problems(tmp_path, VI, VI, po=po))


def test_a_pattern_that_fits_nothing(tmp_path: Path) -> None:
    code = 'from domain.language.text import Text\nText(f"a.state_{1}")\n'
    assert "handlers/greet.py:2: a.state_*: fits no key" in problems(tmp_path, {}, {"a.x": "x"}, code)


def test_the_wording_is_read_aloud() -> None:
    result = CliRunner().invoke(app, ["words", "list", "--prefix", "plan.due_once"])
    assert (result.exit_code, result.output) == (0, "plan.due_once\n  {limit} ngày {day}\n")


def test_a_broken_catalogue_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "a.po").write_text('msgid "a\n', "utf-8")
    result = CliRunner().invoke(app, ["words", "check", "--folder", str(tmp_path)])
    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr
