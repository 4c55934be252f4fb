"""Everyone on a list, and what covers them: one statement behind the numbers, the rows and the signature.

A clock runs for one who has an open case, a period of ledighedsydelse that holds the day of the
list, and dates that the engine has found. Exempt is who had stopped receiving before that day, is
on leave that day (it is cut out of the count), lives in a municipality that is exempt by law, or
for whom quality control has given a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from cases.findings.queries import rules_in_use
from reports.afstemning.models import Afstemning
from reports.coverage.models import SignedQuarter
from reports.coverage.quarters import Quarter, until

RUNNING, UNEXPLAINED = "loebende_ur", "uforklaret"
EXEMPT = {
    "ophoert": "Ydelsen er ophørt før listens dag",
    "fritaget": "Kommunen er fritaget for fristerne efter loven",
    "orlov": "Orlov på listens dag: dagene klippes ud af tællingen",
    "begrundet": "Grund givet af kvalitetskontrollen",
}

COVERED = """
    SELECT line.id, line.line, line.citizen_id,
           line.is_hidden OR COALESCE(c.is_protected OR c.is_colleague, false) AS is_hidden,
           COALESCE(why.reason, '') AS reason, line."group" = 'kan_ikke_laeses' AS is_unread,
           CASE WHEN NOT line.goes_on AND line."group" <> 'kan_ikke_laeses' THEN 'ophoert'
                WHEN %(is_exempt)s THEN 'fritaget'
                WHEN on_leave.found THEN 'orlov'
                WHEN receives.found AND has_case.found AND is_computed.found THEN 'loebende_ur'
                WHEN why.reason IS NOT NULL THEN 'begrundet'
                ELSE 'uforklaret' END AS standing
    FROM reports_afstemningline line
    LEFT JOIN cases_citizen c ON c.id = line.citizen_id
    CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM cases_period p WHERE p.citizen_id = line.citizen_id AND p.annulled_on IS NULL
        AND p.kind = 'ledighedsydelse' AND daterange(p.start, p."end") @> %(list_day)s) AS found
    ) receives
    CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM cases_period p WHERE p.citizen_id = line.citizen_id AND p.annulled_on IS NULL
        AND p.kind IN ('barsel', 'sorgorlov') AND daterange(p.start, p."end") @> %(list_day)s) AS found
    ) on_leave
    CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM cases_case k WHERE k.citizen_id = line.citizen_id AND k.closed_on IS NULL) AS found
    ) has_case
    CROSS JOIN LATERAL (SELECT EXISTS (
        SELECT FROM cases_finding f WHERE f.citizen_id = line.citizen_id AND f.is_current) AS found
    ) is_computed
    LEFT JOIN LATERAL (
        SELECT reason FROM reports_coveragereason r WHERE r.line_id = line.id
        ORDER BY r.id DESC LIMIT 1
    ) why ON true
    WHERE line.afstemning_id = %(afstemning)s AND line.line IS NOT NULL
"""


@dataclass(frozen=True)
class Coverage:
    """`standings`: how many of each; `restricted` are among them."""

    standings: dict[str, int]
    restricted: int

    @property
    def on_list(self) -> int:
        return sum(self.standings.values())

    @property
    def running(self) -> int:
        return self.standings.get(RUNNING, 0)

    @property
    def exempt(self) -> int:
        return sum(self.standings.get(one, 0) for one in EXEMPT)

    @property
    def unexplained(self) -> int:
        return self.standings.get(UNEXPLAINED, 0)


@dataclass(frozen=True)
class Person:
    key: int
    line: int
    citizen_id: UUID | None
    is_hidden: bool
    reason: str
    is_unread: bool
    standing: str


def coverage(afstemning: Afstemning) -> Coverage:
    rows = _asked(
        f"SELECT standing, count(*), count(*) FILTER (WHERE is_hidden) FROM ({COVERED}) q GROUP BY 1",
        afstemning,
    )
    return Coverage({row[0]: row[1] for row in rows}, sum(row[2] for row in rows))


def persons(
    afstemning: Afstemning, *, standings: Sequence[str], first: int, at_most: int
) -> list[Person]:
    sql = (
        f"SELECT id, line, citizen_id, is_hidden, reason, is_unread, standing FROM ({COVERED}) q"
        " WHERE standing = ANY (%(standings)s) ORDER BY line OFFSET %(first)s LIMIT %(at_most)s"
    )
    more = {"standings": list(standings), "first": first, "at_most": at_most}
    return [Person(*row) for row in _asked(sql, afstemning, more)]


def values(afstemning: Afstemning) -> dict[str, Any]:
    """Of `COVERED`."""
    return {
        "afstemning": afstemning.pk,
        "list_day": afstemning.list_day,
        "is_exempt": rules_in_use().is_exempt(afstemning.list_day),
    }


def _asked(
    sql: str, afstemning: Afstemning, more: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values(afstemning), **(more or {})})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def latest_of(quarter: Quarter) -> Afstemning | None:
    """The approved reconciliation that the quarter is proved by."""
    approved = Afstemning.objects.filter(
        state=Afstemning.State.APPROVED, list_day__range=(quarter.first, quarter.last)
    )
    found = approved.select_related("source", "employee").order_by("-list_day", "-approved_at")
    return found.first()


@dataclass(frozen=True)
class QuarterState:
    quarter: Quarter
    signed: SignedQuarter | None
    has_list: bool

    def is_owed(self, as_of: date) -> bool:
        return self.signed is None and self.quarter.is_near_its_end(as_of)


def quarters(*, as_of: date) -> list[QuarterState]:
    """Newest first, from the first one in which a list was reconciled. Two queries."""
    days = Afstemning.objects.filter(state=Afstemning.State.APPROVED).values_list(
        "list_day", flat=True
    )
    with_list = {Quarter.of(day) for day in days.distinct()}
    signed = {
        Quarter(one.year, one.quarter): one
        for one in SignedQuarter.objects.select_related("signed_by")
    }
    now = Quarter.of(as_of)
    first = min([now, *with_list, *signed])
    found = [QuarterState(one, signed.get(one), one in with_list) for one in until(first, now)]
    return found[::-1]
