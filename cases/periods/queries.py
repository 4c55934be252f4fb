"""Periods as pages ask for them."""

import uuid
from datetime import date

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cases.periods.models import Period, PeriodQuerySet


def periods_of(*, citizen_id: uuid.UUID) -> PeriodQuerySet:
    """Newest first, the annulled among them."""
    return Period.objects.filter(citizen_id=citizen_id).order_by("-start", "-id")


def standing_rows(*, citizen_id: uuid.UUID) -> PeriodQuerySet:
    return Period.objects.standing().filter(citizen_id=citizen_id).order_by("start", "kind")


def first_day(*, citizen_id: uuid.UUID) -> date | None:
    """Of the earliest standing period."""
    return standing_rows(citizen_id=citizen_id).values_list("start", flat=True).first()


def overlapping(period: Period) -> Period | None:
    """Another standing period of the same type with a day in common."""
    others = standing_rows(citizen_id=period.citizen_id).filter(kind=period.kind)
    for other in others.exclude(pk=period.pk):
        starts_before_other_ends = other.end is None or period.start < other.end
        if starts_before_other_ends and (period.end is None or other.start < period.end):
            return other
    return None


def standing_count(citizen: str) -> Coalesce:
    """Of the citizen that the outer query names so: the tab of a case costs no query of its own."""
    theirs = Period.objects.standing().filter(citizen=OuterRef(citizen)).order_by()
    counted = theirs.values("citizen").annotate(found=Count("*")).values("found")
    return Coalesce(Subquery(counted), 0)
