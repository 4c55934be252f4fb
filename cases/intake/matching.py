"""Finds each row's citizen by the keyed digest of the number, also one they no longer use."""

import uuid
from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import OuterRef, QuerySet

from cases.citizens.models import CprDigest, Inhabilitet, restricted_sql
from cases.citizens.rules import before_birth
from cases.intake.models import IntakeRun
from cases.intake.reader import Problem
from cases.intake.staging import add_problems
from cases.people.models import Employee, EmployeeCprDigest, Team

# Rows with a number nobody has share the first such row's `new_id`. Joined as whole sets: the
# planner knows nothing yet of what was loaded a moment ago, and must not search row by row.
MATCH = f"""
    WITH keys AS MATERIALIZED (
        SELECT row.id, key.version, key.digest
        FROM cases_intakerow row
        CROSS JOIN LATERAL unnest(%(versions)s::smallint[], row.digests) AS key (version, digest)
        WHERE row.run_id = %(run)s
    ), found AS MATERIALIZED (
        SELECT DISTINCT ON (keys.id) keys.id, c.id AS citizen_id,
               {restricted_sql("c")} AS is_hidden
        FROM keys
        JOIN cases_cprdigest d ON d.key_version = keys.version AND d.digest = keys.digest
        JOIN cases_cprnumber n ON n.id = d.number_id
        JOIN cases_citizen c ON c.id = n.citizen_id
        ORDER BY keys.id
    ), matched AS MATERIALIZED (
        SELECT row.id, found.citizen_id, found.is_hidden,
               first_value(row.new_id) OVER (PARTITION BY row.digests ORDER BY row.line) AS first_id
        FROM cases_intakerow row
        LEFT JOIN found ON found.id = row.id
        WHERE row.run_id = %(run)s
    )
    UPDATE cases_intakerow r
    SET citizen_id = COALESCE(m.citizen_id, m.first_id),
        is_new_citizen = m.citizen_id IS NULL AND m.first_id IS NOT NULL,
        is_hidden = COALESCE(m.is_hidden, false),
        outcome = CASE WHEN r.is_readable THEN '' ELSE 'fejl' END,
        period_id = NULL, old_end = NULL, confirms = false
    FROM matched m
    WHERE r.id = m.id
"""


def match_citizens(run: IntakeRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MATCH, {"run": run.pk, "versions": run.key_versions})


# Of a citizen known here the date that stands here counts: the number on the row may be an old one.
REFUSE_BEFORE_BIRTH = """
    UPDATE cases_intakerow r SET is_readable = false, outcome = 'fejl'
    FROM (
        SELECT row.id, COALESCE(c.birth_date, row.birth_date) AS birth
        FROM cases_intakerow row
        LEFT JOIN cases_citizen c ON c.id = row.citizen_id
        WHERE row.run_id = %(run)s AND row.is_readable
    ) born
    WHERE r.id = born.id AND r.start < born.birth
    RETURNING r.line, r.start, born.birth
"""


def refuse_before_birth(run: IntakeRun) -> None:
    """After the citizens are found: the rows that begin before them."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE_BEFORE_BIRTH, {"run": run.pk})
        found = cursor.fetchall()
    add_problems(
        run,
        ((line, Problem("fra", before_birth(start, birth=birth))) for line, start, birth in found),
    )


def known_citizens(run: IntakeRun) -> list[uuid.UUID]:
    """Those the list would write about and who are registered here, in order."""
    rows = run.rows.filter(is_readable=True, is_new_citizen=False)
    citizens = rows.order_by("citizen_id").values_list("citizen_id", flat=True).distinct()
    return [citizen for citizen in citizens if citizen]


def unassigned_teams(run: IntakeRun) -> QuerySet[Team, int]:
    """Where the new cases of the list would come to stand."""
    named = Team.objects.filter(
        jobcenter__in=run.rows.filter(is_readable=True).values("jobcenter_id")
    )
    return named.filter(kind=Team.Kind.UNASSIGNED).values_list("pk", flat=True)


def closed_to(run: IntakeRun, employee: Employee | None) -> Collection[uuid.UUID]:
    """The employee themselves, registered here or not, and those they are inhabil towards.

    Rules 1 and 2 of the door; a command is nobody.
    """
    if employee is None:
        return frozenset()
    inhabil = Inhabilitet.objects.filter(employee=employee, lifted_by__isnull=True)
    return frozenset([*_own(run, employee), *inhabil.values_list("citizen_id", flat=True)])


def _own(run: IntakeRun, employee: Employee) -> Iterable[uuid.UUID]:
    keyed = EmployeeCprDigest.objects.filter(employee=employee)
    own = [bytes(digest) for digest in keyed.values_list("digest", flat=True)]
    known = CprDigest.objects.filter(digest__in=own).values_list("number__citizen_id", flat=True)
    told = run.rows.filter(digests__overlap=own).values_list("citizen_id", flat=True)
    return [*known, *(citizen_id for citizen_id in told if citizen_id is not None)]


def inhabil_towards(employee: Employee | None) -> QuerySet[Inhabilitet]:
    """For a query over citizens; a command is nobody."""
    standing = Inhabilitet.objects.filter(lifted_by__isnull=True, citizen=OuterRef("pk"))
    return standing.filter(employee=employee) if employee else standing.none()


def own(employee: Employee | None) -> QuerySet[CprDigest]:
    """For a query over citizens: the numbers that are the employee's own."""
    numbers = CprDigest.objects.filter(number__citizen=OuterRef("pk"))
    entered = EmployeeCprDigest.objects.filter(employee=employee).values("digest")
    return numbers.filter(digest__in=entered) if employee else numbers.none()
