"""An older list than the last, or the same file again, is refused unless it was asked for.

Asked when a list is sent, and again when it is approved: another may have been approved meanwhile.
"""

from datetime import date

from reports.afstemning.models import Afstemning, ListSource


class _ApprovedBefore(Exception):
    """`latest`: the day of the list that is approved."""

    def __init__(self, latest: date) -> None:
        super().__init__(str(latest))
        self.latest = latest


class OlderThanLatest(_ApprovedBefore):
    pass


class SameListAgain(_ApprovedBefore):
    pass


def refuse_older(*, source: ListSource, day: date, checksum: str) -> None:
    """Raises OlderThanLatest, SameListAgain."""
    approved = Afstemning.objects.filter(source=source, state=Afstemning.State.APPROVED)
    latest = approved.order_by("-list_day").first()
    if latest is not None and day < latest.list_day:
        raise OlderThanLatest(latest.list_day)
    if (same := approved.filter(checksum=checksum).first()) is not None:
        raise SameListAgain(same.list_day)
