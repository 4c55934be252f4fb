"""The reconciler: reckons each finished night once more, and says where the books do not tally.

1. Every finished night that is not reckoned yet, soon after it: facts go on changing. One that
   cannot be reckoned is tried again each hour, stops nothing else, and ends the run red.
2. What is expected against what is told, told against the inbox, told against the mail, mail
   against the mail server.
3. New gaps are stored, those that are gone are closed.
"""

import logging
from collections.abc import Set
from datetime import datetime, timedelta
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models.functions import Now

from cases.nights.models import Night
from cases.reconciling import changes, gaps, reckoning
from cases.reconciling.models import Defect, ExpectedObligation, ReckonedNight, Reconciliation

logger = logging.getLogger(__name__)

# A night that nobody has reckoned by then is too long ago to be reckoned rightly.
LATEST = timedelta(days=1)


class NotReckoned(Exception):
    """A night, or somebody in it, could not be reckoned. Told by its date."""


def reconcile(*, at: datetime) -> int:
    """How many defects stand. Raises NotReckoned once everything else has been looked at."""
    nights = Night.objects.filter(
        finished_at__gt=at - LATEST, finished_at__isnull=False, reckoned__isnull=True
    ).order_by("day")
    failed = [night.day.isoformat() for night in nights if not _is_reckoned(night)]
    standing = store(gaps.all_gaps(at=at))
    if failed:
        # Without a row the pages say after three hours that nobody would notice what is missing.
        raise NotReckoned(f"Kunne ikke regnes efter: natten til {', '.join(failed)}. Læs loggen")
    Reconciliation.objects.create(at=at, standing=standing)
    return standing


def _is_reckoned(night: Night) -> bool:
    try:
        return not reckon(night)
    except SoftTimeLimitExceeded:
        raise
    except Exception as failure:
        logger.error("Natten til %s kunne ikke regnes efter", night.day, exc_info=failure)
        return False


def reckon(night: Night) -> Set[UUID]:
    """Whom it could not reckon, and the night could.

    Leaves out whatever changed since the night began, which is told, and reckoned, the next night;
    and whom the night failed to compute, which is told where the nights are.
    """
    with transaction.atomic():
        free = Night.objects.select_for_update(skip_locked=True, of=["self"])
        if free.filter(pk=night.pk, reckoned__isnull=True).first() is None:
            return frozenset()  # another has it in hand, or has done it
        expected = reckoning.expected(day=night.day, as_of=night.recomputed_as_of or night.day)
        # Asked afterwards, so that what changed while we reckoned is left out as well.
        changed = changes.citizens_changed_since(night.started_at)
        beyond = changed | {UUID(one) for one in night.failures}
        out = beyond | expected.unreckoned
        kept = [key for key, citizen_id in expected.keys.items() if citizen_id not in out]
        if changes.has_organisation_changed_since(night.started_at):
            kept = []
        _keep(night, kept, left_out=len(expected.keys) - len(kept) + len(expected.unreckoned))
    return expected.unreckoned - beyond


def _keep(night: Night, keys: list[str], *, left_out: int) -> None:
    ExpectedObligation.objects.bulk_create(
        (ExpectedObligation(key=key, night=night.day) for key in keys),
        ignore_conflicts=True,
        batch_size=5000,
    )
    ReckonedNight.objects.create(night=night, expected=len(keys), left_out=left_out)


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
