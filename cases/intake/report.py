"""A run in words on a terminal, and as one JSON object for machines. No name or CPR number."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from cases.danish import dates, numbers
from cases.intake import queries, sentences
from cases.intake.models import IntakeProblem, IntakeRow, IntakeRun

Write = Callable[[str], Any]
MOST_SHOWN = 200
HIDDEN_ROW = "borger med begrænset adgang"


def write_text(run: IntakeRun, write: Write) -> None:
    saved = run.state == IntakeRun.State.SAVED
    _group(write, "Kan ikke læses", run.counts["fejl"], _problems(run, IntakeProblem.Kind.ERROR))
    changed = queries.rows_of(run, outcome=IntakeRow.Outcome.CHANGED)
    _group(write, "Ændres", run.counts["aendrede"], _rows(changed))
    new = queries.rows_of(run, outcome=IntakeRow.Outcome.NEW)
    _group(write, "Nye", run.counts["nye"], _rows(new))
    _group(write, "Bekræftes", run.counts["bekraeftes"], _rows(queries.confirmed(run)))
    differences = _problems(run, IntakeProblem.Kind.DIFFERENCE)
    _group(write, "Forskelle, der ikke skrives", run.counts["forskelle"], differences)
    _group(write, "Advarsler", run.counts["advarsler"], _warnings(run))
    write(summary(run) if run.counts["raekker"] else f"{sentences.NO_ROWS}.")
    write(_saved(run) if saved else "Intet er gemt. Kør med --gem for at gemme.")


def summary(run: IntakeRun) -> str:
    counts = run.counts
    rows = numbers.counted(counts["raekker"], "række", "rækker")
    new = numbers.counted(counts["nye"], "ny", "nye")
    changed = numbers.counted(counts["aendrede"], "ændret", "ændrede")
    unchanged = numbers.counted(counts["uaendrede"], "uændret", "uændrede")
    citizens = numbers.counted(counts["nye_borgere"], "ny borger", "nye borgere")
    cases = numbers.counted(counts["nye_sager"], "ny sag", "nye sager")
    bad = numbers.number(counts["fejl"])
    return f"{rows}: {new}, {changed}, {unchanged}, {bad} kan ikke læses. {citizens}, {cases}."


def _saved(run: IntakeRun) -> str:
    periods, agreed = sentences.to_save(run.counts), sentences.confirmed(run.counts)
    moved = numbers.counted(run.moved or 0, "frist er flyttet", "frister er flyttet")
    saved = numbers.counted(periods, "periode er gemt", "perioder er gemt")
    if agreed:
        saved = f"{saved}, {numbers.counted(agreed, 'er bekræftet', 'er bekræftet')}"
    return f"{saved}. {moved}."


def _group(write: Write, heading: str, count: int, lines: Iterator[str]) -> None:
    if not count:
        return
    write(f"{heading} ({numbers.number(count)}):")
    for line in islice(lines, MOST_SHOWN):
        write(f"  {line}")
    if next(lines, None) is not None:
        write("  … listen fortsætter; alle rækker fås med --json")


def _rows(rows: QuerySet[IntakeRow]) -> Iterator[str]:
    for row in queries.in_turn(rows):
        yield f"Række {row.line}: {HIDDEN_ROW if row.is_hidden else _what(row)}"


def _what(row: IntakeRow) -> str:
    assert row.start is not None
    span = dates.half_open_span(row.start, row.end)
    if row.outcome != IntakeRow.Outcome.CHANGED:
        return f"{row.kind}, {span}"
    return f"{row.kind}, {dates.half_open_span(row.start, row.old_end)} bliver {span}"


def _problems(run: IntakeRun, kind: str) -> Iterator[str]:
    for problem in queries.problems_of(run, kind=kind).iterator(chunk_size=2_000):
        yield f"Række {problem.line}: {problem.column + ': ' if problem.column else ''}{problem.message}"


def _warnings(run: IntakeRun) -> Iterator[str]:
    for row in queries.in_turn(queries.warned(run)):
        yield f"Række {row.line}: cpr: {row.cpr_warning}"


def write_json(run: IntakeRun, write: Write) -> None:
    """Written piece by piece: memory does not follow the number of rows."""
    saved = run.state == IntakeRun.State.SAVED
    head = {"fil": run.file_name, "kilde": run.source, "gemt": saved, "tal": run.counts}
    write(json.dumps(head, ensure_ascii=False)[:-1] + f', "flyttede_frister": {run.moved or 0}')
    groups: dict[str, Iterable[dict[str, Any]]] = {
        "nye": _json_rows(run, IntakeRow.Outcome.NEW),
        "aendrede": _json_rows(run, IntakeRow.Outcome.CHANGED),
        "uaendrede": _json_rows(run, IntakeRow.Outcome.UNCHANGED),
        "fejl": _json_problems(run, IntakeProblem.Kind.ERROR),
        "forskelle": _json_problems(run, IntakeProblem.Kind.DIFFERENCE),
        "advarsler": _json_warnings(run),
    }
    for name, items in groups.items():
        write(f', "{name}": [')
        for number, item in enumerate(items):
            write((", " if number else "") + json.dumps(item, ensure_ascii=False))
        write("]")
    write("}\n")


def _json_rows(run: IntakeRun, outcome: str) -> Iterator[dict[str, Any]]:
    for row in queries.in_turn(queries.rows_of(run, outcome=outcome)):
        yield {"linje": row.line} | ({} if row.is_hidden else _json_period(row))


def _json_period(row: IntakeRow) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": row.kind,
        "fra": str(row.start),
        "til": _last_day(row.end),
    }
    if row.outcome == IntakeRow.Outcome.CHANGED:
        found["til_foer"] = _last_day(row.old_end)
    return found


def _last_day(end: date | None) -> str | None:
    return None if end is None else str(end - timedelta(days=1))


def _json_problems(run: IntakeRun, kind: str) -> Iterator[dict[str, Any]]:
    for problem in queries.problems_of(run, kind=kind).iterator(chunk_size=2_000):
        yield {"linje": problem.line, "kolonne": problem.column, "besked": problem.message}


def _json_warnings(run: IntakeRun) -> Iterator[dict[str, Any]]:
    for row in queries.in_turn(queries.warned(run)):
        yield {"linje": row.line, "kolonne": "cpr", "besked": row.cpr_warning}
