"""Finds code that reads the clock. Only the edges may; all else is given `as_of`."""

import ast
from collections.abc import Iterator
from pathlib import Path

EDGES = {"views", "tasks", "commands", "middleware", "benchmarks"}
CLOCKS = {"date", "datetime", "timezone", "time", "_datetime", "dt"}
READINGS = {"today", "now", "utcnow", "localdate", "localtime", "time", "gmtime"}
# Django fills these from the clock of the web server; a row's time comes from the database.
FIELD_CLOCKS = {"auto_now", "auto_now_add"}


def is_edge(path: Path) -> bool:
    return bool(EDGES & {*path.parent.parts, path.stem})


def readings(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=reading):
                if owner in CLOCKS and reading in READINGS:
                    yield node.lineno, f"{owner}.{reading}"
            case ast.ImportFrom(module="time" | "django.utils.timezone", names=names):
                for name in names:
                    if name.name in READINGS:
                        yield node.lineno, f"import {name.name}"
            case ast.keyword(arg=str(argument)) if argument in FIELD_CLOCKS:
                yield node.lineno, argument
