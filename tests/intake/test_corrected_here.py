"""A period given another type or first day by hand, and the list that still has the old one."""

from datetime import date

import pytest

from cases.periods import operations as periods
from cases.periods.models import Period
from tests.factories import TEST, TODAY
from tests.intake.lists import errors, review, row, take_in
from tests.periods.correcting import correct


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{"kind": Period.Kind.FERIE}, {"start": date(2025, 12, 1)}])
def test_it_is_not_brought_back(values: dict[str, object]) -> None:
    take_in(row(1))
    correct(Period.objects.get(), **values)
    run = review(row(1))
    assert errors(run) == [(2, "fra")]
    assert "rettet i hånden her til" in run.problems.get().message


@pytest.mark.django_db
@pytest.mark.slow
def test_it_is_not_brought_back_when_the_corrected_period_is_annulled() -> None:
    take_in(row(1))
    correct(Period.objects.get(), start=date(2025, 12, 1))
    periods.annul_period(
        period_id=Period.objects.get().pk, version=2, reason="Fejl", actor=TEST, as_of=TODAY
    )
    run = review(row(1))
    assert errors(run) == [(2, "fra")]
    assert "annulleret her" in run.problems.get().message


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_once_the_list_has_the_correction_the_old_key_is_free() -> None:
    """Each list in a transaction of its own: one is told from the next by when it came."""
    take_in(row(1, last="2026-03-31"))
    correct(Period.objects.get(), kind=Period.Kind.FERIE)
    take_in(row(1, last="2026-03-31", kind="ferie"))
    assert take_in(row(1, last="2026-03-31")).counts["nye"] == 1
