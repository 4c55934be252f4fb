"""Quality control says why persons need no running clock here, and signs the quarter."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from cases.constraints import violated
from cases.people.models import Employee
from reports.afstemning.models import Afstemning, AfstemningLine
from reports.coverage import queries
from reports.coverage.covered import COVERED
from reports.coverage.models import CoverageReason, SignedQuarter
from reports.quarters import Quarter

# Counted and frozen in one statement: both are of the same moment.
SIGN = f"""
    WITH covered AS MATERIALIZED ({COVERED}), signed AS (
        INSERT INTO reports_signedquarter
            (year, quarter, afstemning_id, on_list, running, exempt, restricted, signed_by_id)
        SELECT %(year)s, %(quarter)s, %(afstemning)s,
               count(*) FILTER (WHERE line > 0),
               count(*) FILTER (WHERE standing = 'loebende_ur'),
               count(*) FILTER (WHERE standing = ANY (%(exempt)s)),
               count(*) FILTER (WHERE is_hidden AND line > 0), %(by)s
        FROM covered RETURNING id
    ), persons AS (
        INSERT INTO reports_signedperson (signed_id, line, afstemning_id, citizen_id, standing, reason)
        SELECT signed.id, line, covered.afstemning_id, citizen_id, standing,
               CASE WHEN standing IN ('begrundet', 'udenfor_begrundet') THEN reason ELSE '' END
        FROM covered, signed ORDER BY line
    )
    SELECT id FROM signed
"""


class NobodyChosen(Exception):
    pass


class ReasonMissing(Exception):
    pass


class QuarterAlreadySigned(Exception):
    pass


@transaction.atomic
def give_reason(
    *, quarter: Quarter, keys: Collection[int | UUID], reason: str, by: Employee
) -> list[CoverageReason]:
    """One reason for all of them, or for none. A key is the line; or the citizen, of one without.

    Raises NobodyChosen, ReasonMissing, QuarterAlreadySigned, NothingReconciled.
    """
    if not keys:
        raise NobodyChosen
    if not reason.strip():
        raise ReasonMissing
    afstemning = _unsigned(quarter)
    lines = {key for key in keys if isinstance(key, int)}
    citizens = {key for key in keys if isinstance(key, UUID)}
    if _on_lists(afstemning, lines) != lines or queries.beside(afstemning, citizens) != citizens:
        raise NothingReconciled
    said = reason.strip()[:400]
    given = [CoverageReason(line_id=key, reason=said, by=by) for key in sorted(lines)]
    given += [
        CoverageReason(citizen_id=key, afstemning=afstemning, reason=said, by=by)
        for key in sorted(citizens)
    ]
    return CoverageReason.objects.bulk_create(given)


def _on_lists(afstemning: Afstemning, keys: Collection[int]) -> set[int]:
    """Those of the lines that are of a list of the quarter."""
    lists = queries.lists_beside(afstemning)
    lines = AfstemningLine.objects.filter(afstemning__in=lists, pk__in=keys)
    return set(lines.values_list("pk", flat=True))


class NothingReconciled(Exception):
    """No list of the quarter is approved, or the person is neither on it nor beside it."""


class SomeUnexplained(Exception):
    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class CoverageChanged(Exception):
    """The numbers are no longer those that were on the page."""


def sign(*, quarter: Quarter, seen: tuple[int, int], by: Employee) -> SignedQuarter:
    """`seen`: running and exempt as the page showed them.

    Raises NothingReconciled, QuarterAlreadySigned, SomeUnexplained, CoverageChanged.
    """
    try:
        with transaction.atomic():
            return _sign(quarter, seen, by)
    except IntegrityError as error:
        if violated(error) == "one_signature_a_quarter":
            raise QuarterAlreadySigned from error
        raise


def _sign(quarter: Quarter, seen: tuple[int, int], by: Employee) -> SignedQuarter:
    afstemning = _unsigned(quarter)
    if count := queries.coverage(afstemning).blocking:
        raise SomeUnexplained(count)
    given = {
        **queries.values(afstemning),
        "year": quarter.year,
        "quarter": quarter.number,
        "exempt": list(queries.EXEMPT),
        "by": by.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(SIGN, given)
        key = cursor.fetchone()[0]
    signed = SignedQuarter.objects.get(pk=key)
    if seen != (signed.running, signed.exempt):
        raise CoverageChanged
    return signed


def _unsigned(quarter: Quarter) -> Afstemning:
    if SignedQuarter.objects.filter(year=quarter.year, quarter=quarter.number).exists():
        raise QuarterAlreadySigned
    if (afstemning := queries.latest_of(quarter)) is None:
        raise NothingReconciled
    return afstemning
