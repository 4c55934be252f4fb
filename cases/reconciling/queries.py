"""What pages and health say about the books and the mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Subquery

from cases.mail.models import SenderState
from cases.nights.models import Night
from cases.reconciling.models import Defect, Reconciliation

# Rung every hour: two missed rings and a little more.
STALE = timedelta(hours=3)


@dataclass(frozen=True)
class Books:
    """`refusal`: why no mail is sent. `reconciled_at`: None when there is nothing to reconcile."""

    refusal: str
    standing: int
    reconciled_at: datetime | None
    has_nights: bool
    at: datetime

    @property
    def is_stale(self) -> bool:
        """Nobody would notice what is missing."""
        seen = self.reconciled_at
        return self.has_nights and (seen is None or self.at - seen > STALE)

    @property
    def tally(self) -> bool:
        return not self.refusal and not self.standing

    @property
    def need_someone(self) -> bool:
        return not self.tally or self.is_stale


def books(*, at: datetime) -> Books:
    """One question to the database once mail is in use: it is asked on every page of teamchefs."""
    latest = Reconciliation.objects.order_by("-at")
    a_night_ago = Night.objects.filter(finished_at__lt=at - STALE).values("day")
    row = (
        SenderState.objects.filter(pk=SenderState.ONLY)
        .annotate(
            standing=Subquery(latest.values("standing")[:1]),
            reconciled_at=Subquery(latest.values("at")[:1]),
            night=Subquery(a_night_ago[:1]),
        )
        .first()
    )
    if row is None:
        return _without_mail(at)
    return Books(row.refusal, row.standing or 0, row.reconciled_at, row.night is not None, at)


def _without_mail(at: datetime) -> Books:
    latest = Reconciliation.objects.order_by("-at").first()
    has_nights = Night.objects.filter(finished_at__lt=at - STALE).exists()
    return Books(
        "", latest.standing if latest else 0, latest.at if latest else None, has_nights, at
    )


def standing() -> list[tuple[str, int]]:
    """Each kind of defect that stands, in words, with how many."""
    counts = dict(
        Defect.objects.filter(gone_at__isnull=True)
        .values_list("kind")
        .annotate(count=Count("pk"))
        .order_by("kind")
    )
    return [(label, counts[kind]) for kind, label in Defect.Kind.choices if kind in counts]
