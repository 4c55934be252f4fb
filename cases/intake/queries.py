"""What a run came to: the numbers, and the rows of each group, finished for page and command."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, QuerySet

from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.danish import dates
from cases.deadlines.period_types import PeriodType
from cases.intake import matching
from cases.intake.models import IntakeProblem, IntakeRow, IntakeRun
from cases.intake.storing import count_new_cases

COUNTS = """
    SELECT count(*),
           count(*) FILTER (WHERE outcome = 'ny'),
           count(*) FILTER (WHERE outcome = 'aendret'),
           count(*) FILTER (WHERE outcome = 'uaendret'),
           count(*) FILTER (WHERE outcome = 'fejl'),
           count(*) FILTER (WHERE cpr_warning <> '' AND is_new_citizen),
           count(DISTINCT citizen_id) FILTER (WHERE is_new_citizen AND outcome = 'ny'),
           count(DISTINCT citizen_id) FILTER (WHERE is_hidden),
           count(*) FILTER (WHERE confirms)
    FROM cases_intakerow WHERE run_id = %s
"""
NAMES = (
    "raekker",
    "nye",
    "aendrede",
    "uaendrede",
    "fejl",
    "advarsler",
    "nye_borgere",
    "begraenset_adgang",
    "bekraeftes",
)
RESTRICTED = "Borger med begrænset adgang"


def counts(run: IntakeRun, *, as_of: date) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [run.pk])
        found = dict(zip(NAMES, cursor.fetchone(), strict=True))
    found["forskelle"] = run.problems.filter(kind=IntakeProblem.Kind.DIFFERENCE).count()
    found["nye_sager"] = count_new_cases(run, as_of=as_of)
    return found


def rows_of(run: IntakeRun, *, outcome: str) -> QuerySet[IntakeRow]:
    return run.rows.filter(outcome=outcome).order_by("line")


def confirmed(run: IntakeRun) -> QuerySet[IntakeRow]:
    """Unchanged, but from now on a list may correct them again."""
    return run.rows.filter(confirms=True).order_by("line")


def warned(run: IntakeRun) -> QuerySet[IntakeRow]:
    """A failing check digit is no error, and says nothing about a number already known."""
    return run.rows.filter(is_new_citizen=True).exclude(cpr_warning="").order_by("line")


def problems_of(run: IntakeRun, *, kind: str) -> QuerySet[IntakeProblem]:
    return run.problems.filter(kind=kind).order_by("line", "id")


def in_turn(rows: QuerySet[IntakeRow]) -> Iterator[IntakeRow]:
    """Streamed: there may be a hundred thousand."""
    return rows.defer("digests", "ciphertext").iterator(chunk_size=2_000)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as a person sees it. A restricted citizen is the number of the row and no more."""

    line: int
    name: str
    case: Case | None
    citizen_id: uuid.UUID | None
    kind: str = ""
    period: str = ""
    before: str = ""
    column: str = ""
    message: str = ""


def shown_rows(run: IntakeRun, rows: list[IntakeRow]) -> list[ShownRow]:
    sight = _sight(run, rows)
    return [_shown(row, sight) for row in rows]


def shown_problems(run: IntakeRun, problems: list[IntakeProblem]) -> list[ShownRow]:
    lines = {problem.line for problem in problems}
    rows = {row.line: row for row in run.rows.filter(line__in=lines)}
    sight = _sight(run, list(rows.values()))
    return [_with_problem(problem, rows[problem.line], sight) for problem in problems]


@dataclass(frozen=True, slots=True)
class Sight:
    """What the door says today, which may be less than when the list was judged.

    `closed`: to the one who sent the list, by rules 1 and 2; they read what they sent, and no more.
    """

    cases: dict[uuid.UUID | None, Case]
    restricted: Collection[uuid.UUID]
    closed: Collection[uuid.UUID]

    def hides(self, row: IntakeRow) -> bool:
        return row.is_hidden or row.citizen_id in self.restricted

    def case_of(self, row: IntakeRow) -> Case | None:
        return None if self.hides(row) else self.cases.get(row.citizen_id)

    def known(self, row: IntakeRow) -> uuid.UUID | None:
        """The citizen whom the row shows as registered here."""
        unseen = self.hides(row) or row.is_new_citizen or row.citizen_id in self.closed
        return None if unseen else row.citizen_id


def _sight(run: IntakeRun, rows: list[IntakeRow]) -> Sight:
    listed = {row.citizen_id for row in rows if row.citizen_id and not row.is_hidden}
    known = Citizen.objects.filter(pk__in=listed).annotate(
        is_closed=ExpressionWrapper(
            Exists(matching.inhabil_towards(run.employee)) | Exists(matching.own(run.employee)),
            output_field=BooleanField(),
        )
    )
    citizens = list(known)
    closed = frozenset(one.pk for one in citizens if one.is_closed)
    found = Case.objects.open().filter(citizen__in=listed - closed)
    return Sight(
        cases={case.citizen_id: case for case in found.select_related("citizen", "jobcenter")},
        restricted=frozenset(one.pk for one in citizens if one.is_restricted),
        closed=closed,
    )


def _shown(row: IntakeRow, sight: Sight) -> ShownRow:
    if sight.hides(row):
        return ShownRow(row.line, RESTRICTED, None, None)
    case = sight.case_of(row)
    return ShownRow(
        line=row.line,
        name=case.citizen.name if case else row.name,
        case=case,
        citizen_id=sight.known(row),
        kind=PeriodType(row.kind).label,
        period=dates.half_open_span(row.start, row.end) if row.start else "",
        before=_before(row),
        message=row.cpr_warning if row.is_new_citizen else "",
    )


def _before(row: IntakeRow) -> str:
    """What stood here before a corrected last day."""
    if row.outcome != IntakeRow.Outcome.CHANGED or row.start is None:
        return ""
    return dates.half_open_span(row.start, row.old_end)


def _with_problem(problem: IntakeProblem, row: IntakeRow, sight: Sight) -> ShownRow:
    if row.citizen_id in sight.restricted:  # marked since the list was judged
        return ShownRow(problem.line, RESTRICTED, None, None)
    case = sight.case_of(row)
    name = RESTRICTED if row.is_hidden else case.citizen.name if case else row.name
    return ShownRow(
        line=problem.line,
        name=name,
        case=case,
        citizen_id=sight.known(row),
        column=problem.column,
        message=problem.message,
    )
