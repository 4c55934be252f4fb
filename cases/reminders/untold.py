"""Cases that a night could tell nobody of, or no teamchef that they are late.

Noted by the night, and gone once somebody can be told.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.db.models import Q

from cases.reminders.models import UntoldCase
from cases.reminders.rules import Hat
from cases.reminders.staff import Doors, Staff

Lacks = UntoldCase.Lacks

AT_ONCE = 5_000


def note(case_ids: Iterable[int], *, night: date, lacks: Lacks = Lacks.ALL) -> None:
    UntoldCase.objects.bulk_create(
        (UntoldCase(night=night, case_id=case_id, lacks=lacks) for case_id in sorted(case_ids)),
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )


def still_untold(*, night: date, as_of: date) -> Iterator[tuple[Lacks, int]]:
    """Open cases of that night for which there is still no teamchef, nor caseworker, today."""
    staff = Staff(as_of)
    rows = (
        UntoldCase.objects.filter(night=night, case__closed_on__isnull=True)
        .order_by("case__jobcenter", "case")
        .values_list("case__jobcenter", "case", "case__caseworker", "lacks")
    )
    for jobcenter_id, group in groupby(rows, key=lambda row: row[0]):
        cases = list(group)
        among = Q(pk__in=[case_id for _, case_id, *_ in cases])
        doors = Doors(staff, jobcenter_id=jobcenter_id, among=among)
        for _, case_id, caseworker_id, lacks in cases:
            present = doors.present(case_id=case_id, caseworker_id=caseworker_id)
            others = present[Hat.CASEWORKER] if lacks == Lacks.ALL else []
            if not others and not present[Hat.TEAM_LEADER]:
                yield Lacks(lacks), case_id
