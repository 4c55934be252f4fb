"""Case numbers: F-2026-0412."""

from datetime import date

from django.db import transaction

from cases.casefile.models import CaseNumberSeries


def draw_case_number(*, as_of: date) -> str:
    return draw_case_numbers(count=1, as_of=as_of)[0]


@transaction.atomic
def draw_case_numbers(*, count: int, as_of: date) -> list[str]:
    """The year's next numbers. Its row stays locked until the cases stand, so none is lost or given twice."""
    year = as_of.year
    CaseNumberSeries.objects.bulk_create([CaseNumberSeries(year=year)], ignore_conflicts=True)
    series = CaseNumberSeries.objects.select_for_update().get(year=year)
    first = series.latest + 1
    series.latest += count
    series.save(update_fields=["latest"])
    return [f"F-{year}-{number:04d}" for number in range(first, first + count)]
