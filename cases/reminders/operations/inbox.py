"""One's own notices, read or not. Reading is no act on the case: nobody stops being told by it."""

from collections.abc import Sequence
from datetime import datetime

from cases.access.viewer import Viewer
from cases.reminders.models import Notice
from cases.reminders.queries import unread


def mark_read(*, viewer: Viewer, at: datetime, chosen: Sequence[int] | None = None) -> list[int]:
    """Of the viewer's own; None is all that the inbox shows. Answers with those that were unread."""
    found = unread(viewer)
    if chosen is not None:
        found = found.filter(pk__in=chosen)
    keys = list(found.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=keys, read_at__isnull=True).update(read_at=at)
    return keys


def mark_unread(*, viewer: Viewer, chosen: Sequence[int]) -> int:
    mine = Notice.objects.filter(
        obligation__recipient=viewer.employee, pk__in=chosen, read_at__isnull=False
    )
    return mine.update(read_at=None)
