from datetime import date

import pytest

from cases.findings.models import Finding
from cases.periods import operations
from cases.periods.models import Period
from cases.periods.preview import preview, preview_annulment
from tests.factories import TEST, TODAY, make_citizen, make_period

pytestmark = pytest.mark.django_db


def test_a_preview_is_what_saving_brings() -> None:
    citizen = make_citizen()
    values = {"kind": "ledighedsydelse", "start": date(2025, 3, 15), "end": None}
    shown = preview(citizen_id=citizen.pk, as_of=TODAY, **values)
    saved = operations.register_period(citizen=citizen, actor=TEST, as_of=TODAY, **values)
    assert shown.after == saved.rounds
    assert shown.moves == saved.moves


def test_a_preview_saves_nothing() -> None:
    citizen = make_citizen()
    preview(citizen_id=citizen.pk, kind="sygdom", start=TODAY, end=None, as_of=TODAY)
    assert not Period.objects.exists()
    assert not Finding.objects.exists()


def test_a_preview_of_a_correction_puts_the_new_values_in_place_of_the_old() -> None:
    period = make_period(make_citizen(), date(2025, 3, 15))
    shown = preview(
        citizen_id=period.citizen_id, period_id=period.pk, kind=period.kind,
        start=date(2025, 4, 15), end=None, as_of=TODAY,
    )  # fmt: skip
    assert shown.before[0].m12 == date(2026, 3, 14)
    assert shown.after[0].m12 == date(2026, 4, 14)


def test_a_preview_of_an_annulment_leaves_the_period_out() -> None:
    period = make_period(make_citizen(), date(2025, 3, 15))
    assert preview_annulment(period_id=period.pk, as_of=TODAY).after[0].m12 is None


def test_a_preview_that_would_overlap_says_with_what():
    period = make_period(make_citizen(), date(2025, 3, 15))
    with pytest.raises(operations.PeriodOverlaps) as refusal:
        preview(citizen_id=period.citizen_id, kind=period.kind, start=TODAY, end=None, as_of=TODAY)
    assert refusal.value.other == period
