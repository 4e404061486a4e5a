"""The house rules, executable: what the code may hold, and that the documents say what is so."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.settings import Settings
from handlers.book import COMMANDS

ROOT = Path(__file__).parent.parent
CODE = ("bot", "handlers", "storage", "domain", "sandbox", "locales", "plans", "bench", "docs")
CORE = ("bot", "handlers", "domain")
LONGEST_FILE, LONGEST_FUNCTION = 300, 60

TELLS_A_LIBRARY = "bot/channels/telegram/__init__.py"  # sets a variable that the library reads, reads none
CLOCKS = {"bot/clock.py", "sandbox/timekeeper.py"}
ASKS_THE_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
SQL = re.compile(
    r"\b(?:SELECT|INSERT (?:OR \w+ )?INTO|DELETE FROM|CREATE (?:TABLE|INDEX)|PRAGMA)\b|\bUPDATE \w+ SET\b"
)
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
NAMES = re.compile(r"Nhịp Dân|Việt Nam")
VALUES = {"xã", "phường", "đặc khu", "đồng chí", "anh/chị"}  # as plans/*.toml write them
LETTER = {"đ", "Đ"}
PATTERN = re.compile(r"\\[ds]|\[.*\]")  # a regular expression, which is not said to anybody


@cache
def modules() -> dict[str, ast.Module]:
    """Every module that is not a test, by its path."""
    files = sorted(file for folder in CODE for file in (ROOT / folder).rglob("*.py"))
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in files}


def core() -> dict[str, ast.Module]:
    return {path: module for path, module in modules().items() if path.startswith(CORE)}


def said(module: ast.Module) -> Iterator[ast.Constant]:
    """The string literals, without docstrings."""
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def calls(module: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module) if isinstance(node, ast.Call))


def at(path: str, node: ast.expr | ast.stmt) -> str:
    return f"{path}:{node.lineno}"


# What the code may hold


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_time_comes_from_the_clock() -> None:
    asked = [
        at(path, call)
        for path, module in modules().items()
        if path not in CLOCKS and not path.startswith("bench")
        for call in calls(module)
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id, call.func.attr) in ASKS_THE_TIME
    ]
    assert asked == []


def test_sql_stays_in_storage() -> None:
    found = [
        at(path, text) for path, module in core().items() for text in said(module) if SQL.search(str(text.value))
    ]
    assert found == []


def test_sentences_stay_in_the_catalogues() -> None:
    """Names, the values that plans are written with, patterns and the letter đ are no sentences."""
    found = [
        f"{at(path, text)} {text.value!r}"
        for path, module in modules().items()
        for text in said(module)
        if VIETNAMESE.search(NAMES.sub("", words := str(text.value)))
        and words not in VALUES | LETTER
        and not PATTERN.search(words)
        and not path.startswith(("bench", "docs"))
    ]
    assert found == []


def test_no_commune_is_named_in_code() -> None:
    plans = [tomllib.loads(file.read_text("utf-8"))["commune"] for file in (ROOT / "plans").glob("*.toml")]
    names = re.compile("|".join(rf"\b{re.escape(plan[key])}\b" for plan in plans for key in ("id", "name")))
    found = [
        f"{path}: {name[0]}"
        for path in modules()
        if not path.startswith(("bench", "docs"))
        for name in names.finditer((ROOT / path).read_text("utf-8"))
    ]
    assert plans
    assert found == []


def test_telegram_is_known_only_to_its_channel() -> None:
    found = [
        path
        for path, module in modules().items()
        if not path.startswith(("bot/channels/telegram/", "bench"))
        and any(name.split(".")[0] == "telegram" for name in imported(module))
    ]
    assert found == []


def test_only_the_settings_read_the_environment() -> None:
    found = [
        at(path, node)
        for path, module in core().items()
        if path != TELLS_A_LIBRARY
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    ]
    assert found == []


def test_nothing_is_printed_past_the_console() -> None:
    found = [
        at(path, call)
        for path, module in modules().items()
        if not path.startswith(("bench", "docs"))
        for call in calls(module)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert found == []


def test_every_module_says_what_it_owns() -> None:
    assert [path for path, module in modules().items() if not ast.get_docstring(module)] == []


def test_a_file_holds_one_idea() -> None:
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    found = [
        f"{at(path, node)} {node.name}"
        for path, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


# What the documents say

DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted(ROOT.glob("docs/**/*.md")),
    ROOT / "locales/README.md",
]
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
MAKE = re.compile(r"\bmake ([a-z]+)\b(?=[ `]|$)", re.MULTILINE)
SETTING = re.compile(r"\bNHIPDAN_([A-Z_]+[A-Z])\b")
SPOKEN = re.compile(r"(?<![\w/.])/([a-z]+)\b")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    links = [link for link in LINK.findall(document.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_page_is_linked_from_another() -> None:
    linked = {
        (page.parent / link).resolve() for page in DOCUMENTS for link in LINK.findall(page.read_text("utf-8"))
    }
    assert [str(page.relative_to(ROOT)) for page in ROOT.glob("docs/**/*.md") if page not in linked] == []


def test_what_is_told_to_make_can_be_made() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {name for file in DOCUMENTS for line in code_of(file) for name in MAKE.findall(line)}
    assert {"demo", "test"} <= told <= targets


def test_the_readme_and_the_example_name_every_setting() -> None:
    fields = {name.upper() for name in Settings.model_fields}
    for file in (ROOT / "README.md", ROOT / ".env.example"):
        assert set(SETTING.findall(file.read_text("utf-8"))) == fields, file.name


def test_the_handbooks_tell_every_command_and_no_other() -> None:
    told = {name for file in (ROOT / "docs/vi").glob("*.md") for name in SPOKEN.findall(file.read_text("utf-8"))}
    names = {command.name for command in COMMANDS}
    known = names | {alias for command in COMMANDS for alias in command.aliases}
    assert names - told == set()
    assert told - known == set()


def test_every_picture_is_shown_and_light() -> None:
    pictures = set((ROOT / "docs/pictures").glob("*.png"))
    shown = {
        (file.parent / link).resolve() for file in DOCUMENTS for link in LINK.findall(file.read_text("utf-8"))
    }
    assert pictures - shown == set()
    assert {file.name for file in pictures if file.stat().st_size > 250_000} == set()


def test_the_locks_hold_hashes_and_no_address() -> None:
    locks = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
    assert all("--hash=sha256:" in lock.read_text("utf-8") for lock in locks)
    assert [lock.name for lock in locks if "://" in lock.read_text("utf-8")] == []
    assert not (ROOT / "uv.lock").exists()


def code_of(document: Path) -> list[str]:
    """What stands in code blocks and between backticks."""
    text = document.read_text("utf-8")
    return re.findall(r"```.*?```", text, re.DOTALL) + re.findall(r"`[^`\n]+`", text)
