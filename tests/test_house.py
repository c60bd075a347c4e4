"""The house itself: every room is there, is ours, is named in the documents, and keeps to its size."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.__main__ import _LATER, cli
from app.settings import ROOT

ROOMS: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
WRITTEN = {".py", ".js", ".css", ".html", ".md", ".json", ".sql"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 45
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(suffixes: set[str]) -> Iterator[Path]:
    for room in ROOMS:
        yield from (path for path in sorted((ROOT / room).rglob("*")) if path.suffix in suffixes)


def functions(tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def lines_of_code(function: Function, source: list[str]) -> int:
    """Without its docstring, blank lines and comments: what a reader has to keep in mind."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = set(range(first.lineno, (first.end_lineno or 0) + 1)) if documented else set()
    numbers = range(function.lineno, (function.end_lineno or 0) + 1)
    texts = (source[number - 1].strip() for number in numbers if number not in docstring)
    return sum(1 for text in texts if text and not text.startswith("#"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_exists_and_is_ours_and_has_a_door_sign(room: str) -> None:
    module = importlib.import_module(room)
    assert module.__file__ is not None, "a room is a package with an __init__.py"
    assert Path(module.__file__).resolve() == ROOT / room / "__init__.py"
    assert (module.__doc__ or "").strip()


def test_no_room_hides_behind_a_test_folder_of_its_name() -> None:
    for folder in (path for path in (ROOT / "tests").rglob("*") if path.is_dir() and path.name != "__pycache__"):
        if any(folder.glob("*.py")):
            assert (folder / "__init__.py").exists(), f"{folder} would shadow a room"


def test_every_module_says_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path in files({".py"}) if not ast.get_docstring(parsed(path))]
    assert silent == []


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_architecture_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [room for room in ROOMS if f"`{room}/`" not in text] == []


def test_readme_names_every_command_that_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = {command.name or command.callback.__name__ for command in cli.registered_commands if command.callback}
    there = names - set(_LATER)
    assert {"demo", "test", "serve", "understand"} <= there
    assert [name for name in sorted(there) if not re.search(rf"`(?:\./faden )?{name}\b", text)] == []


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in files({".py", ".js", ".css"})
    }
    assert len(lengths) > 100
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_be_kept_in_mind() -> None:
    long: dict[str, int] = {}
    for path in files({".py"}):
        source = path.read_text(encoding="utf-8").splitlines()
        for function in functions(parsed(path)):
            if (lines := lines_of_code(function, source)) > LONGEST_FUNCTION:
                long[f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"] = lines
    assert long == {}


def test_nothing_is_left_for_later_in_the_margin() -> None:
    marks = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")
    found = [str(path.relative_to(ROOT)) for path in files(WRITTEN) if marks.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_file_bears_a_name_that_says_nothing() -> None:
    empty_words = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert [path for path in files({".py"}) if path.stem in empty_words] == []


def test_no_machine_and_no_registry_is_written_down() -> None:
    places = re.compile(
        r"/(?:work|root|home/[a-z]+)/|--(?:extra-)?index-url|pypi\.org/simple|https?://[^/\s\"]*:[^/\s\"@]+@"
    )
    written = [*files(WRITTEN), *ROOT.glob("*.md"), *ROOT.glob("*.lock"), ROOT / "pyproject.toml", ROOT / "faden"]
    found = {str(path.relative_to(ROOT)): places.findall(path.read_text(encoding="utf-8")) for path in written}
    assert {path: hits for path, hits in found.items() if hits} == {}
