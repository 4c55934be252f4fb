"""The reconciler: reckons each finished night once more, and says where the books do not tally.

1. Every finished night that is not reckoned yet, soon after it: facts go on changing.
2. What is expected against what is told, told against the inbox, told against the mail, mail
   against the mail server.
3. New gaps are stored, those that are gone are closed.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from cases.nights.models import Night
from cases.reconciling import changes, gaps, reckoning
from cases.reconciling.models import Defect, ExpectedObligation, ReckonedNight, Reconciliation

# A night that nobody has reckoned by then is too long ago to be reckoned rightly.
LATEST = timedelta(days=1)


def reconcile(*, at: datetime) -> int:
    """How many defects stand."""
    for night in Night.objects.filter(
        finished_at__gt=at - LATEST, finished_at__isnull=False, reckoned__isnull=True
    ).order_by("day"):
        reckon(night)
    standing = store(gaps.all_gaps(at=at))
    Reconciliation.objects.create(at=at, standing=standing)
    return standing


def reckon(night: Night) -> None:
    """Leaves out whatever changed since the night began; it is told, and reckoned, the next night."""
    with transaction.atomic():
        free = Night.objects.select_for_update(skip_locked=True, of=["self"])
        if free.filter(pk=night.pk, reckoned__isnull=True).first() is None:
            return  # another has it in hand, or has done it
        keys = dict(
            reckoning.expected_keys(day=night.day, as_of=night.recomputed_as_of or night.day)
        )
        # Asked afterwards, so that what changed while we reckoned is left out as well.
        changed = changes.citizens_changed_since(night.started_at)
        kept = [key for key, citizen_id in keys.items() if citizen_id not in changed]
        if changes.has_organisation_changed_since(night.started_at):
            kept = []
        ExpectedObligation.objects.bulk_create(
            (ExpectedObligation(key=key, night=night.day) for key in kept),
            ignore_conflicts=True,
            batch_size=5000,
        )
        ReckonedNight.objects.create(
            night=night, expected=len(kept), left_out=len(keys) - len(kept)
        )


def store(found: set[tuple[str, str]]) -> int:
    with transaction.atomic():
        standing = {
            (one.kind, one.reference): one.pk for one in Defect.objects.filter(gone_at__isnull=True)
        }
        gone = [pk for of, pk in standing.items() if of not in found]
        Defect.objects.filter(pk__in=gone).update(gone_at=Now())
        Defect.objects.bulk_create(
            [
                Defect(kind=kind, reference=reference)
                for kind, reference in sorted(found - standing.keys())
            ],
            ignore_conflicts=True,
        )
    return len(found)
