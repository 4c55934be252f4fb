"""The rows behind the numbers of a signed quarter, as they stood when it was signed."""

from collections.abc import Sequence

from django.db.models import Count

from cases.citizens.models import RESTRICTED, Citizen
from reports.afstemning.models import Afstemning
from reports.coverage.models import SignedQuarter
from reports.coverage.queries import Coverage, Person


def lists(signed: SignedQuarter) -> list[Afstemning]:
    """The one it was signed on, and those beside it that a row is of."""
    beside = signed.persons.exclude(afstemning=signed.afstemning_id).exclude(afstemning=None)
    keys = beside.order_by().values("afstemning").distinct()
    others = Afstemning.objects.filter(pk__in=keys).select_related("source").order_by("source_id")
    return [signed.afstemning, *others]


def coverage(signed: SignedQuarter) -> Coverage:
    counted = signed.persons.order_by().values_list("standing").annotate(Count("pk"))
    return Coverage(dict(counted), signed.restricted)


def persons(
    signed: SignedQuarter, *, standings: Sequence[str], first: int, at_most: int
) -> list[Person]:
    """Who is restricted is so as of today: it is about who is shown, not about what was counted."""
    rows = signed.persons.filter(standing__in=standings).order_by("line", "pk")
    found = list(rows[first : first + at_most])
    citizens = Citizen.objects.filter(RESTRICTED, pk__in=[one.citizen_id for one in found])
    hidden = set(citizens.values_list("pk", flat=True))
    return [
        Person(
            key=0,
            line=one.line,
            afstemning_id=one.afstemning_id,
            citizen_id=one.citizen_id,
            is_hidden=one.citizen_id in hidden,
            reason=one.reason,
            is_unread=False,
            standing=one.standing,
        )
        for one in found
    ]
