"""Lists as a payment system would send them, and what the tests ask about the outcome."""

import io
from datetime import date

from cases.intake import operations
from cases.intake.models import IntakeRun
from tests.factories import TEST, TODAY, make_cpr, make_jobcenter

HEADER = "cpr;navn;jobcenter;fra;til;type"
KIND = "ledighedsydelse"


def number(serial: int) -> str:
    """Apart from those of the factories' own people."""
    return make_cpr(2000 + serial)


def row(
    serial: int = 1,
    start: str = "2026-01-01",
    last: str = "",
    *,
    kind: str = KIND,
    name: str = "Dorthe Eksempel",
    jobcenter: str = "Musvågevej",
) -> str:
    return f"{number(serial)};{name};{jobcenter};{start};{last};{kind}"


def listed(*rows: str) -> io.BytesIO:
    return io.BytesIO("\n".join([HEADER, *rows]).encode())


def review(*rows: str, as_of: date = TODAY, **options: object) -> IntakeRun:
    make_jobcenter()
    return operations.review(
        source=listed(*rows),
        source_name="KMD",
        file_name="liste.csv",
        as_of=as_of,
        actor=TEST,
        **options,  # type: ignore[arg-type]
    )


def take_in(*rows: str, leave_out_bad: bool = False, as_of: date = TODAY) -> IntakeRun:
    """Reviewed and saved."""
    run = review(*rows, as_of=as_of)
    return operations.save(run=run, leave_out_bad=leave_out_bad, as_of=as_of, actor=TEST)


def errors(run: IntakeRun) -> list[tuple[int, str]]:
    return [(problem.line, problem.column) for problem in run.problems.filter(kind="fejl")]
