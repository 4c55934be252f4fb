"""Sizes of house.md: a file above 400 lines or a function above 40 is split, or named here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("flexjob", "cases", "revurdering", "rehab", "reports", "benchmarks", "tests")
MOST_LINES_A_FILE = 400
MOST_LINES_A_FUNCTION = 40
# "The engine's hot loop may be one commented module above these sizes."
LONG_FUNCTIONS: set[str] = set()


def sources(*rooms: str) -> list[Path]:
    found = (path for room in rooms for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_is_longer_than_400_lines() -> None:
    assert [str(path) for path in sources(*ROOMS) if length(path) > MOST_LINES_A_FILE] == []


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{name}"
        for path in sources(*ROOMS)
        for name, lines in functions(path)
        if lines > MOST_LINES_A_FUNCTION
    }
    assert long == LONG_FUNCTIONS


@pytest.mark.parametrize("room", ["flexjob", "cases", "revurdering", "reports", "rehab"])
def test_no_module_is_called_utils(room: str) -> None:
    vague = {"utils", "helpers", "misc", "common_utils"}
    assert [path for path in sources(room) if path.stem in vague] == []
