"""What the second book leaves out of a night, and that it stops nothing else."""

import pytest
from django.db.models.functions import Now

from cases.mail.models import Mail
from cases.nights.models import Night
from cases.reconciling import operations, queries, reckoning
from cases.reconciling.models import Defect, ReckonedNight, Reconciliation
from tests import factories
from tests.mail.conftest import make_mail
from tests.mail.morning import MONDAY, at, make_due, night
from tests.nights.making import spoil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_is_caught")]


@pytest.fixture
def spoilt_case(anne):
    case, _ = make_due(anne), make_due(anne)
    spoil(case.citizen)
    return case


def test_whom_the_night_could_not_compute_is_left_out_and_the_rest_are_reckoned(spoilt_case):
    """The night is red itself, and says who."""
    failed = night()
    Night.objects.filter(pk=failed.pk).update(failures=[str(spoilt_case.citizen_id)])
    assert operations.reconcile(at=at(2)) == 0
    reckoned = ReckonedNight.objects.get()
    assert (reckoned.expected, reckoned.left_out) == (2, 1)
    assert Reconciliation.objects.exists()


def test_whom_only_the_second_book_cannot_reckon_ends_the_run_red(spoilt_case, caplog):
    make_given_up_mail()
    night()
    with pytest.raises(operations.NotReckoned, match="2026-11-23"):
        operations.reconcile(at=at(2))
    assert str(spoilt_case.citizen_id) in caplog.text
    assert ReckonedNight.objects.get().left_out == 1
    assert Defect.objects.get().kind == "ikke_sendt"


def test_a_night_that_cannot_be_reckoned_hides_no_other_defect(monkeypatch):
    make_given_up_mail()
    night()
    with monkeypatch.context() as broken:
        broken.delattr(reckoning, "expected")
        with pytest.raises(operations.NotReckoned):
            operations.reconcile(at=at(2))
    assert queries.books(at=at(2)).standing == 1
    assert not Reconciliation.objects.exists()
    operations.reconcile(at=at(3))
    assert ReckonedNight.objects.exists()


def make_given_up_mail():
    make_mail(factories.make_employee("Bo"), composed_at=at(1), day=MONDAY)
    Mail.objects.update(state=Mail.State.GIVEN_UP, failing_since=Now())
