"""Which keys the code says, and what it puts into their gaps: read from the source, without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

FOLDERS = ("domain", "storage", "handlers", "bot")
_KEY = re.compile(r"[a-z_]+\.[a-z0-9_.]+")
_FILE_NAME = re.compile(r".*\.(csv|docx|html|json|md|png|po|py|sql|toml|txt|xlsx)")
_LOG = {"debug", "info", "warning", "error", "exception", "log"}
_BUILT_IN = {"text.lines", "text.verbatim", "text.command"}
ANY = "*"
"""Stands in a key for what only the running program knows."""


@dataclass(frozen=True, slots=True)
class Use:
    """`key` may hold `ANY`. `gaps` is None where it cannot be told what is filled in. `exact`: said by nothing
    else at that place, so that a gap given and never said is a mistake."""

    key: str
    file: Path
    line: int
    gaps: frozenset[str] | None
    exact: bool = False

    @property
    def is_pattern(self) -> bool:
        return ANY in self.key

    def says(self, key: str) -> bool:
        wild = re.escape(self.key).replace(re.escape(ANY), "[a-z0-9_]+")
        return re.fullmatch(wild, key) is not None


def find_uses(root: Path) -> list[Use]:
    """Every key in `Text(…)`, and every other string that can only be a key, in the order of the files."""
    files = [file for folder in FOLDERS for file in sorted((root / folder).rglob("*.py"))]
    trees = [(file.relative_to(root), ast.parse(file.read_text("utf-8"))) for file in files]
    said = [use for file, tree in trees for use in _said(file, tree)]
    subjects = {use.key.partition(".")[0] for use in said}
    return said + [use for file, tree in trees for use in _mentioned(file, tree, subjects)]


def _said(file: Path, tree: ast.Module) -> Iterator[Use]:
    """The keys of each `Text(…)`; of one whose key is handed in, nothing can be told here."""
    for scope, call in _calls(tree):
        if not _is_text(call):
            continue
        keys = {key for key in _values(call.args[0], scope) if not key.startswith(ANY)} - _BUILT_IN
        names = [keyword.arg for keyword in call.keywords]
        gaps = None if None in names else frozenset(name for name in names if name)
        for key in sorted(keys):
            yield Use(key, file, call.lineno, gaps, exact=len(keys) == 1 and ANY not in key)


def _mentioned(file: Path, tree: ast.Module, subjects: Iterable[str]) -> Iterator[Use]:
    """Keys handed on: strings that look like one, and begin like one that is said somewhere."""
    elsewhere = [argument for _, call in _calls(tree) for argument in _no_keys(call)]
    known = {id(node) for argument in elsewhere for node in ast.walk(argument)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in known:
            continue
        key = node.value
        if _KEY.fullmatch(key) and not _FILE_NAME.fullmatch(key) and key.partition(".")[0] in subjects:
            yield Use(key, file, node.lineno, None)


def _is_text(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "Text" and bool(call.args)


def _no_keys(call: ast.Call) -> list[ast.expr]:
    """The arguments that are looked at elsewhere, or not at all."""
    return call.args if _is_log(call) else call.args[:1] if _is_text(call) else []


def _is_log(call: ast.Call) -> bool:
    """The name of an event in the log looks like a key."""
    return isinstance(call.func, ast.Attribute) and call.func.attr in _LOG


def _calls(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Each call with the innermost function, or the module, that it stands in."""

    def within(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield scope, child
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from within(child, child if is_function else scope)

    return within(tree, tree)


def _values(expression: ast.expr, scope: ast.AST) -> set[str]:
    """What a string can be, with `ANY` for what is not known."""
    match expression:
        case ast.Constant(value=str(words)):
            return {words}
        case ast.IfExp(body=body, orelse=otherwise):
            return _values(body, scope) | _values(otherwise, scope)
        case ast.JoinedStr(values=parts):
            return {"".join(chosen) for chosen in product(*(_values(part, scope) for part in parts))}
        case ast.FormattedValue(value=value):
            return _values(value, scope)
        case ast.Name(id=name):
            return {value for given in _given(name, scope) for value in _values(given, scope)} or {ANY}
        case _:
            return {ANY}


def _given(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """What is assigned to the name in this function."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
