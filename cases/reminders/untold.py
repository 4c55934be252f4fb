"""Cases that a night could tell nobody of: noted by the night, and gone once somebody can be told."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.db.models import Q

from cases.reminders.models import UntoldCase
from cases.reminders.rules import Hat
from cases.reminders.staff import Doors, Staff

AT_ONCE = 5_000


def note(case_ids: Iterable[int], *, night: date) -> None:
    UntoldCase.objects.bulk_create(
        (UntoldCase(night=night, case_id=case_id) for case_id in sorted(case_ids)),
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )


def still_nobody(*, night: date, as_of: date) -> Iterator[int]:
    """Open cases of that night for which there is neither caseworker nor teamchef today."""
    staff = Staff(as_of)
    rows = (
        UntoldCase.objects.filter(night=night, case__closed_on__isnull=True)
        .order_by("case__jobcenter", "case")
        .values_list("case__jobcenter", "case", "case__caseworker")
    )
    for jobcenter_id, group in groupby(rows, key=lambda row: row[0]):
        cases = list(group)
        among = Q(pk__in=[case_id for _, case_id, _ in cases])
        doors = Doors(staff, jobcenter_id=jobcenter_id, among=among)
        for _, case_id, caseworker_id in cases:
            present = doors.present(case_id=case_id, caseworker_id=caseworker_id)
            if not present[Hat.CASEWORKER] and not present[Hat.TEAM_LEADER]:
                yield case_id
