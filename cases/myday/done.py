"""What the viewer has done today, as the history tells it: one act on a row each."""

from datetime import datetime, time
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from cases.access.viewer import Viewer


def written_by(viewer: Viewer, model: Any) -> "QuerySet[Any]":
    """History rows of a tracked model, of the viewer's own hand and day."""
    midnight = datetime.combine(viewer.as_of, time.min, tzinfo=timezone.get_current_timezone())
    rows: QuerySet[Any] = model.history.model.objects.filter(
        history_user_id=viewer.actor.code, history_date__gte=midnight
    )
    return rows


def filled(rows: "QuerySet[Any]", field: str) -> "QuerySet[Any]":
    """Those in which `field` is filled and was empty in the row before, or there was none."""
    text = rows.model._meta.get_field(field).get_internal_type() == "CharField"
    now = rows.exclude(**{field: ""}) if text else rows.filter(**{f"{field}__isnull": False})
    was_empty = Q(before__isnull=True) | Q(before="") if text else Q(before__isnull=True)
    return _with_before(now, field).filter(was_empty)


def changed(rows: "QuerySet[Any]", field: str) -> "QuerySet[Any]":
    """Those in which `field` differs from the row before."""
    before = _with_before(rows.filter(history_type="~"), field)
    same = Q(before=F(field)) | Q(before__isnull=True, **{f"{field}__isnull": True})
    return before.exclude(same)


def _with_before(rows: "QuerySet[Any]", field: str) -> "QuerySet[Any]":
    earlier = rows.model.objects.filter(
        id=OuterRef("id"), history_id__lt=OuterRef("history_id")
    ).order_by("-history_id")
    found: QuerySet[Any] = rows.annotate(before=Subquery(earlier.values(field)[:1]))
    return found
