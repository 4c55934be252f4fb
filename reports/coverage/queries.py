"""Everyone on a list, and what covers them: the numbers, the rows and the signature are of one statement.

A clock runs for one who has an open case, a period of ledighedsydelse that holds the day of the
list, and dates that the engine has found. The list is the latest approved of each source in the
quarter, each person once; a source that sent none proves nothing, be it retired or late. Who has a
running clock and is on none of them must be explained too: a list of one row would else prove
everything. Exempt is who by the list does not receive on that day, is on leave that day (it is cut
out of the count), lives in a municipality that is exempt by law, or for whom quality control has
given a reason.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from cases.findings.queries import rules_in_use
from reports.afstemning import approved
from reports.afstemning.models import Afstemning
from reports.coverage.covered import COVERED
from reports.quarters import Quarter

RUNNING, UNEXPLAINED = "loebende_ur", "uforklaret"
EXEMPT = {
    "ophoert": "Listen har ingen ydelse på sin dag: den er ophørt før eller begynder senere",
    "fritaget": "Kommunen er fritaget for fristerne efter loven",
    "orlov": "Orlov på listens dag: dagene klippes ud af tællingen",
    "begrundet": "Grund givet af kvalitetskontrollen",
}
OFF_LIST_UNEXPLAINED, OFF_LIST_EXPLAINED = "ikke_paa_listen", "udenfor_begrundet"
BESIDE_THE_LIST = (OFF_LIST_UNEXPLAINED, OFF_LIST_EXPLAINED)


@dataclass(frozen=True)
class Coverage:
    """`standings`: how many of each; `restricted` are those of the list who are."""

    standings: dict[str, int]
    restricted: int

    @property
    def on_list(self) -> int:
        """Not those who only stand here."""
        return self.running + self.exempt + self.unexplained

    @property
    def running(self) -> int:
        return self.standings.get(RUNNING, 0)

    @property
    def exempt(self) -> int:
        return sum(self.standings.get(one, 0) for one in EXEMPT)

    @property
    def unexplained(self) -> int:
        return self.standings.get(UNEXPLAINED, 0)

    @property
    def off_list(self) -> int:
        """They have a running clock here, are on no list, and nobody has said why."""
        return self.standings.get(OFF_LIST_UNEXPLAINED, 0)

    @property
    def blocking(self) -> int:
        return self.unexplained + self.off_list


@dataclass(frozen=True)
class Person:
    key: int
    line: int
    afstemning_id: UUID | None
    citizen_id: UUID | None
    is_hidden: bool
    reason: str
    is_unread: bool
    standing: str


def coverage(afstemning: Afstemning, lists: Sequence[Afstemning] = ()) -> Coverage:
    """`lists`: those beside it, when they are read already."""
    rows = _asked(
        "SELECT standing, count(*), count(*) FILTER (WHERE is_hidden AND line > 0)"
        f" FROM ({COVERED}) q GROUP BY 1",
        afstemning,
        lists,
    )
    return Coverage({row[0]: row[1] for row in rows}, sum(row[2] for row in rows))


def persons(
    afstemning: Afstemning,
    lists: Sequence[Afstemning] = (),
    *,
    standings: Sequence[str],
    first: int,
    at_most: int,
) -> list[Person]:
    sql = (
        "SELECT id, line, afstemning_id, citizen_id, is_hidden, reason, is_unread, standing"
        f" FROM ({COVERED}) q WHERE standing = ANY (%(standings)s)"
        " ORDER BY line, id, citizen_id OFFSET %(first)s LIMIT %(at_most)s"
    )
    more = {"standings": list(standings), "first": first, "at_most": at_most}
    return [Person(*row) for row in _asked(sql, afstemning, lists, more)]


def beside(afstemning: Afstemning, citizens: Collection[UUID]) -> set[UUID]:
    """Those of them who have a running clock here, and are on no list."""
    if not citizens:
        return set()
    sql = (
        f"SELECT citizen_id FROM ({COVERED}) q"
        " WHERE citizen_id = ANY (%(citizens)s) AND standing = ANY (%(beside)s)"
    )
    more = {"citizens": [*citizens], "beside": [*BESIDE_THE_LIST]}
    return {row[0] for row in _asked(sql, afstemning, (), more)}


def values(afstemning: Afstemning, lists: Sequence[Afstemning] = ()) -> dict[str, Any]:
    """Of `COVERED`."""
    lists, rules = lists or lists_beside(afstemning), rules_in_use()
    return {
        "afstemning": afstemning.pk,
        "lists": [one.pk for one in lists],
        "exempt_lists": [one.pk for one in lists if rules.is_exempt(one.list_day)],
        "list_day": afstemning.list_day,
        "is_exempt": rules.is_exempt(afstemning.list_day),
    }


def latest_of(quarter: Quarter) -> Afstemning | None:
    """The approved reconciliation that the quarter is proved by."""
    return approved.lists().filter(_within(quarter)).order_by("-list_day", "-approved_at").first()


def lists_beside(afstemning: Afstemning) -> list[Afstemning]:
    """It, and the latest approved one of every other source in its quarter."""
    others = approved.latest_of_each_source().filter(_within(Quarter.of(afstemning.list_day)))
    return [afstemning, *others.exclude(source=afstemning.source_id)]


def without_a_list(lists: Sequence[Afstemning]) -> list[Afstemning]:
    """The latest approved one of each source that sent a list before the quarter, and none in it."""
    quarter = Quarter.of(lists[0].list_day)
    before = approved.latest_of_each_source().filter(list_day__lt=quarter.first)
    return list(before.exclude(source__in=[one.source_id for one in lists]))


def _within(quarter: Quarter) -> Q:
    return Q(list_day__range=(quarter.first, quarter.last))


def _asked(
    sql: str,
    afstemning: Afstemning,
    lists: Sequence[Afstemning],
    more: dict[str, Any] | None = None,
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**values(afstemning, lists), **(more or {})})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
