"""What the viewer has done today and not taken back, as the history tells it: one act on a row each."""

from datetime import datetime, time
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from cases.access.viewer import Viewer


def written_by(viewer: Viewer, model: Any) -> "QuerySet[Any]":
    """History rows of a tracked model, of the viewer's own hand and day."""
    rows: QuerySet[Any] = model.history.model.objects.filter(
        history_user_id=viewer.actor.code, history_date__gte=_midnight(viewer)
    )
    return rows


def filled(rows: "QuerySet[Any]", field: str) -> "QuerySet[Any]":
    """Those in which `field` is filled and was empty in the row before, or there was none.

    It is filled still: what was taken back is not done.
    """
    text = rows.model._meta.get_field(field).get_internal_type() == "CharField"
    is_filled = ~Q(**{field: ""}) if text else Q(**{f"{field}__isnull": False})
    was_empty = Q(before__isnull=True) | Q(before="") if text else Q(before__isnull=True)
    still = _standing(rows).filter(is_filled)
    return _with_before(rows.filter(is_filled), field).filter(was_empty, Exists(still))


def changed(rows: "QuerySet[Any]", field: str, viewer: Viewer) -> "QuerySet[Any]":
    """Those in which `field` differs from the row before; none where it is as when the day began."""
    now = _standing(rows).values(field)[:1]
    dawn = _versions(rows).filter(history_date__lt=_midnight(viewer)).values(field)[:1]
    versions = _with_before(rows.filter(history_type="~"), field)
    compared = versions.annotate(now=Subquery(now), dawn=Subquery(dawn))
    found: QuerySet[Any] = compared.filter(_differ("before", field), _differ("dawn", "now"))
    return found


def _differ(one: str, other: str) -> Q:
    """Also where only one of them is empty, which a comparison alone leaves out."""
    only_one = Q(**{f"{one}__isnull": True, f"{other}__isnull": False}) | Q(
        **{f"{one}__isnull": False, f"{other}__isnull": True}
    )
    return only_one | Q(**{f"{one}__lt": F(other)}) | Q(**{f"{one}__gt": F(other)})


def _midnight(viewer: Viewer) -> datetime:
    return datetime.combine(viewer.as_of, time.min, tzinfo=timezone.get_current_timezone())


def _standing(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """What a history row is a version of, as it is now."""
    found: QuerySet[Any] = rows.model.instance_type.objects.filter(pk=OuterRef("id"))
    return found


def _versions(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """All of what a history row is a version of, the latest first."""
    found: QuerySet[Any] = rows.model.objects.filter(id=OuterRef("id")).order_by("-history_id")
    return found


def _with_before(rows: "QuerySet[Any]", field: str) -> "QuerySet[Any]":
    earlier = _versions(rows).filter(history_id__lt=OuterRef("history_id"))
    found: QuerySet[Any] = rows.annotate(before=Subquery(earlier.values(field)[:1]))
    return found
