"""What pages and health say about the books and the mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import BigIntegerField, Count, F, QuerySet
from django.db.models.functions import Cast

from cases.casefile.models import Case
from cases.mail.models import Mail, RefusedAddress
from cases.reconciling.models import Defect

# Rung every hour: two missed rings and a little more.
STALE = timedelta(hours=3)


@dataclass(frozen=True)
class Books:
    """`refusal`: why no mail is sent. `reconciled_at`: None when there is nothing to reconcile.

    Of the `standing` defects, `nobody` are cases for which there is nobody to tell, `leaderless`
    those past their deadline for which there is no teamchef.
    """

    refusal: str
    standing: int
    nobody: int
    leaderless: int
    reconciled_at: datetime | None
    first_night_at: datetime | None
    at: datetime

    @property
    def is_stale(self) -> bool:
        """Nobody would notice what is missing."""
        seen = self.reconciled_at
        first = self.first_night_at
        is_due = first is not None and self.at - first > STALE
        return is_due and (seen is None or self.at - seen > STALE)

    @property
    def has_a_night(self) -> bool:
        """Without one nothing is told, and nothing can be missed."""
        return self.first_night_at is not None

    @property
    def tally(self) -> bool:
        return not self.refusal and not self.standing

    @property
    def need_someone(self) -> bool:
        return not self.tally or self.is_stale


# One question: it is asked on every page of those who answer for the deadlines.
STATE_OF_THE_BOOKS = """
    SELECT COALESCE((SELECT refusal FROM cases_senderstate), ''),
           (SELECT count(*) FROM cases_defect WHERE gone_at IS NULL),
           (SELECT count(*) FROM cases_defect WHERE gone_at IS NULL AND kind = %s),
           (SELECT count(*) FROM cases_defect WHERE gone_at IS NULL AND kind = %s),
           (SELECT max(at) FROM cases_reconciliation),
           (SELECT min(finished_at) FROM cases_night)
"""


def books(*, at: datetime) -> Books:
    with connection.cursor() as cursor:
        kinds = [Defect.Kind.NOBODY.value, Defect.Kind.NO_LEADER.value]
        cursor.execute(STATE_OF_THE_BOOKS, kinds)
        refusal, gaps, nobody, leaderless, reconciled_at, first_night_at = cursor.fetchone()
    return Books(refusal, gaps, nobody, leaderless, reconciled_at, first_night_at, at)


def standing() -> list[tuple[str, int]]:
    """Each kind of defect that stands, in words, with how many."""
    counts = dict(
        Defect.objects.filter(gone_at__isnull=True)
        .values_list("kind")
        .annotate(count=Count("pk"))
        .order_by("kind")
    )
    return [(label, counts[kind]) for kind, label in Defect.Kind.choices if kind in counts]


def by_jobcenter(kind: Defect.Kind) -> list[tuple[str, int]]:
    """How many cases of each jobcenter have a defect of a kind that is about cases."""
    standing = Defect.objects.filter(gone_at__isnull=True, kind=kind)
    of_cases = standing.annotate(case=Cast("reference", BigIntegerField()))
    cases = Case.objects.filter(pk__in=of_cases.values("case"))
    counted = cases.values_list("jobcenter__name").annotate(count=Count("pk"))
    return list(counted.order_by("jobcenter__name"))


def mails_by_state(*, since: datetime) -> list[tuple[str, int]]:
    counts = dict(
        Mail.objects.filter(composed_at__gte=since)
        .values_list("state")
        .annotate(count=Count("pk"))
        .order_by("state")
    )
    return [(label, counts[state]) for state, label in Mail.State.choices if state in counts]


def mails_waiting() -> int:
    return Mail.objects.filter(state=Mail.State.WAITING).count()


def refused_addresses() -> "QuerySet[RefusedAddress]":
    """Those that the employee still has."""
    return (
        RefusedAddress.objects.filter(address=F("employee__email"), employee__is_active=True)
        .select_related("employee")
        .order_by("employee__name")
    )


def latest_answer() -> str:
    """What the mail server said last to a mail that is still not accepted."""
    waiting = Mail.objects.filter(state__in=[Mail.State.WAITING, Mail.State.GIVEN_UP])
    refused = waiting.exclude(latest_answer="").order_by("-composed_at", "-pk")
    return refused.values_list("latest_answer", flat=True).first() or ""
