"""A meaning becomes a sentence: gaps, looks, plurals, languages, and what is said when words are missing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.channels.base import Span
from bot.words.i18n import NoWords, Spoken, Words
from domain.language.text import Text, command, lines, verbatim

VI = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\n"

msgid "greet.hello"
msgstr "Kính chào <b>ông/bà {name}</b>!"

msgid "greet.code"
msgstr "Mã: <code>{code}</code>."

msgid "greet.both"
msgstr "{first} Rồi: {second}"

msgid "greet.due"
msgstr "Hạn: {due}"

msgid "span.moment"
msgstr "{hour} ngày {day}"

msgid "greet.count"
msgid_plural "greet.count"
msgstr[0] "Còn {n} ngày"

msgid "greet.only_vietnamese"
msgstr "Chỉ có tiếng Việt {n}"

msgid "greet.help"
msgstr "Ông/bà nhắn /trogiup, hoặc <code>/nhan {code}</code> (ngày/tháng, 12/KH-UBND, {code}/xa). {said}"

msgid "greet.odd"
msgstr "a < b {X} {} <i>x</i>"
"""

EN = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\n"

msgid "greet.hello"
msgstr "Dear <b>{name}</b>!"

msgid "greet.count"
msgid_plural "greet.count"
msgstr[0] "{n} day left"
msgstr[1] "{n} days left"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("locales")
    for language, words in (("vi", VI), ("en", EN)):
        (home / language).mkdir()
        (home / language / "greet.po").write_text(words, encoding="utf-8")
    return home


@pytest.fixture
def words(folder: Path) -> Words:
    return Words.load(folder, strict=True)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Kính chào ông/bà Lan!"),
        ("en", "Dear Lan!"),
        ("en-GB", "Dear Lan!"),
        ("EN_us", "Dear Lan!"),
        ("ru", "Kính chào ông/bà Lan!"),
        ("", "Kính chào ông/bà Lan!"),
    ],
)
def test_the_reader_s_language_then_its_base_then_vietnamese(words: Words, language: str, said: str) -> None:
    assert words.plain(Text("greet.hello", name="Lan"), language) == said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (date(2026, 6, 4), "Hạn: 04/06/2026"),
        (datetime(2026, 6, 4, 18, 30, tzinfo=UTC), "Hạn: 01:30 ngày 05/06/2026"),
        (7, "Hạn: 7"),
        (1234567, "Hạn: 1.234.567"),
        ("{n} <b>x</b>", "Hạn: {n} <b>x</b>"),
        (verbatim("{due}"), "Hạn: {due}"),
        ((verbatim("một"), verbatim("hai")), "Hạn: một\nhai"),
    ],
)
def test_what_goes_into_a_gap(words: Words, gap: str | int | date | Text | tuple[Text, ...], said: str) -> None:
    assert words.plain(Text("greet.due", due=gap), "vi") == said


def test_numbers_are_grouped_as_the_language_that_answers_does(words: Words) -> None:
    assert words.plain(Text("greet.count", n=4321), "en") == "4,321 days left"
    assert words.plain(Text("greet.count", n=4321), "vi") == "Còn 4.321 ngày"


@pytest.mark.parametrize(("n", "said"), [(0, "0 days left"), (1, "1 day left"), (2, "2 days left")])
def test_plurals(words: Words, n: int, said: str) -> None:
    assert words.plain(Text("greet.count", n=n), "en") == said


def test_looks_are_spans_over_code_points_also_inside_what_is_nested(words: Words) -> None:
    text = Text("greet.both", first=Text("greet.hello", name="👩🏽"), second=Text("greet.code", code="K7"))
    said = words.say(lines(verbatim("😀"), text), "vi")
    assert said.text == "😀\nKính chào ông/bà 👩🏽! Rồi: Mã: K7."
    assert [said.text[s.start : s.end] for s in said.spans] == ["ông/bà 👩🏽", "K7"]
    assert [s.look for s in said.spans] == ["bold", "code"]


def test_a_look_over_nothing_is_no_span(words: Words) -> None:
    assert words.say(Text("greet.code", code="")) == Spoken("Mã: .")
    assert words.say(Text("greet.code", code="A")).spans == (Span(4, 5, "code"),)


def test_what_is_neither_gap_nor_look_stands_for_itself(words: Words) -> None:
    assert words.plain(Text("greet.odd")) == "a < b {X} {} <i>x</i>"


@pytest.mark.parametrize(
    ("slashes", "trogiup", "nhan", "tracuu"),
    [(True, "/trogiup", "/nhan", "/tracuu"), (False, "“trogiup”", "“nhan”", "“tracuu”")],
)
def test_only_our_own_commands_lose_their_slash(
    words: Words, slashes: bool, trogiup: str, nhan: str, tracuu: str
) -> None:
    said = lines(verbatim("xem /abc"), command("tracuu"))
    spoken = words.say(Text("greet.help", code="K7/abc", said=Text("text.lines", lines=(said,))), slashes=slashes)
    assert spoken.text == (
        f"Ông/bà nhắn {trogiup}, hoặc {nhan} K7/abc (ngày/tháng, 12/KH-UBND, K7/abc/xa). xem /abc\n{tracuu}"
    )
    assert [spoken.text[s.start : s.end] for s in spoken.spans] == [f"{nhan} K7/abc"]


def test_tests_hear_of_missing_words(words: Words) -> None:
    with pytest.raises(NoWords, match=r"greet\.nothing"):
        words.say(Text("greet.nothing"))
    with pytest.raises(NoWords, match="no name"):
        words.say(Text("greet.hello"))


def test_people_are_told_the_next_best_and_the_log_is_told_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = Words.load(folder)
    assert words.plain(Text("greet.only_vietnamese", n=3), "en") == "Chỉ có tiếng Việt 3"
    assert [words.plain(Text("greet.nothing"), "en") for _ in range(2)] == ["greet.nothing"] * 2
    assert words.plain(Text("greet.hello"), "en") == "Dear …!"
    heard = capsys.readouterr().out
    assert heard.count("greet.nothing") == 1
    assert heard.count("greet.hello") == 1


def test_a_moment_without_a_time_zone_is_our_mistake(words: Words) -> None:
    with pytest.raises(ValueError, match="time zone"):
        words.say(Text("greet.due", due=datetime(2026, 6, 4, 8)))  # noqa: DTZ001
