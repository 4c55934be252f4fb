from datetime import timedelta

import pytest
from django.utils import timezone

from cases.intake import tasks
from cases.intake.models import IntakeRow, IntakeRun

pytestmark = pytest.mark.django_db


def reviewed(*, hours_ago: int) -> IntakeRun:
    at = timezone.now() - timedelta(hours=hours_ago)
    run = IntakeRun.objects.create(actor="prøve", source="KMD", file_name="liste.csv", at=at)
    IntakeRow.objects.create(run=run, line=2, is_readable=False)
    return run


def test_the_rows_of_a_list_nobody_saved_are_gone_after_a_day() -> None:
    reviewed(hours_ago=25)
    fresh = reviewed(hours_ago=1)
    tasks.clear_expired_lists()
    tasks.clear_expired_lists()
    assert set(IntakeRow.objects.values_list("run", flat=True)) == {fresh.pk}
