"""A recovery is started: everyone on ledighedsydelse on the key date is split, once."""

from datetime import date

from django.db import IntegrityError, connection, transaction

from cases.deadlines.period_types import PeriodType
from cases.findings.queries import rules_in_use
from cases.people.models import Employee, Jobcenter
from reports.figures.month import Month
from reports.figures.relation import AS_IT_STANDS, ROUNDS
from reports.figures.scope import Scope
from reports.recovery.models import Recovery, RecoveryCase

ON_BENEFIT = sorted(kind.value for kind in PeriodType if kind.is_counted or kind.is_neutral)

# Of each case the round whose legal day comes first: what is over stands before what is to come.
SPLIT = """
    INSERT INTO {members} (recovery_id, case_id, round, was_overdue, due)
    SELECT DISTINCT ON (case_id) %(recovery)s, case_id, round, next_due < %(as_of)s,
           CASE WHEN next_due < %(as_of)s THEN next_due ELSE COALESCE(finish_by, next_due) END
    FROM ({rounds}) AS rounds
    WHERE {where} AND next_due IS NOT NULL AND EXISTS (
        SELECT 1 FROM cases_period AS period
        WHERE period.citizen_id = rounds.citizen_id AND period.annulled_on IS NULL
          AND period.kind = ANY(%(on_benefit)s) AND period.start <= %(as_of)s
          AND (period."end" IS NULL OR period."end" > %(as_of)s))
    ORDER BY case_id, next_due, round"""


class AlreadyStarted(Exception):
    """The jobcenter has a recovery from that day."""


class DatesOutOfOrder(Exception):
    """The key date is to come, or the target does not lie after it."""


def start(
    *, jobcenter: Jobcenter, key_date: date, target_date: date, employee: Employee, as_of: date
) -> Recovery:
    """Raises AlreadyStarted or DatesOutOfOrder."""
    if key_date > as_of or target_date <= key_date:
        raise DatesOutOfOrder
    try:
        with transaction.atomic():
            recovery = Recovery.objects.create(
                jobcenter=jobcenter,
                key_date=key_date,
                target_date=target_date,
                started_by=employee,
            )
            _split(recovery)
    except IntegrityError as taken:
        raise AlreadyStarted from taken
    return recovery


def _split(recovery: Recovery) -> None:
    """As the facts stand now, judged on the key date."""
    day = recovery.key_date
    scope = Scope(Month.of(day), day, jobcenter=recovery.jobcenter_id)
    sql = SPLIT.format(
        members=RecoveryCase._meta.db_table, rounds=AS_IT_STANDS.read(ROUNDS), where=scope.where
    )
    given = {**scope.values(rules_in_use()), "recovery": recovery.pk, "on_benefit": ON_BENEFIT}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
